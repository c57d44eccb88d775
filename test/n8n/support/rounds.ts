import { median, rounded } from './report';

/** Measures all sides in turn, after a round that warms up: medians, and the medians of the first's ratio to each. */
export async function inRounds(
	sides: string[],
	rounds: number,
	measure: (side: string) => Promise<number>,
) {
	const rates: Record<string, number[]> = Object.fromEntries(sides.map((side) => [side, []]));
	for (let round = 0; round <= rounds; round += 1) {
		for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
			const rate = await measure(side);
			if (round > 0) rates[side].push(rounded(rate, 1));
		}
	}
	const [first, ...others] = sides;
	const ratioTo = (other: string) =>
		rounded(median(rates[first].map((rate, index) => rate / rates[other][index])));
	return {
		rounds: rates,
		perSecond: Object.fromEntries(sides.map((side) => [side, median(rates[side])])),
		ratioTo: Object.fromEntries(others.map((other) => [other, ratioTo(other)])),
	};
}
