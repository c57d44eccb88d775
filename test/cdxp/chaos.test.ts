import { play } from './chaos/play';
import { describeScenario, scenarioOf } from './chaos/scenario';

/** Ten seeds that meet every operation and On Error mode between them; `npm run test:chaos` plays hundreds. */
const SEEDS = [3, 5, 10, 15, 51, 54, 73, 76, 90, 113];

it('what the outputs claim is what is stored, whatever goes wrong', async () => {
	// Most of a run is waiting, so all share the time.
	const verdicts = await Promise.all(SEEDS.map(async (seed) => await play(scenarioOf(seed))));
	const flaws = verdicts
		.filter((verdict) => verdict.flaws.length > 0)
		.map(({ scenario, flaws: found }) => [
			`npm run test:chaos -- --seed ${scenario.seed}`,
			describeScenario(scenario),
			...found,
		]);
	expect(flaws).toEqual([]);
	expect(new Set(verdicts.map(({ scenario }) => scenario.operation)).size).toBe(5);
	expect(new Set(verdicts.map(({ scenario }) => scenario.onError)).size).toBe(3);
	expect(verdicts.reduce((sum, { strikes }) => sum + strikes, 0)).toBeGreaterThan(20);
}, 60_000);
