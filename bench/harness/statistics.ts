/** The middle value; of an even number of values, the mean of the two in the middle. */
export function median(values: number[]): number {
	if (values.length === 0) return NaN;
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of the ratios of values measured one after the other. What slows the machine down for a while slows both
 * of a pair, so it drops out here and would not in a ratio of medians.
 */
export function pairedRatio(first: number[], second: number[]): number {
	return median(first.map((value, round) => value / second[round]));
}

/** Smallest and largest value. */
export function range(values: number[]): { low: number; high: number } {
	return { low: Math.min(...values), high: Math.max(...values) };
}

/**
 * Measures every side once in each round, in turn, and every second round in the opposite order, so that none is always
 * the first.
 *
 * @returns each side's measurements in the order of the rounds
 */
export async function interleaved<Name extends string, Result>(
	sides: readonly Name[],
	rounds: number,
	measure: (side: Name, round: number) => Promise<Result>,
): Promise<Record<Name, Result[]>> {
	const results = Object.fromEntries(
		sides.map((side): [Name, Result[]] => [side, []]),
	) as unknown as Record<Name, Result[]>;
	for (let round = 0; round < rounds; round++) {
		for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
			results[side].push(await measure(side, round));
		}
	}
	return results;
}

/** Random numbers from 0 to 1, the same for the same seed (a linear congruence: even enough for jitter). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
