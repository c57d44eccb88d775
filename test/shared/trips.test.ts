import { LATEST_MS, Trips } from '../../nodes/shared/trips';

const after = (...ms: number[]) => {
	const trips = new Trips();
	for (const each of ms) trips.add(each);
	return trips;
};
const times = (count: number, ms: number) => Array.from({ length: count }, () => ms);

describe('Trips', () => {
	it('says by how much a trip was slower than the fastest', () => {
		const trips = after(...times(60, 150));
		expect(trips.lateness(150)).toBe(0);
		expect(trips.lateness(190)).toBe(40);
		expect(trips.lateness(140)).toBe(0);
	});

	it('takes the rare slow one at its word, but never for more than a second late', () => {
		const trips = after(...times(60, 150));
		expect(trips.lateness(550)).toBe(400);
		expect(trips.lateness(5000)).toBe(1000);
	});

	it('takes what is slow now and then for the work of the platform', () => {
		const trips = after(...times(60, 150), ...times(60, 550));
		expect(trips.lateness(550)).toBe(LATEST_MS);
	});

	it('takes a request without an answer to be as slow as is usual, or as it has been already', () => {
		const trips = after(...times(60, 150), ...times(20, 170));
		expect(trips.latenessSoFar(0)).toBe(trips.lateness(170));
		expect(trips.latenessSoFar(0)).toBeGreaterThanOrEqual(20);
		expect(trips.latenessSoFar(550)).toBeGreaterThanOrEqual(400);
	});

	it('knows nothing without answers, and little with few', () => {
		expect(after().latenessSoFar(0)).toBe(0);
		expect(after(150, 150).lateness(150)).toBe(LATEST_MS);
		expect(after(450, 150).lateness(450)).toBe(300);
		const [few, many] = [12, 149].map((count) => after(...times(count, 150), 190).lateness(150));
		expect(few).toBeGreaterThan(15);
		expect(many).toBeLessThan(2);
	});

	it('notices a faster network at once and a slower one after a while', () => {
		const trips = after(...times(60, 150), 100);
		expect(trips.lateness(150)).toBeGreaterThanOrEqual(50);
		for (let answer = 0; answer < 150; answer++) trips.add(400);
		expect(trips.lateness(400)).toBe(0);
	});
});
