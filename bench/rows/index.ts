import { atLimit } from './atLimit';
import { bulkMigration, inBulk } from './bulk';
import { contacts } from './contacts';
import { cost } from './cost';
import { faults } from './faults';
import { fields } from './fields';
import { foreign } from './foreign';
import { fullSpeed } from './fullSpeed';
import { latency } from './latency';
import { listAdditions } from './listAdditions';
import { load } from './load';
import { migration } from './migration';
import { outage } from './outage';
import { products } from './products';
import type { Row } from './row';
import { shared } from './shared';

/** What is measured, in the order of the page. */
export const ROWS: Row[] = [
	atLimit,
	latency,
	fullSpeed,
	inBulk,
	faults,
	outage,
	fields,
	cost,
	products,
	listAdditions,
	contacts,
	load,
	shared,
	foreign,
	bulkMigration,
	migration,
];
