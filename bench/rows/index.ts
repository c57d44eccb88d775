import { atLimit } from './atLimit';
import { cost } from './cost';
import { faults } from './faults';
import { fields } from './fields';
import { foreign } from './foreign';
import { fullSpeed } from './fullSpeed';
import { latency } from './latency';
import { load } from './load';
import { migration } from './migration';
import type { Row } from './row';
import { shared } from './shared';

/** What is measured, in the order of the page. */
export const ROWS: Row[] = [
	atLimit,
	latency,
	fullSpeed,
	faults,
	fields,
	cost,
	load,
	shared,
	foreign,
	migration,
];
