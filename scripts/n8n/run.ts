import { spawn } from 'node:child_process';

const SAY_EVERY_MS = 15_000;

interface Command {
	/** What the user is told it does. */
	title: string;
	command: string;
	args: string[];
	cwd: string;
	/** Show what it writes as it comes; otherwise only if it fails. */
	loud?: boolean;
}

/** Runs a command that may take minutes, and says now and then that it is still at it. @throws Error if it fails */
export async function runSlowly({ title, command, args, cwd, loud = false }: Command) {
	const since = Date.now();
	const seconds = () => Math.round((Date.now() - since) / 1000);
	console.log(`${title} ...`);
	const timer = setInterval(() => console.log(`  ... ${seconds()} s`), SAY_EVERY_MS);
	let output = '';
	try {
		await new Promise<void>((resolve, reject) => {
			const child = spawn(command, args, {
				cwd,
				env: cleanEnvironment(),
				stdio: ['ignore', loud ? 'inherit' : 'pipe', loud ? 'inherit' : 'pipe'],
				shell: process.platform === 'win32' && command === 'npm',
			});
			for (const stream of [child.stdout, child.stderr]) {
				stream?.on('data', (text) => (output = (output + String(text)).slice(-8000)));
			}
			child.on('error', reject);
			child.on('close', (code) =>
				code === 0
					? resolve()
					: reject(new Error(`${title} failed (exit code ${code})\n${output}`)),
			);
		});
	} finally {
		clearInterval(timer);
	}
	console.log(`  done in ${seconds()} s`);
}

/** npm hands its settings for this repository to every child; another folder has its own. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const ofRepository =
		/^npm_(config_(local_prefix|prefix|ignore_scripts|nodedir)|package_|lifecycle_)/i;
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !ofRepository.test(name)),
	);
}
