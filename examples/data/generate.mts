/**
 * Writes the example data: `customers.csv`, `customers-60.csv`, `account.json` and `subscribers.csv`.
 *
 *   npx tsx examples/data/generate.mts [folder]
 *
 * Everything comes from one seed, so the files are the same on every run; a test compares them byte by byte.
 * All people are invented and every address lies in a domain that is reserved for examples.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { fakerPL } from '@faker-js/faker';
import { stringify } from 'csv-stringify/sync';

import { makeAccount } from './generator/account.mjs';
import { makeCustomers } from './generator/customers.mjs';
import { withDuplicates } from './generator/duplicates.mjs';
import { makeRejected } from './generator/rejected.mjs';
import { COLUMNS } from './generator/row.mjs';
import { makeSubscribers, SUBSCRIBER_COLUMNS } from './generator/subscribers.mjs';

const SEED = 20240607;
const ROWS = 1000;
const SAMPLE = 60;
const DUPLICATES = 40;

const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
fakerPL.seed(SEED);

const rejected = makeRejected();
const customers = makeCustomers(ROWS - DUPLICATES - rejected.length);
const { rows, repeated } = withDuplicates(
	fakerPL.helpers.shuffle([...customers, ...rejected]),
	customers,
	DUPLICATES,
);
rows.forEach((row, index) => {
	row.customer_id = String(1001 + index);
});
const account = makeAccount(customers, repeated);
const subscribers = makeSubscribers(customers, account);
const unproblematic = rows.filter((row) => customers.includes(row) && !repeated.has(row));

mkdirSync(folder, { recursive: true });
writeCsv('customers.csv', rows, COLUMNS);
writeCsv('customers-60.csv', unproblematic.slice(0, SAMPLE), COLUMNS);
writeCsv('subscribers.csv', subscribers, SUBSCRIBER_COLUMNS);
writeFileSync(join(folder, 'account.json'), `${JSON.stringify(account, null, '\t')}\n`);

function writeCsv<Name extends string>(
	name: string,
	content: Array<Record<Name, string>>,
	columns: readonly Name[],
): void {
	writeFileSync(join(folder, name), stringify(content, { header: true, columns: [...columns] }));
}
