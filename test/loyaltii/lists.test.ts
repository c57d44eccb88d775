/** Lists: pages after an ID, limits, long answers, and "none" that comes as 404. */
import type { IDataObject } from 'n8n-workflow';

import type { Seen } from './harness';
import { by, continued, lineOf, nodeAt, startClub, startRecorder } from './harness';

const queryOf = ({ query }: Seen) =>
	Object.fromEntries(query.map((pair) => pair.split('=') as [string, string]));

/** A platform with this many rows, of which a page holds `size`, or as many as `take` says; newest first. */
const pagesOf = (count: number, size: number) => (seen: Seen) => {
	const { lastId = '0', take = String(size) } = queryOf(seen);
	const rows = Array.from({ length: count }, (_, index) => ({ Id: index + 1 }))
		.filter(({ Id }) => Id > Number(lastId))
		.slice(0, Number(take));
	// No source states the order within a page.
	return { body: rows.reverse() };
};

async function read(at: string, parameters: IDataObject, count: number, size = 1000) {
	const recorder = await startRecorder(pagesOf(count, size));
	try {
		const { done } = await nodeAt(recorder.url).run(at, parameters, [{}]);
		return { ids: done.map(({ Id }) => Number(Id)), lines: recorder.seen.map(lineOf) };
	} finally {
		await recorder.close();
	}
}

describe('pages after an ID', () => {
	it.each([
		['contactEvent.getAll', { by: 'id', eventType: 'News' }, '&type=News'],
		['point.getAll', { by: 'id' }, ''],
		['emailDispatchReceiver.getAll', {}, ''],
	])('%s reads every page, each row once', async (at, parameters, rest) => {
		const { ids, lines } = await read(at, { ...parameters, returnAll: true }, 2500);
		expect(new Set(ids).size).toBe(2500);
		expect(ids).toHaveLength(2500);
		expect(lines.map((line) => line.replace(/^.*\?/, ''))).toEqual([
			`lastId=0${rest}`,
			`lastId=1000${rest}`,
			`lastId=2000${rest}`,
		]);
	});

	it('goes on after a page that is larger than 1,000, and asks again after one that is full', async () => {
		const { ids, lines } = await read(
			'emailDispatchReceiver.getAll',
			{ returnAll: true },
			2010,
			1005,
		);
		expect(ids).toHaveLength(2010);
		expect(lines).toHaveLength(3);
	});

	it('stops at the limit, and takes no more of a table than that', async () => {
		const points = await read('point.getAll', { by: 'id', limit: 1200 }, 5000);
		expect([points.ids.length, points.lines.length]).toEqual([1200, 2]);
		const table = { table: by('name', 'T') };
		const rows = await read('tableEntity.getAll', { ...table, limit: 1200 }, 5000);
		expect(rows.ids).toHaveLength(1200);
		expect(rows.lines).toEqual([
			'GET /table/T?lastId=0&take=1000',
			'GET /table/T?lastId=1000&take=200',
		]);
	});

	it('begins where the user says', async () => {
		const { ids, lines } = await read(
			'point.getAll',
			{ by: 'id', afterId: 1990, returnAll: true },
			2000,
		);
		expect(ids).toHaveLength(10);
		expect(lines).toEqual(['GET /Points?lastId=1990']);
	});

	it('end where a server gives the same page for ever', async () => {
		const page = Array.from({ length: 1000 }, (_, index) => ({ Id: index + 1 }));
		const recorder = await startRecorder(() => ({ body: page }));
		const { done } = await nodeAt(recorder.url).run('point.getAll', { by: 'id', returnAll: true }, [
			{},
		]);
		await recorder.close();
		expect(done).toHaveLength(1000);
		expect(recorder.seen).toHaveLength(2);
	});
});

it.each([
	['contact.getAll', { by: 'ids' }],
	['contact.getAll', { by: 'baseInfo' }],
	['tableEntity.getIds', { table: by('name', 'T') }],
	['point.getSumsByContact', { pointType: 'base' }],
	['segment.getContactIds', { segment: by('id', 1) }],
])('%s %j puts out no more of a long answer than the limit says', async (at, parameters) => {
	const recorder = await startRecorder(() => ({
		body: Array.from({ length: 20_000 }, (_, id) => id),
	}));
	const { done } = await nodeAt(recorder.url).run(at, { ...parameters, limit: 3 }, [{}]);
	await recorder.close();
	expect(done).toHaveLength(3);
	expect(recorder.seen).toHaveLength(1);
});

it('says so where there may be more dispatches than the platform gives', async () => {
	const recorder = await startRecorder((seen) => ({
		body: Array.from({ length: Number(queryOf(seen).take ?? 1000) }, (_, Id) => ({ Id })),
	}));
	const { run } = nodeAt(recorder.url);
	const all = await run('emailDispatch.getAll', { returnAll: true }, [{}]);
	const some = await run('emailDispatch.getAll', { limit: 5000 }, [{}]);
	const few = await run('emailDispatch.getAll', { limit: 1000 }, [{}]);
	await recorder.close();
	expect(recorder.seen.map(lineOf)).toEqual([
		'GET /EmailDispatches?take=1000',
		'GET /EmailDispatches?take=1000',
		'GET /EmailDispatches?take=1000',
	]);
	for (const { hints } of [all, some]) expect(hints.join(' ')).toContain('newest 1,000 only');
	expect(few.hints).toEqual([]);
});

describe('none', () => {
	it('is no failure where the platform answers 404 for an empty list', async () => {
		const club = await startClub();
		const { done, rejected } = await club.run(
			'contactCompany.getContacts',
			{ contactCompany: by('number', '={{ $json.number }}') },
			[{ number: 'C-1' }, { number: 'C-2' }],
			continued,
		);
		await club.close();
		expect(done).toEqual([expect.objectContaining({ Id: 1 })]);
		expect(rejected).toEqual([]);
	});

	it.each([
		['order.get', { orderId: 9 }],
		['point.get', { pointId: 9 }],
		['store.get', { store: by('number', '9') }],
		['contactCompany.get', { contactCompany: by('id', 9) }],
		['segment.get', { segment: by('id', 9) }],
		['media.get', { mediaId: 9 }],
		['tableEntity.get', { table: by('name', 'Products'), by: 'externalId', externalId: 'x' }],
		['emailDispatchReceiver.get', { emailDispatchId: 9, contact: by('id', 1) }],
	])('%s is a failure, or nothing if that is wanted', async (at, parameters) => {
		const club = await startClub();
		const failed = await club.run(at, parameters, [{}], continued);
		const wanted = { ...parameters, options: { whenNotFound: 'nothing' } };
		const nothing = await club.run(at, wanted, [{}], continued);
		await club.close();
		expect(failed.rejected).toEqual([
			expect.objectContaining({ details: expect.objectContaining({ code: 'not_found' }) }),
		]);
		expect([nothing.done, nothing.rejected]).toEqual([[], []]);
	});

	it('is an empty list where the platform says so', async () => {
		const club = await startClub();
		const { done, rejected } = await club.run(
			'order.getAll',
			{ by: 'externalId', extOrderId: 'none' },
			[{}],
			continued,
		);
		await club.close();
		expect([done, rejected]).toEqual([[], []]);
	});
});
