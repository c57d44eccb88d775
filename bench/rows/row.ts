import type { SandboxSettings } from '../harness/sandbox';
import { SandboxProcess } from '../harness/sandbox';
import type { Bar, Finding } from '../report/types';

export interface RowOptions {
	/** Fewer and smaller measurements: shows that the bench works, proves nothing. */
	quick: boolean;
	/** Tells the user what is under way. */
	say: (text: string) => void;
}

/** One row of the bench. */
export interface Row {
	id: string;
	title: string;
	run(options: RowOptions): Promise<Omit<Finding, 'id' | 'title'>>;
}

/** Gives the work a sandbox of its own and ends it afterwards. */
export async function withSandbox<T>(
	settings: SandboxSettings,
	work: (sandbox: SandboxProcess) => Promise<T>,
): Promise<T> {
	const sandbox = await SandboxProcess.start(settings);
	try {
		return await work(sandbox);
	} finally {
		await sandbox.stop();
	}
}

/** A bar on a number. */
export function atLeast(
	title: string,
	measured: number,
	wanted: number,
	words: (value: number) => string,
): Bar {
	return {
		title,
		wanted: `≥ ${words(wanted)}`,
		measured: words(measured),
		passed: measured >= wanted,
	};
}

export function atMost(
	title: string,
	measured: number,
	wanted: number,
	words: (value: number) => string,
): Bar {
	return {
		title,
		wanted: `≤ ${words(wanted)}`,
		measured: words(measured),
		passed: measured <= wanted,
	};
}
