import { RateLimiter } from '../../sandbox/shared/limiter';
import { Lane } from '../../nodes/shared/lane';
import { Pace } from '../../nodes/shared/pace';
import { seeded } from '../harness/statistics';
import { Timeline } from '../harness/timeline';
import { count as inWords, number, percent } from '../report/words';
import { simulateImport } from './importPace';
import type { Row } from './row';
import { atLeast, atMost } from './row';

const LIMIT = 5;
const WORKERS = 64;
const HOUR_MS = 3_600_000;

/** What the vendor's documentation shows in Retry-After. */
const RETRY_AFTER_MS = 30_000;

const minutes = (ms: number): string => `${number(ms / 60_000, 1)} min`;

interface Scenario {
	name: string;
	window: 'fixed' | 'sliding';
	latencyMs: number;
	/** A request arrives up to this much later than another. */
	jitterMs?: number;
	/** Requests per second of another tool on the account. */
	foreign?: number;
}

const SCENARIOS: Scenario[] = [
	{ name: 'account of its own, fixed window', window: 'fixed', latencyMs: 150 },
	{ name: 'account of its own, sliding window', window: 'sliding', latencyMs: 150 },
	{ name: 'slow answers', window: 'fixed', latencyMs: 2000 },
	{ name: 'uneven network, fixed window', window: 'fixed', latencyMs: 150, jitterMs: 60 },
	{ name: 'uneven network, sliding window', window: 'sliding', latencyMs: 150, jitterMs: 60 },
	{ name: 'another tool takes 1 per second', window: 'sliding', latencyMs: 150, foreign: 1 },
];

async function simulate(scenario: Scenario, contacts: number) {
	const { window, latencyMs, jitterMs = 0, foreign = 0 } = scenario;
	const random = seeded(1);
	const clock = new Timeline();
	const pace = new Pace(clock);
	pace.perSecond = LIMIT;
	const lane = new Lane();
	const platform = new RateLimiter({ perSecond: LIMIT, window }, () => clock.now());
	let left = contacts;
	let refusals = 0;

	const send = async (): Promise<void> => {
		for (;;) {
			const turn = await pace.turn(lane);
			const sent = async () => {
				if (jitterMs > 0) await clock.sleep(random() * jitterMs);
				const answer = platform.take();
				await clock.sleep(latencyMs);
				return answer;
			};
			const { allowed, limit, remaining } = await lane.answer(sent());
			turn.answered({ limit, remaining });
			if (allowed) return;
			refusals++;
			pace.quiet(RETRY_AFTER_MS);
		}
	};
	const worker = async (): Promise<void> => {
		while (left > 0) {
			await lane.enter();
			if (left-- > 0) await send();
			lane.leave();
		}
	};
	const others = async (): Promise<void> => {
		while (foreign > 0 && left > 0) {
			await clock.sleep(1000 / foreign);
			platform.take();
		}
	};
	await clock.run(Promise.all([...Array.from({ length: WORKERS }, worker), others()]));
	return { refusals, hours: clock.now() / HOUR_MS };
}

/** How long a large migration would take. */
export const migration: Row = {
	id: 'migration',
	title: 'A migration of 1,000,000 contacts',
	async run({ quick, say }) {
		const contacts = quick ? 20_000 : 1_000_000;
		const measured = [];
		for (const scenario of SCENARIOS) {
			say(scenario.name);
			const best = contacts / (LIMIT - (scenario.foreign ?? 0)) / 3600;
			const { refusals, hours } = await simulate(scenario, contacts);
			measured.push({ ...scenario, refusals, hours, best });
		}
		say('by import');
		const bulk = await simulateImport(contacts);
		const alone = measured.filter(({ foreign }) => foreign === undefined);
		return {
			how: `${inWords(contacts)} contacts by upsert, one request each, ${LIMIT} requests per second: our pace and lanes (\`nodes/shared/pace.ts\`, \`lane.ts\`) against the sandbox's limiter on a virtual clock. On an uneven network requests take up to 60 ms longer or shorter than others. A refusal asks to wait 30 s. By Contact: Import they are ${inWords(bulk.requests)} requests of ${inWords(contacts / bulk.requests)} contacts (row \`bulk\` sends them to the sandbox over HTTP), against the importer's limit of 100 requests per minute; the time the platform then takes to store what is queued comes on top.`,
			tables: [
				{
					head: ['scenario', 'projected time', 'best the limit allows', 'of it used', 'refusals'],
					rows: [
						...measured.map(({ name, hours, best, refusals }) => [
							name,
							`${number(hours, 1)} h`,
							`${number(best, 1)} h`,
							percent(best / hours),
							inWords(refusals),
						]),
						[
							'by import, account of its own',
							minutes(bulk.ms),
							minutes(bulk.bestMs),
							percent(bulk.bestMs / bulk.ms),
							inWords(bulk.refusals),
						],
					],
				},
			],
			bars: [
				...alone.flatMap(({ name, hours, best, refusals, jitterMs }) => [
					// An uneven network costs pace: whoever avoids refusals leaves room for the latest request.
					...(jitterMs === undefined
						? [atLeast(`pace of the limit, ${name}`, best / hours, 0.95, percent)]
						: []),
					atMost(`refusals, ${name}`, refusals / contacts, 0.01, percent),
				]),
				atLeast("pace of the importer's limit", bulk.bestMs / bulk.ms, 0.95, percent),
				atMost('refusals, by import', bulk.refusals / bulk.requests, 0.01, percent),
			],
			raw: { measured, bulk },
		};
	},
};
