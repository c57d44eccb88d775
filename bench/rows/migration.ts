import { RateLimiter } from '../../sandbox/shared/limiter';
import { Lane } from '../../nodes/shared/lane';
import { Pace } from '../../nodes/shared/pace';
import { Timeline } from '../harness/timeline';
import { count as inWords, number, percent } from '../report/words';
import type { Row } from './row';
import { atLeast, atMost } from './row';

const LIMIT = 5;
const WORKERS = 64;
const HOUR_MS = 3_600_000;

interface Scenario {
	name: string;
	window: 'fixed' | 'sliding';
	latencyMs: number;
	/** Requests per second of another tool on the account. */
	foreign: number;
}

const SCENARIOS: Scenario[] = [
	{ name: 'account of its own, fixed window', window: 'fixed', latencyMs: 150, foreign: 0 },
	{ name: 'account of its own, sliding window', window: 'sliding', latencyMs: 150, foreign: 0 },
	{ name: 'slow answers', window: 'fixed', latencyMs: 2000, foreign: 0 },
	{ name: 'another tool takes 1 per second', window: 'sliding', latencyMs: 150, foreign: 1 },
];

async function simulate({ window, latencyMs, foreign }: Scenario, contacts: number) {
	const clock = new Timeline();
	const pace = new Pace(clock);
	pace.perSecond = LIMIT;
	const lane = new Lane();
	const platform = new RateLimiter({ perSecond: LIMIT, window }, () => clock.now());
	let left = contacts;
	let refusals = 0;

	const send = async (): Promise<void> => {
		for (;;) {
			await pace.turn(lane);
			const { allowed, limit, remaining } = platform.take();
			await lane.aside(async () => await clock.sleep(latencyMs));
			pace.observe({ limit, remaining });
			if (allowed) return;
			refusals++;
			pace.quiet(1000);
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
	title: 'A migration of 1,000,000 contacts by upsert',
	async run({ quick, say }) {
		const contacts = quick ? 20_000 : 1_000_000;
		const measured = [];
		for (const scenario of SCENARIOS) {
			say(scenario.name);
			const best = contacts / (LIMIT - scenario.foreign) / 3600;
			const { refusals, hours } = await simulate(scenario, contacts);
			measured.push({ ...scenario, refusals, hours, best });
		}
		const alone = measured.filter(({ foreign }) => foreign === 0);
		return {
			how: `${inWords(contacts)} contacts, one request each, ${LIMIT} requests per second: our pace and lanes (\`nodes/shared/pace.ts\`, \`lane.ts\`) against the sandbox's limiter on a virtual clock. Bulk import is not part of the package yet and left out.`,
			tables: [
				{
					head: ['scenario', 'projected time', 'best the limit allows', 'of it used', 'refusals'],
					rows: measured.map(({ name, hours, best, refusals }) => [
						name,
						`${number(hours, 1)} h`,
						`${number(best, 1)} h`,
						percent(best / hours),
						inWords(refusals),
					]),
				},
			],
			bars: alone.flatMap(({ name, hours, best, refusals }) => [
				atLeast(`pace of the limit, ${name}`, best / hours, 0.95, percent),
				atMost(`refusals, ${name}`, refusals / contacts, 0.01, percent),
			]),
			raw: measured,
		};
	},
};
