import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest } from '../../nodes/shared/platform';
import { readAll } from '../../nodes/shared/pages';
import { byId, byOffset } from '../../nodes/QuarticonCdxp/platform';

const rows = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ id: String(index + 1) }));

/** A list server; `cap` is its largest page, `total` whether it says how many there are. */
function server(
	all: IDataObject[],
	{ cap = 100, total = true, ignores = false, overlap = 0 } = {},
) {
	const requests: ApiRequest[] = [];
	const send = async (request: ApiRequest) => {
		requests.push(request);
		if (requests.length > 50) throw new Error('The reading does not end');
		const { limit = 20, offset = 0, id_greater: after } = request.query as Record<string, number>;
		const rest = after === undefined ? all : all.filter(({ id }) => Number(id) > Number(after));
		const from = ignores ? 0 : Math.max(0, offset - overlap);
		const page = (ignores ? all : rest).slice(from, from + Math.min(limit, cap));
		return {
			status: 200,
			perhapsApplied: false,
			headers: {},
			body: { rows: page, ...(total && { meta: { total: String(rest.length) } }) },
		};
	};
	return { send, requests };
}

describe.each([
	['by offset', byOffset],
	['by id', byId],
])('reading %s', (_, style) => {
	const list = { path: ['rows'], rows: 'rows', style };

	it.each([0, 1, 99, 100, 101, 250])('reads all %d rows', async (count) => {
		const { send, requests } = server(rows(count));
		expect(await readAll(send, list)).toEqual(rows(count));
		expect(requests.length).toBeLessThanOrEqual(Math.max(1, Math.ceil(count / 100) + 1));
	});

	it('stops at the limit and asks for no more than is missing', async () => {
		const { send, requests } = server(rows(250));
		expect(await readAll(send, { ...list, limit: 130 })).toEqual(rows(130));
		expect(requests.map(({ query }) => query?.limit)).toEqual([100, 30]);
	});

	it('ends on a server that ignores the position', async () => {
		const { send, requests } = server(rows(250), { ignores: true });
		expect(await readAll(send, list)).toEqual(rows(100));
		expect(requests).toHaveLength(2);
	});

	it('reads everything from a server with smaller pages than asked for', async () => {
		const { send } = server(rows(70), { cap: 20 });
		expect(await readAll(send, list)).toEqual(rows(70));
	});

	it('reads everything from a server with pages of 20 that names no total', async () => {
		const { send } = server(rows(70), { cap: 20, total: false });
		expect(await readAll(send, list)).toEqual(rows(70));
	});

	it('reads everything from a server that names no total', async () => {
		const { send } = server(rows(250), { total: false });
		expect(await readAll(send, list)).toEqual(rows(250));
	});

	it('reads a body without rows as an empty list', async () => {
		expect(
			await readAll(
				async () => ({ status: 200, perhapsApplied: false, headers: {}, body: {} }),
				list,
			),
		).toEqual([]);
	});
});

it('gives a row repeated at a page border once', async () => {
	const { send } = server(rows(250), { overlap: 3 });
	const read = await readAll(send, { path: ['rows'], rows: 'rows', style: byOffset });
	expect(read.slice(0, 200)).toEqual(rows(200));
	expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
});
