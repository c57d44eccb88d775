/** Each of the 108 endpoints, over HTTP: method, path, names of the query and body, for two items that differ. */
import type { Listed } from '../../nodes/Loyaltii/endpoint/operation';
import { Loyaltii } from '../../nodes/Loyaltii/Loyaltii.node.ts';
import { resources } from '../../nodes/Loyaltii/resources';
import type { Reply, Seen } from './harness';
import { lineOf, nodeAt, startRecorder } from './harness';
import type { Row } from './sheet';
import { ROWS } from './sheet';

const ALL = Array.from({ length: 108 }, (_, index) => index + 1);

/** What look-ups answer beside the endpoint at hand. */
function lookUp(line: string): Reply | undefined {
	if (line === 'GET /DynamicTables') return { body: [{ Id: 12, Name: 'Products' }] };
	if (line.startsWith('GET /DynamicFields')) {
		return { body: [{ Name: 'Price', Type: 5, Label: 'Price', Values: null }] };
	}
	if (line === 'GET /Contacts/DynamicFields') {
		return { body: [{ Name: 'ShoeSize', Type: 3, Label: 'Shoe size', Values: null }] };
	}
	return undefined;
}

/** What comes out where a row does not say it: the answer, for each item. */
const rowsOf = ({ rows, answer }: Row) => rows ?? [answer, answer].flat();

const titled = ROWS.map((row) => [row.no, row.at, row] as const);

it.each(titled)('#%i %s', async (_no, at, row) => {
	const isLookUp = (seen: Seen) => row.lookUps?.test(lineOf(seen)) === true;
	const recorder = await startRecorder(
		(seen) => (isLookUp(seen) && lookUp(lineOf(seen))) || { body: row.answer },
	);
	try {
		const { run } = nodeAt(recorder.url);
		const result = await run(at, row.parameters, row.items, {
			...(row.file !== undefined && { file: row.file }),
		});
		expect(result.failure?.message).toBeUndefined();
		const seen = recorder.seen.filter((request) => !isLookUp(request));
		expect(seen.map(lineOf)).toEqual(row.sent);
		expect(seen.map(({ body }) => body)).toEqual(row.bodies ?? row.sent.map(() => undefined));
		expect(new Set(seen.map(({ headers }) => headers['x-apikey']))).toEqual(new Set(['key']));
		expect(result.done).toEqual(rowsOf(row));
		expect(new Set(result.paired())).toEqual(new Set([0, 1]));
	} finally {
		await recorder.close();
	}
});

describe('the 108 endpoints', () => {
	const operations = resources.flatMap(({ value: resource, operations: own }) =>
		own.map((operation) => ({
			at: `${resource}.${operation.value}`,
			endpoints: (operation as unknown as Listed).endpoints,
		})),
	);

	it('are each tested above', () => {
		expect(ROWS.map(({ no }) => no).sort((a, b) => a - b)).toEqual(ALL);
	});

	it('are each in the table of the operation that reaches them', () => {
		for (const { no, at } of ROWS) {
			const numbers = operations.find((one) => one.at === at)?.endpoints.map((one) => one.no);
			expect({ no, at, numbers }).toEqual({ no, at, numbers: expect.arrayContaining([no]) });
		}
		const listed = new Set(operations.flatMap(({ endpoints }) => endpoints.map(({ no }) => no)));
		expect([...listed].sort((a, b) => a - b)).toEqual(ALL);
	});

	it('fit a description of 300 KB', () => {
		const bytes = Buffer.byteLength(JSON.stringify(new Loyaltii().description));
		expect(bytes).toBeLessThanOrEqual(300 * 1024);
	});
});
