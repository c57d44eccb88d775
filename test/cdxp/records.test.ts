import { existsSync } from 'node:fs';
import path from 'node:path';

import { QuarticonCdxp } from '../../nodes/QuarticonCdxp/QuarticonCdxp.node.ts';
import { resources } from '../../nodes/QuarticonCdxp/resources';
import { findOperation } from '../../nodes/shared/operation';
import type { Account } from './harness';
import { detailsOf, inputOf } from './harness';
import type { RecordCase } from './recordCases';
import { CASES, startRecords } from './recordCases';

let account: Account;
beforeEach(async () => {
	account = await startRecords();
});
afterEach(async () => await account.close());

/** Operations whose cases stand in tests of their own. */
const ELSEWHERE: Record<string, string> = {
	'account.assignContact': 'accounts',
	'account.unassignContact': 'accounts',
	'contact.create': 'contactWrites',
	'contact.delete': 'contactWrites',
	'contact.get': 'reading',
	'contact.getAll': 'reading',
	'contact.import': 'import',
	'contact.update': 'contactWrites',
	'contact.upsert': 'upsert',
	'list.setConsent': 'setConsent',
};

describe('every operation has its case', () => {
	it('in the table or in a test of its own', () => {
		const { properties } = new QuarticonCdxp().description;
		const operations = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) =>
				options.map((option) => {
					const [resource] = displayOptions?.show?.resource ?? [];
					return `${String(resource)}.${String((option as { value: string }).value)}`;
				}),
			);
		expect(operations.length).toBeGreaterThan(60);
		expect([...Object.keys(CASES), ...Object.keys(ELSEWHERE)].sort()).toEqual(operations.sort());
		for (const test of Object.values(ELSEWHERE))
			expect([test, existsSync(path.join(__dirname, `${test}.test.ts`))]).toEqual([test, true]);
	});
});

const cases = Object.entries(CASES);
const rowsOf = ({ rows = [1, 1] }: RecordCase) =>
	rows.flatMap((count, item) => Array<number>(count).fill(item));
const failing = cases.filter(([, { code }]) => code !== '');

describe.each(cases)('%s', (_, one) => {
	it('does what each item asks, and links its rows to it', async () => {
		const { done, paired } = await account.run(one.parameters, one.items);
		expect(done).toMatchObject(one.output);
		expect(done).toHaveLength(one.output.length);
		expect(paired()).toEqual(rowsOf(one));
		const { resource, operation } = one.parameters;
		const { sample } = findOperation(resources, String(resource), String(operation))!;
		expect(Object.keys(sample)).toEqual(expect.arrayContaining(Object.keys(done[0])));
		if (one.holds !== undefined) {
			const [read, held] = one.holds;
			expect(read(account.sandbox.store)).toEqual(held);
		}
	});

	if (one.raw !== undefined) {
		it("puts out the platform's answer with Simplify off", async () => {
			const { done, paired } = await account.run({ ...one.parameters, simplify: false }, one.items);
			expect(done[0]).toMatchObject(one.raw ?? {});
			expect(paired()).toEqual(rowsOf(one));
		});
	}
});

describe.each(failing)('%s, with an item that fails', (_, one) => {
	const items = [one.items[0], one.bad, one.items[1]];
	const rows = rowsOf(one).map((item) => item * 2);

	it('puts it on the error path, and does the others', async () => {
		const { done, rejected, paired } = await account.run(one.parameters, items, {
			onError: 'continueErrorOutput',
		});
		expect(done).toMatchObject(one.output);
		expect([paired(0), paired(1)]).toEqual([rows, [1]]);
		expect(rejected[0].error).toMatch(one.error);
		expect(detailsOf(rejected[0])).toMatchObject({ code: one.code, status: 'failed' });
		expect(inputOf(rejected[0])).toEqual(one.bad);
	});

	it('leaves it among the others, with its input and the error', async () => {
		const { done, paired } = await account.run(one.parameters, items, {
			onError: 'continueRegularOutput',
		});
		expect(paired()).toEqual([
			...rows.filter((item) => item === 0),
			1,
			...rows.filter((item) => item === 2),
		]);
		const failed = done[rows.filter((item) => item === 0).length];
		expect(failed.error).toMatch(one.error);
		expect(inputOf(failed)).toEqual(one.bad);
	});

	it('names it where the run stops', async () => {
		const { failure } = await account.run(one.parameters, items);
		expect(failure?.message).toMatch(one.error);
	});
});
