import { emitter, rowsOf } from '../../bench/child/flows/flow';
import { badAmong, contactOf, exportedOf, FIELDS } from '../../bench/child/flows/people';
import { simulateImport } from '../../bench/rows/importPace';
import { createEngine } from '../../engine';
import { checkEmail } from '../../nodes/shared/email';

describe('an export of contacts', () => {
	const emails = rowsOf(1000, exportedOf).map(({ email }) => email);
	const isGood = (email: unknown) => {
		try {
			return checkEmail(email) !== '';
		} catch {
			return false;
		}
	};

	it('has as many bad addresses as it says, of several kinds', () => {
		const bad = emails.filter((email) => !isGood(email));
		expect(bad).toHaveLength(badAmong(1000));
		expect(new Set(bad).size).toBeGreaterThan(2);
	});

	it('names nobody twice', () => {
		const good = emails.filter(isGood);
		expect(new Set(good).size).toBe(good.length);
	});
});

test('a contact has a value in every custom field', () => {
	expect(Object.keys(contactOf(3).fieldValues)).toHaveLength(FIELDS);
});

test('an emitter gives each row the item it came from, or the last there is', async () => {
	const engine = createEngine({
		nodes: { 'bench.two': emitter('two', () => [{ id: 1 }, { id: 2 }]) },
	});
	const result = await engine.run({
		nodes: [
			{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
			{ name: 'Two', type: 'bench.two' },
		],
		connections: { Start: { main: [[{ node: 'Two', type: 'main', index: 0 }]] } },
	});
	expect(result.items('Two')).toEqual([
		{ json: { id: 1 }, pairedItem: { item: 0 } },
		{ json: { id: 2 }, pairedItem: { item: 0 } },
	]);
});

test("an import keeps to the importer's limit and uses it", async () => {
	const { requests, refusals, ms, bestMs } = await simulateImport(250_000);
	expect({ requests, refusals }).toEqual({ requests: 1000, refusals: 0 });
	expect(bestMs / ms).toBeGreaterThan(0.95);
});
