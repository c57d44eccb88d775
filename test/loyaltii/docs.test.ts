/** The table of docs/loyaltii.md says which operation reaches which endpoint. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Endpoint } from '../../nodes/Loyaltii/endpoint/endpoint';
import type { Listed } from '../../nodes/Loyaltii/endpoint/operation';
import { resources } from '../../nodes/Loyaltii/resources';
import { ROOT } from '../package/nodes';

const lineOf = ({ method, path: segments, query }: Endpoint) =>
	`${method} /${segments.join('/')}${query.length === 0 ? '' : `?${query.join('&')}`}`;

/** `| 86 | GET /Points/Sums?contactId&type | Point: Get Sums |`, by number. */
function table(): string[] {
	const rows = resources.flatMap(({ name: resource, operations }) =>
		operations.flatMap((operation) =>
			(operation as unknown as Listed).endpoints.map((endpoint) => ({
				no: endpoint.no,
				text: `| ${endpoint.no} | \`${lineOf(endpoint)}\` | ${resource}: ${operation.name} |`,
			})),
		),
	);
	return [...new Set(rows.sort((a, b) => a.no - b.no).map(({ text }) => text))];
}

it('is the table of the node', () => {
	const docs = readFileSync(path.join(ROOT, 'docs', 'loyaltii.md'), 'utf8');
	const written = docs.split('\n').filter((line) => /^\| \d+ \| `[A-Z]+ \//.test(line));
	expect(written).toEqual(table());
});
