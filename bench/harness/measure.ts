import { fork } from 'node:child_process';
import { join } from 'node:path';

import type { Job, Results } from '../child/jobs';
import { OUT, ROOT } from './places';

const CHILD = join(OUT, 'js', 'bench', 'child', 'main.js');
/** No measurement takes nearly as long; one that does will never end. */
const GIVE_UP_MS = 40 * 60_000;

type Answer<T> = { result: T } | { error: string };

/**
 * Does a job in a new process, so that memory and processor time are its own.
 *
 * @throws Error if the process fails or does not end
 */
export async function measure<J extends Job>(job: J): Promise<Results[J['task']]> {
	const child = fork(CHILD, { cwd: ROOT, execArgv: [], env: plainEnvironment() });
	const timer = setTimeout(() => child.kill('SIGKILL'), GIVE_UP_MS);
	try {
		const answer = await new Promise<Answer<Results[J['task']]>>((resolve, reject) => {
			child.once('message', (message) => resolve(message as Answer<Results[J['task']]>));
			child.once('error', reject);
			child.once('exit', (code, signal) =>
				reject(new Error(`The measured process (${job.task}) ended early: ${signal ?? code}`)),
			);
			child.send(job);
		});
		if ('error' in answer) throw new Error(`The measured process (${job.task}): ${answer.error}`);
		return answer.result;
	} finally {
		clearTimeout(timer);
		child.removeAllListeners('exit');
	}
}

/** tsx, which runs the bench itself, would translate in the children too. */
function plainEnvironment(): NodeJS.ProcessEnv {
	const { NODE_OPTIONS: _options, ...env } = process.env;
	return env;
}
