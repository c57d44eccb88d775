import type { IDataObject } from 'n8n-workflow';

import type { Batch } from '../../shared/batch';
import { Failure, toFailure } from '../../shared/errors';
import type { BatchOperation } from '../../shared/operation';
import { batchSize, readBatchSize } from '../endpoint/batchSize';
import { isBroken } from '../endpoint/answers';
import { at, requestTo } from '../endpoint/endpoint';
import type { Listed } from '../endpoint/operation';
import { contentOf } from '../endpoint/operation';
import { checkRow, columns, externalId, LOCKED, name, table, TAKEN } from './fields';

const endpoint = at(46, 'POST table/{tableName}/Bulk', { body: ({ rows }) => rows as unknown[] });
const entries = [table('The table to add to'), externalId, name, columns];

const batch: Batch<IDataObject> = {
	prepare: async (call) => {
		readBatchSize(call);
		return await contentOf({ value: 'createMany', fields: entries, check: checkRow }, call);
	},
	group: ({ tableName }, call) => `${String(tableName)} ${readBatchSize(call)}`,
	// External IDs are unique in a table; the second would have the first refused.
	apart: ({ ExternalId }) => (ExternalId === undefined ? [] : [String(ExternalId)]),
	limits: (call) => ({ rows: readBatchSize(call) }),
	async send(rows, { api }) {
		const entities = rows.map(({ tableName, ...row }) => {
			void tableName;
			return row;
		});
		try {
			await api.request<unknown>({
				...requestTo(endpoint, { tableName: rows[0].tableName, rows: entities }),
				repeatable: false,
				expects: (body) => !isBroken(body),
				meanings: { 409: TAKEN, 423: LOCKED },
			});
		} catch (error) {
			const failure = toFailure(error);
			throw rows.length > 1 && isForOne(failure) ? unclear(failure, rows.length) : failure;
		}
		return entities.map((row) => ({ ...row, Created: true }));
	},
};

/** Refusals of the key, the table or the number of requests, which hold for every row. */
const FOR_ALL = [401, 403, 423, 429];

/** Whether a bulk was refused for what one of its rows holds. */
const isForOne = ({ facts: { httpStatus = 0, setup } }: Failure): boolean =>
	setup !== true && httpStatus >= 400 && httpStatus < 500 && !FOR_ALL.includes(httpStatus);

/** The vendor does not say whether a bulk is all or nothing. */
const unclear = ({ facts }: Failure, rows: number): Failure =>
	new Failure({
		...facts,
		message: `${facts.message}; this refuses one of the ${rows} rows of the request, and the platform does not say which, nor whether the others were stored`,
		status: 'uncertain',
		remedy:
			'Look which rows the table has before you run them again. To learn which one is refused, set Batch Size to 1.',
	});

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
