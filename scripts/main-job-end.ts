/** How the main job ends: what was checked, and on a terminal the account's page until the user has seen it. */
import type { Sandbox } from '../sandbox';
import type { Check } from './main-job-checks';

const SHOWN = 20;

/** @returns how many checks failed, and the line that says so */
export function printChecks(checks: Check[]): { failed: number; summary: string } {
	console.log('');
	for (const { title, differences } of checks) {
		console.log(`${differences.length === 0 ? 'passed' : 'FAILED'}  ${title}`);
		for (const difference of differences.slice(0, SHOWN)) console.log(`        ${difference}`);
		if (differences.length > SHOWN) console.log(`        … and ${differences.length - SHOWN} more`);
	}
	const failed = checks.filter(({ differences }) => differences.length > 0).length;
	return { failed, summary: `\n${checks.length - failed} passed, ${failed} failed` };
}

export async function showAccount({ pageUrl }: Sandbox, summary: string): Promise<void> {
	if (process.stdin.isTTY && process.stdout.isTTY && !process.env.CI) {
		console.log(`\nThe account to look at: ${pageUrl} (until Enter or Ctrl-C)`);
		console.log(summary);
		await enterOrInterrupt();
	} else {
		console.log(`\nThe account was at ${pageUrl}; on a terminal the page stays up.`);
		console.log(summary);
	}
}

async function enterOrInterrupt(): Promise<void> {
	await new Promise<void>((done) => {
		process.once('SIGINT', done);
		process.once('SIGTERM', done);
		process.stdin.once('data', () => done());
	});
	process.stdin.pause();
}
