import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Batch } from '../../shared/batch';
import { checkEmail, sameEmail } from '../../shared/email';
import type { Entry } from '../../shared/entry';
import { Failure, invalid } from '../../shared/errors';
import { sendInHalves } from '../../shared/halves';
import { listed } from '../../shared/numberEntries';
import type { BatchOperation } from '../../shared/operation';
import { readText, readWhole } from '../../shared/values';
import { batchSize, readBatchSize } from '../endpoint/batchSize';
import { at, requestTo } from '../endpoint/endpoint';
import { choice, texts } from '../endpoint/entries';
import { givenUp } from '../endpoint/givenUp';
import type { Listed } from '../endpoint/operation';
import { contentOf } from '../endpoint/operation';
import { markOf } from '../platform';
import { patchFields } from './patchFields';

const endpoint = at(36, 'PATCH Contacts');

/** Reads a key as its type wants it, in lower case the type. @throws Failure */
const READERS: Record<string, (key: unknown) => string> = {
	email: (key) => checkEmail(key, 'Keys'),
	id: (key) => String(readWhole('Keys', key, 1)),
};

const typeIn = ({ keyType = 'Email' }: IDataObject) => String(keyType).trim().toLowerCase();

const entries: Entry[] = [
	choice('KeyType', 'Key Type', 'What the contacts are named by', [
		{ name: 'Email', value: 'Email' },
		{ name: 'ID', value: 'Id' },
		{ name: 'Phone', value: 'Phone' },
		{ name: 'Secret', value: 'Secret' },
	]),
	texts(
		'Keys',
		'Keys',
		'E-mail address, ID, phone number or secret of one contact, or several separated by commas',
		{
			placeholder: 'name@email.com',
			required: true,
			check: (key, beside) => READERS[typeIn(beside)]?.(key) ?? readText('Keys', key),
		},
	),
	patchFields,
];

interface Change extends IDataObject {
	KeyType: string;
	Keys: string[];
	Fields: IDataObject;
}

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
	send: async (rows, { api }) =>
		await sendInHalves(rows, {
			send: async (some) => await change(api, some),
			isRefusal: ({ facts }) => REFUSED.includes(facts.httpStatus ?? 0),
			givenUp: givenUp('Running the item again does no harm.'),
		}),
};

/** Statuses that refuse a request for what it holds; changing to the same values again does no harm. */
const REFUSED = [400, 409, 422];

/** One request, and what became of each row. @throws Failure */
async function change(api: Api, rows: Change[]): Promise<Array<IDataObject | Failure>> {
	const [{ KeyType, Fields }] = rows;
	const Keys = [
		...new Map(rows.flatMap((row) => row.Keys).map((key) => [same(KeyType, key), key])).values(),
	];
	const { body } = await api.request({
		...requestTo(endpoint, { KeyType, Keys, Fields }),
		expects: ['Updated', 'NotFound'],
	});
	const fateOf = fates(KeyType, Keys, body);
	return rows.map(({ Keys: own }) => {
		const [updated, missing, unclear] = ['updated', 'missing', undefined].map((fate) =>
			own.filter((key) => fateOf(key) === fate),
		);
		if (unclear.length > 0) return unsaid(KeyType, unclear);
		if (updated.length > 0) return { Updated: updated, NotFound: missing };
		return notFound(KeyType, missing);
	});
}

type Fate = 'updated' | 'missing' | undefined;

/**
 * What became of each key. A key that the answer lists nowhere, perhaps because it is written otherwise there, is told by
 * the counts, where these leave one possibility only.
 */
function fates(KeyType: string, keys: string[], body: IDataObject): (key: string) => Fate {
	const [updated, missing] = [body.Updated, body.NotFound].map(
		(list) => new Set([list ?? []].flat().map((key) => same(KeyType, key))),
	);
	const sent = new Set(keys.map((key) => same(KeyType, key)));
	const strange = (list: Set<string>) => [...list].filter((key) => !sent.has(key)).length;
	const isComplete = updated.size + missing.size === sent.size;
	const rest: Fate =
		isComplete && strange(missing) === 0
			? 'updated'
			: isComplete && strange(updated) === 0
				? 'missing'
				: undefined;
	return (key) => {
		const mine = same(KeyType, key);
		if (missing.has(mine)) return 'missing';
		return updated.has(mine) ? 'updated' : rest;
	};
}

/** A key as it is compared: of e-mail addresses, upper and lower case do not count. */
const same = (KeyType: string, key: unknown): string =>
	KeyType === 'Email' ? sameEmail(String(key).trim()) : String(key).trim();

/** Keys as messages name them; a secret is not shown. */
const shownKeys = (KeyType: string, keys: string[]): string =>
	KeyType === 'Secret' ? KeyType : `${KeyType} ${keys.map((key) => `"${key}"`).join(', ')}`;

const notFound = (KeyType: string, keys: string[]): Failure =>
	new Failure({
		message: `Keys: no contact has the ${shownKeys(KeyType, keys)}`,
		code: 'not_found',
		field: 'Keys',
		remedy: 'Create the contact first, or correct the key.',
	});

const unsaid = (KeyType: string, keys: string[]): Failure =>
	new Failure({
		message: `Keys: the answer does not say what became of the ${shownKeys(KeyType, keys)}`,
		code: 'no_result',
		field: 'Keys',
		remedy: 'Look at the contact in the platform; running the item again does no harm.',
		status: 'uncertain',
	});

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
	record: (call) => {
		const isSecret =
			typeIn({ keyType: call.param<unknown>('keyType', 'Email') as string }) === 'secret';
		return listed(call.param<unknown>('keys', '')).map((key) => {
			const text = String(key).trim();
			return isSecret ? markOf(text) : text.toLowerCase();
		});
	},
	batch: batch as Batch,
	sample: { Updated: ['a@example.com'], NotFound: [] },
};
