import type { IDataObject } from 'n8n-workflow';

import type { Batch } from '../../shared/batch';
import type { BatchOperation } from '../../shared/operation';
import { batchSize, readBatchSize } from '../endpoint/batchSize';
import { isBroken } from '../endpoint/answers';
import { at, requestTo } from '../endpoint/endpoint';
import type { Listed } from '../endpoint/operation';
import { contentOf } from '../endpoint/operation';
import { columns, externalId, LOCKED, name, table, TAKEN } from './fields';

const endpoint = at(46, 'POST table/{tableName}/Bulk', { body: ({ rows }) => rows as unknown[] });
const entries = [table('The table to add to'), externalId, name, columns];

const batch: Batch<IDataObject> = {
	prepare: async (call) => {
		readBatchSize(call);
		return await contentOf({ value: 'createMany', fields: entries }, call);
	},
	group: ({ tableName }, call) => `${String(tableName)} ${readBatchSize(call)}`,
	limits: (call) => ({ rows: readBatchSize(call) }),
	async send(rows, { api }) {
		const entities = rows.map(({ tableName, ...row }) => {
			void tableName;
			return row;
		});
		await api.request<unknown>({
			...requestTo(endpoint, { tableName: rows[0].tableName, rows: entities }),
			// The vendor does not say whether a bulk is all or nothing.
			repeatable: false,
			expects: (body) => !isBroken(body),
			meanings: { 409: TAKEN, 423: LOCKED },
		});
		return entities.map((row) => ({ ...row, Created: true }));
	},
};

/** Rows of one table share requests; the platform returns none of them, so the output is what was sent. */
export const createMany: BatchOperation & Listed = {
	value: 'createMany',
	name: 'Create Many',
	action: 'Create many table entities',
	description: 'Add rows to a dynamic table, many with one request',
	endpoints: [endpoint],
	fields: [...entries.map(({ field }) => field), batchSize],
	repeatable: false,
	sideBySide: true,
	batch: batch as Batch,
	sample: { ExternalId: 'SKU-1', Name: 'Teddy bear', Created: true },
};
