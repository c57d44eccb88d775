import type { IDataObject } from 'n8n-workflow';

import type { Batch } from '../../shared/batch';
import type { Entry } from '../../shared/entry';
import { Failure, invalid } from '../../shared/errors';
import { listed } from '../../shared/numberEntries';
import type { BatchOperation } from '../../shared/operation';
import { batchSize, readBatchSize } from '../endpoint/batchSize';
import { at, requestTo } from '../endpoint/endpoint';
import { choice, text } from '../endpoint/entries';
import type { Listed } from '../endpoint/operation';
import { contentOf } from '../endpoint/operation';
import { patchFields } from './patchFields';

const endpoint = at(36, 'PATCH Contacts');

const entries: Entry[] = [
	choice('KeyType', 'Key Type', 'What the contacts are named by', [
		{ name: 'Email', value: 'Email' },
		{ name: 'ID', value: 'Id' },
		{ name: 'Phone', value: 'Phone' },
		{ name: 'Secret', value: 'Secret' },
	]),
	{
		...text(
			'Keys',
			'Keys',
			'E-mail address, ID, phone number or secret of one contact, or several separated by commas',
			{
				placeholder: 'name@email.com',
				required: true,
			},
		),
		write: (value) => ({ Keys: listed(value).map((key) => String(key).trim()) }),
	},
	patchFields,
];

interface Change extends IDataObject {
	KeyType: string;
	Keys: string[];
	Fields: IDataObject;
}

const same = (key: unknown) => String(key).trim().toLowerCase();

const batch: Batch<Change> = {
	async prepare(call) {
		readBatchSize(call);
		const { KeyType, Keys, ...Fields } = await contentOf(
			{ value: 'updateMany', fields: entries },
			call,
		);
		if (Object.keys(Fields).length > 0) return { KeyType, Keys, Fields } as Change;
		throw invalid('Fields', 'nothing is given to change', 'Map at least one field.');
	},
	// One request changes the same fields of all its contacts to the same values.
	group: ({ KeyType, Fields }, call) => JSON.stringify([KeyType, Fields, readBatchSize(call)]),
	limits: (call) => ({ rows: readBatchSize(call) }),
	async send(rows, { api }) {
		const [{ KeyType, Fields }] = rows;
		const Keys = [...new Set(rows.flatMap((row) => row.Keys))];
		const { body } = await api.request({
			...requestTo(endpoint, { KeyType, Keys, Fields }),
			expects: ['Updated', 'NotFound'],
		});
		const isMissing = new Set([body.NotFound ?? []].flat().map(same));
		return rows.map(({ Keys: own }) => {
			const [found, missing] = [false, true].map((gone) =>
				own.filter((key) => isMissing.has(same(key)) === gone),
			);
			if (found.length > 0) return { Updated: found, NotFound: missing };
			return new Failure({
				message: `Keys: no contact has the ${KeyType} ${missing.map((key) => `"${key}"`).join(', ')}`,
				code: 'not_found',
				field: 'Keys',
				remedy: 'Create the contact first, or correct the key.',
			});
		});
	},
};

/** Items that change the same fields to the same values share requests. */
export const updateMany: BatchOperation & Listed = {
	value: 'updateMany',
	name: 'Update Many',
	action: 'Update many contacts',
	description: 'Change the same fields of many contacts to the same values, many with one request',
	endpoints: [endpoint],
	fields: [...entries.map(({ field }) => field), batchSize],
	repeatable: true,
	sideBySide: true,
	record: (call) => listed(call.param<unknown>('keys', '')).map(same),
	batch: batch as Batch,
	sample: { Updated: ['a@example.com'], NotFound: [] },
};
