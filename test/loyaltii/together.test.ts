/** Items that share a request: what a refusal, and an answer that leaves items out, say of each. */
import type { IDataObject } from 'n8n-workflow';

import type { Reply, Run, Seen } from './harness';
import { by, continued, detailsOf, mapped, nodeAt, startRecorder } from './harness';

/** Runs items against a server that answers so. */
async function against(
	reply: (seen: Seen) => Reply,
	at: string,
	parameters: IDataObject,
	items: IDataObject[],
	options: Run = continued,
) {
	const recorder = await startRecorder(reply);
	const result = await nodeAt(recorder.url).run(at, parameters, items, options);
	await recorder.close();
	const writes = recorder.seen.filter(({ method }) => method !== 'GET');
	return { ...result, writes, statuses: result.rejected.map((item) => detailsOf(item).status) };
}

describe('table rows in bulk', () => {
	const rows = { table: by('name', 'T'), externalId: '={{ $json.id }}', name: 'n' };
	const items = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
	const taken = { status: 409, body: { Message: "Cannot save duplicate value 'b'!" } };

	it('that are refused are uncertain, and Retry On Fail does not send them again', async () => {
		const { rejected, statuses, writes } = await against(
			() => taken,
			'tableEntity.createMany',
			rows,
			items,
			{ ...continued, retry: 3 },
		);
		expect(statuses).toEqual(Array(3).fill('uncertain'));
		expect(rejected[0].error).toContain('one of the 3 rows');
		expect(detailsOf(rejected[0]).remedy).toContain('Batch Size to 1');
		expect(writes).toHaveLength(1);
	});

	it.each([403, 423])('that are refused with %i are not stored', async (status) => {
		const { statuses } = await against(() => ({ status }), 'tableEntity.createMany', rows, items);
		expect(statuses[0]).toBe('failed');
	});

	it('one that is alone in its request is refused for certain', async () => {
		const options = { batchSize: 1 };
		const { statuses } = await against(
			() => taken,
			'tableEntity.createMany',
			{ ...rows, options },
			[{ id: 'b' }],
		);
		expect(statuses).toEqual(['failed']);
	});

	it('with one external ID never share a request', async () => {
		const { writes } = await against(() => ({}), 'tableEntity.createMany', rows, [
			...items,
			{ id: 'a' },
		]);
		expect(writes.map(({ body }) => (body as unknown[]).length).sort()).toEqual([1, 3]);
	});
});

describe('contacts that are changed together', () => {
	const change = { keyType: 'Email', keys: '={{ $json.key }}', patchFields: mapped({ A: 'x' }) };
	const items = ['a@x.com', 'b@x.com', 'c@x.com'].map((key) => ({ key }));

	/** Changes them where the answer to the change is this. */
	const answered = async (Updated: unknown[], NotFound: unknown[]) => {
		const { done, rejected } = await against(
			({ method }) => ({ body: method === 'PATCH' ? { Updated, NotFound } : [] }),
			'contact.updateMany',
			change,
			items,
		);
		const said = rejected.map((item) => `${String(item.key)} ${detailsOf(item).code}`);
		return [...done.map((item) => String(item.Updated)), ...said].sort();
	};
	const all = items.map(({ key }) => key);

	it.each<[string, unknown[], unknown[], string[]]>([
		['in Updated', ['A@X.com', 'b@x.com', 'c@x.com'], [], all],
		['missing', ['a@x.com', 'b@x.com'], ['c@x.com'], [all[0], all[1], 'c@x.com not_found']],
		['nowhere', ['a@x.com', 'b@x.com'], [], [all[0], all[1], 'c@x.com no_result']],
		['told by the count of the updated', [1, 2, 3], [], all],
		[
			'told by the count of the missing',
			['a@x.com', 'b@x.com'],
			[3],
			[all[0], all[1], 'c@x.com not_found'],
		],
		[
			'written otherwise in both lists',
			['a@x.com', 2],
			[3],
			[all[0], 'b@x.com no_result', 'c@x.com no_result'],
		],
	])('%s', async (_, updated, missing, outcome) => {
		expect(await answered(updated, missing)).toEqual(outcome);
	});

	it('are uncertain where nothing is said of them', async () => {
		const { statuses } = await against(
			({ method }) => ({ body: method === 'PATCH' ? { Updated: [], NotFound: [] } : [] }),
			'contact.updateMany',
			change,
			items,
		);
		expect(statuses).toEqual(Array(3).fill('uncertain'));
	});

	it.each([400, 409, 422])(
		'are sent in halves after %i, until the bad one is alone',
		async (status) => {
			const { done, rejected } = await against(
				({ method, body }) => {
					if (method !== 'PATCH') return { body: [] };
					const { Keys } = body as { Keys: string[] };
					return Keys.includes('b@x.com')
						? { status, body: { Message: 'No' } }
						: { body: { Updated: Keys, NotFound: [] } };
				},
				'contact.updateMany',
				change,
				items,
			);
			expect(done).toHaveLength(2);
			expect(rejected).toEqual([expect.objectContaining({ key: 'b@x.com' })]);
		},
	);

	it('are looked through for five bad ones, no more', async () => {
		const many = Array.from({ length: 64 }, (_, index) => ({ key: `${index}@x.com` }));
		const { rejected, writes } = await against(
			({ method }) => (method === 'PATCH' ? { status: 400 } : { body: [] }),
			'contact.updateMany',
			change,
			many,
		);
		expect(writes.length).toBeLessThan(20);
		expect(rejected.map((item) => detailsOf(item).code)).toEqual([
			...Array<string>(5).fill('invalid_value'),
			...Array<string>(59).fill('too_many_refused'),
		]);
	});

	it.each([
		['Email', 'nobody', 'is not an e-mail address'],
		['Id', 'abc', 'is not a whole number'],
		['id', '0', 'is not a whole number'],
	])('are refused before anything is sent: %s %s', async (keyType, key, message) => {
		const { rejected, writes } = await against(
			({ method }) => ({ body: method === 'PATCH' ? { Updated: ['1'], NotFound: [] } : [] }),
			'contact.updateMany',
			{ ...change, keyType: `={{ "${keyType}" }}` },
			[{ key }, { key: `${key}, 1` }],
		);
		expect(rejected.map(({ error }) => String(error).includes(message))).toEqual([true, true]);
		expect(writes).toEqual([]);
	});
});

describe('events', () => {
	const event = {
		contact: by('id', '={{ $json.id }}'),
		eventType: 'T',
		subType: 'S',
		additionalFields: { uniqueExtId: '={{ $json.unique }}' },
	};
	const unknownTwo = ({ body }: Seen): Reply =>
		(body as IDataObject[]).some(({ ContactId }) => ContactId === 2)
			? { status: 404, body: { Message: 'Unknown contact' } }
			: { body: 'ok' };

	it('without an ID of their own do not make those with one uncertain', async () => {
		const items = [
			{ id: 1, unique: 'a' },
			{ id: 2, unique: 'b' },
			{ id: 3, unique: 'c' },
			{ id: 4 },
		];
		const { done, rejected } = await against(unknownTwo, 'contactEvent.create', event, items);
		expect(done.map(({ ContactId }) => ContactId)).toEqual([1, 3, 4]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'not_found', status: 'failed' });
	});

	it('with one ID never share a request', async () => {
		const items = ['a', 'b', 'a'].map((unique) => ({ id: 1, unique }));
		const { writes } = await against(unknownTwo, 'contactEvent.create', event, items);
		expect(writes.map(({ body }) => (body as unknown[]).length)).toEqual([2, 1]);
	});

	it.each<[string, number, string[]]>([
		['a wrong key ends the search', 401, ['failed', 'failed', 'not-attempted', 'not-attempted']],
		['a half that fails says nothing of the other', 418, ['failed', 'failed', 'failed']],
	])('%s', async (_, status, expected) => {
		let count = 0;
		const { done, statuses } = await against(
			(seen) => {
				if (seen.method === 'GET') return { status };
				count += 1;
				return count === 2 ? { status } : unknownTwo(seen);
			},
			'contactEvent.create',
			event,
			[1, 3, 2, 4].map((id) => ({ id, unique: `u${id}` })),
		);
		expect(statuses).toEqual(expected);
		expect(done.map(({ ContactId }) => ContactId)).toEqual(status === 418 ? [4] : []);
	});

	it('are looked through for five of unknown contacts, no more', async () => {
		const items = Array.from({ length: 64 }, (_, id) => ({ id: id + 1, unique: `u${id}` }));
		const { rejected, writes } = await against(
			() => ({ status: 404, body: { Message: 'Unknown contact' } }),
			'contactEvent.create',
			event,
			items,
		);
		expect(writes.length).toBeLessThan(20);
		expect(rejected.map((item) => detailsOf(item).code)).toEqual([
			...Array<string>(5).fill('not_found'),
			...Array<string>(59).fill('too_many_refused'),
		]);
	});
});
