/**
 * The chaos suite: seeded runs of the node over HTTP while the sandbox misbehaves; what the outputs claim is held against
 * what is stored.
 *
 *   npm run test:chaos                          200 seeds once, then 20 seeds × 20 runs
 *   npm run test:chaos -- --seed 17             one seed; with --runs 50, fifty times
 *   npm run test:chaos -- --seeds 1000          that many seeds once
 */
import { parseArgs } from 'node:util';

import type { Verdict } from '../test/cdxp/chaos/play';
import { play } from '../test/cdxp/chaos/play';
import { describeScenario, scenarioOf } from '../test/cdxp/chaos/scenario';

/** Most of a run is waiting, so several share the process. */
const AT_ONCE = 8;
const TELL_EVERY_MS = 10_000;

interface Totals {
	passed: number;
	failed: number;
	items: number;
	requests: number;
	strikes: number;
}

const totals: Totals = { passed: 0, failed: 0, items: 0, requests: 0, strikes: 0 };

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			seed: { type: 'string' },
			seeds: { type: 'string' },
			runs: { type: 'string', default: '1' },
		},
	});
	const runs = whole(values.runs, 'runs');
	const escaped: unknown[] = [];
	process.on('unhandledRejection', (reason) => escaped.push(reason));
	const started = Date.now();

	if (values.seed !== undefined) {
		const seed = whole(values.seed, 'seed');
		console.log(`Seed ${seed}: ${describeScenario(scenarioOf(seed))}`);
		await series(`seed ${seed} × ${runs}`, new Array<number>(runs).fill(seed));
	} else {
		const seeds = firstSeeds(whole(values.seeds ?? '200', 'seeds'));
		await series(`${seeds.length} seeds × 1`, seeds);
		if (values.seeds === undefined) {
			// Seed by seed, so that the runs of one seed meet different company.
			const again = Array.from({ length: 20 }, () => firstSeeds(20)).flat();
			await series('20 seeds × 20', again);
		}
	}
	// A rejection that nobody handles is told a moment later.
	await new Promise((resolve) => setTimeout(resolve, 50));
	for (const reason of escaped) {
		console.error('A rejection escaped:', reason);
		totals.failed++;
	}
	const { passed, failed, items, requests, strikes } = totals;
	console.log(
		`${items} items, ${requests} requests, ${strikes} of them struck or refused, ${seconds(started)} s`,
	);
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 ? 1 : 0;
}

const firstSeeds = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Plays the seeds, several at once, and tells how far it is. */
async function series(title: string, seeds: number[]): Promise<void> {
	const started = Date.now();
	const before = { ...totals };
	const count = () => totals.passed + totals.failed - before.passed - before.failed;
	const tell = setInterval(
		() => console.log(`  ${count()} of ${seeds.length}, ${seconds(started)} s`),
		TELL_EVERY_MS,
	);
	const waiting = [...seeds];
	const work = async () => {
		for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift())
			report(await play(scenarioOf(seed)));
	};
	try {
		await Promise.all(Array.from({ length: AT_ONCE }, work));
	} finally {
		clearInterval(tell);
	}
	const failed = totals.failed - before.failed;
	console.log(`${title}: ${count() - failed} passed, ${failed} failed, ${seconds(started)} s`);
}

function report({ scenario, flaws, items, requests, strikes }: Verdict): void {
	totals.items += items;
	totals.requests += requests;
	totals.strikes += strikes;
	if (flaws.length === 0) {
		totals.passed++;
		return;
	}
	totals.failed++;
	console.error(
		[
			`Seed ${scenario.seed} failed: ${describeScenario(scenario)}`,
			...flaws.map((flaw) => `  ${flaw}`),
			`  Again: npm run test:chaos -- --seed ${scenario.seed} --runs 20`,
		].join('\n'),
	);
}

function whole(text: string, name: string): number {
	const number = Number(text);
	if (Number.isInteger(number) && number > 0) return number;
	throw new Error(`--${name} takes a whole number above 0`);
}

const seconds = (since: number) => ((Date.now() - since) / 1000).toFixed(1);

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
