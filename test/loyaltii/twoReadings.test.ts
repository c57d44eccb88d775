/**
 * The sandbox was written from the fact sheet by another hand. What the node sends for each endpoint must be a request the
 * sandbox takes for that endpoint, and finds nothing wrong with but the records that are not there.
 */
import { startSandbox } from '../../sandbox';
import { nodeAt } from './harness';
import { ROWS } from './sheet';

/** What the sandbox knows, so that little is refused for what it does not hold. */
const ACCOUNT = {
	dynamicFields: { Contacts: [{ Name: 'ShoeSize', Type: 3 as const }] },
	orderTypes: ['web', 'store'],
	pointTypes: ['base', 'bonus'],
	tables: [
		{ Id: 12, Name: 'Products', fields: [{ Name: 'Price', Type: 5 as const }] },
		{ Id: 13, Name: 'Colours' },
		{ Id: 14, Name: 'My Table' },
	],
	stores: [{ Id: 42, Number: '42', Name: 'Aarhus' }],
	companies: [{ Id: 7, Number: 'C-7', Name: 'Example' }],
};

/** What a request gets that the sandbox understands otherwise: invalid, no key, another method, two endpoints alike. */
const ODD = [400, 401, 405, 500];

it.each(ROWS.map((row) => [row.no, row.at, row] as const))('#%i %s', async (no, at, row) => {
	const sandbox = await startSandbox({ platform: 'loyaltii', account: ACCOUNT as never });
	try {
		await nodeAt(sandbox.url, sandbox.token).run(at, row.parameters, row.items, {
			onError: 'continueErrorOutput',
			...(row.file !== undefined && { file: row.file }),
		});
		const asked = sandbox.asked.get(no) ?? 0;
		const odd = sandbox.journal.entries
			.filter(({ status = 0 }) => ODD.includes(status) && row.isOpen !== true)
			.map(({ method, url, status, body }) => ({ method, url, status, body }));
		expect({ odd, asked: asked >= row.sent.length }).toEqual({ odd: [], asked: true });
	} finally {
		await sandbox.close();
	}
});
