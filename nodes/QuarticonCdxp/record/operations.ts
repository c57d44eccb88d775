import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { Failure, invalid } from '../../shared/errors';
import { isChosen, returnAllOrLimit, simplify } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { ItemOperation } from '../../shared/operation';
import type { ApiRequest } from '../../shared/platform';
import type { Kind } from './kind';
import { notThere, one, readRecord, recordId, recordLocator, title } from './kind';

/** Operations that every kind of record has. What one kind does differently is given beside it, and wins. */
type Differences = Partial<
	Pick<ItemOperation, 'name' | 'action' | 'description' | 'record' | 'sample'>
>;

/** A field of a collection, and what it adds to a request: under its own name unless `write` says otherwise. */
export interface Entry {
	field: INodeProperties;
	/** Whether the field is shown, where that depends on another one. */
	when?(call: Call): boolean;
	/** @throws Failure when the value cannot be meant */
	write?(value: unknown, call: Call): IDataObject | Promise<IDataObject>;
}

/** Whether a field was filled in; a locator is by what it holds. */
const isGiven = ({ field }: Entry, value: unknown): boolean =>
	field.type === 'resourceLocator' ? isChosen(value) : !isEmpty(value);

/** What the entries that are filled in add to a request. @throws Failure */
export async function written(
	call: Call,
	entries: Entry[],
	given: IDataObject,
): Promise<IDataObject> {
	const parts = await Promise.all(
		entries
			.filter((entry) => entry.when?.(call) !== false && isGiven(entry, given[entry.field.name]))
			.map(async ({ field: { name }, write }) =>
				write === undefined ? { [name]: given[name] } : await write(given[name], call),
			),
	);
	return Object.assign({}, ...parts) as IDataObject;
}

/** A field as a filter of a list: what it adds to a record, `{ a: 1 }`, as `filters[a]`. */
export const asFilter = ({ field, write }: Entry): Entry => ({
	field,
	write: async (value, call) => {
		const found = write === undefined ? { [field.name]: value } : await write(value, call);
		return Object.fromEntries(
			Object.entries(found).map(([key, wanted]) => [`filters[${key}]`, wanted]),
		) as IDataObject;
	},
});

/**
 * For kinds whose records bear a key of the user's own: after a lost answer, the record with this key is the one that was
 * sent, if it says the same; else another was there before.
 */
export const sameOne =
	(kind: Kind, keys: string[]) =>
	async (content: IDataObject, call: Call): Promise<IDataObject | Failure | undefined> => {
		const given = keys.filter((key) => !isEmpty(content[key]));
		const rows = await call.api.all({
			...kind.list,
			query: Object.fromEntries(given.map((key) => [`filters[${key}]`, content[key]])),
		});
		const found = rows.find((row) =>
			given.every((key) => String(row[key]) === String(content[key])),
		);
		if (found === undefined) return undefined;
		const isOurs = Object.entries(content).every(
			([key, value]) =>
				typeof value === 'object' ||
				found[key] === undefined ||
				key.endsWith('Date') ||
				String(found[key]) === String(value),
		);
		return isOurs ? found : isTaken(kind, content, given);
	};

const isTaken = ({ noun }: Kind, content: IDataObject, keys: string[]) =>
	new Failure({
		message: `${title(noun)}: one with ${keys.map((key) => `${key} "${String(content[key])}"`).join(' and ')} exists already`,
		code: 'duplicate',
		field: title(noun),
		remedy: 'Update the existing one instead.',
	});

const collection = (
	displayName: string,
	name: string,
	add: string,
	entries: Entry[],
): INodeProperties[] =>
	entries.length === 0
		? []
		: [
				{
					displayName,
					name,
					type: 'collection',
					placeholder: `Add ${add}`,
					default: {},
					// Nothing in a collection is required; n8n sorts what it offers.
					options: entries
						.map(({ field: { required: _, ...field } }) => field)
						.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
				},
			];

function shown(call: Call, kind: Kind, record: IDataObject): IDataObject {
	const row = kind.clean?.(record) ?? record;
	return call.param('simplify', true) ? kind.simplify(row) : row;
}

const recordOf =
	({ field }: Kind) =>
	(call: Call): string =>
		call.locatorText(field);

/** Get. */
export const getOne = (kind: Kind, differences: Differences = {}): ItemOperation => ({
	value: 'get',
	name: 'Get',
	action: `Get ${kind.noun}`,
	description: `Show one ${kind.noun}`,
	fields: [recordLocator(kind, `The ${kind.noun} to show`), simplify],
	repeatable: true,
	async run(call) {
		const id = await recordId(call, kind);
		const record = await readRecord(call.api, kind, id);
		if (record === undefined) throw notThere(kind, id);
		return shown(call, kind, record);
	},
	sample: kind.sample,
	...differences,
});

/** Get Many. `filters` become parts of the query; `options`, too. */
export const getMany = (
	kind: Kind,
	{
		filters = [],
		options = [],
		...differences
	}: Differences & { filters?: Entry[]; options?: Entry[] } = {},
): ItemOperation => ({
	value: 'getAll',
	name: 'Get Many',
	action: `Get many ${kind.plural}`,
	description: `List the ${kind.plural} of the account`,
	fields: [
		...returnAllOrLimit,
		...collection('Filters', 'filters', 'Filter', filters),
		simplify,
		...collection('Options', 'options', 'Option', options),
	],
	repeatable: true,
	async run(call) {
		const query = {
			...(await written(call, filters, call.given('filters'))),
			...(await written(call, options, call.given('options'))),
		};
		const rows = await call.api.all({ ...kind.list, query, limit: limitOf(call) });
		return rows.map((row) => shown(call, kind, row));
	},
	sample: kind.sample,
	...differences,
});

/** How records of a kind are written. */
interface Writing extends Differences {
	/** Fields of the node itself, which stand before the collection. */
	fields?: Entry[];
	/** Fields of the collection. */
	more?: Entry[];
	/** What cannot be said per field: checks the whole, and returns it, perhaps with more. @throws Failure */
	complete?(content: IDataObject, call: Call): IDataObject;
}

/** Create. A request that must not be sent twice, unless `repeatable` or `findExisting` says how. */
export const createOne = (
	kind: Kind,
	{
		fields = [],
		more = [],
		fixed = {},
		complete = (content) => content,
		repeatable = false,
		findExisting,
		finish,
		...differences
	}: Writing & {
		/** What every new record of the kind holds. */
		fixed?: IDataObject;
		repeatable?: boolean;
		/** After a lost answer: the record with this content, if it is there. */
		findExisting?(body: IDataObject, call: Call): Promise<IDataObject | Failure | undefined>;
		/** What else a new record needs, such as being shown in the panel. @returns what it adds to the output */
		finish?(record: IDataObject, call: Call): Promise<IDataObject>;
	},
): ItemOperation => ({
	value: 'create',
	name: 'Create',
	action: `Create ${kind.noun}`,
	description: `Add ${one(kind.noun)}`,
	fields: [
		...fields.map(({ field }) => field),
		...collection('Additional Fields', 'additionalFields', 'Field', more),
		simplify,
	],
	repeatable,
	async run(call) {
		const values = Object.fromEntries(
			fields.map(({ field: { name } }) => [name, call.param(name, '')]),
		);
		for (const entry of fields) {
			const { displayName, name, required } = entry.field;
			if (required === true && entry.when?.(call) !== false && !isGiven(entry, values[name])) {
				throw invalid(displayName, 'nothing is given', 'Fill this field in.');
			}
		}
		const content = complete(
			{
				...fixed,
				...(await written(call, fields, values)),
				...(await written(call, more, call.given('additionalFields'))),
			},
			call,
		);
		const request: ApiRequest = {
			method: 'POST',
			path: kind.list.path,
			body: { [kind.key]: content },
			expects: kind.key,
			repeatable,
			...(findExisting !== undefined && {
				findExisting: async () => {
					const found = await findExisting(content, call);
					return found === undefined || found instanceof Failure ? found : { [kind.key]: found };
				},
			}),
		};
		const [record] = await call.inParts([
			{
				part: kind.noun,
				work: async () => (await call.api.request(request)).body[kind.key] as IDataObject,
			},
		]);
		const finished = await finish?.(record, call);
		return { ...shown(call, kind, record), ...finished };
	},
	sample: kind.sample,
	...differences,
});

/** Update: what is left out keeps its value. */
export const updateOne = (
	kind: Kind,
	{
		fields = [],
		more = [],
		options = [],
		complete = (content) => content,
		...differences
	}: Writing & { options?: Entry[] },
): ItemOperation => ({
	value: 'update',
	name: 'Update',
	action: `Update ${kind.noun}`,
	description: `Change ${one(kind.noun)}; fields left out keep their value`,
	fields: [
		recordLocator(kind, `The ${kind.noun} to change`),
		...collection('Update Fields', 'updateFields', 'Field', [...fields, ...more]),
		simplify,
		...collection('Options', 'options', 'Option', options),
	],
	repeatable: true,
	record: recordOf(kind),
	async run(call) {
		const content = complete(
			await written(call, [...fields, ...more], call.given('updateFields')),
			call,
		);
		if (Object.keys(content).length === 0) {
			throw invalid(
				'Update Fields',
				'nothing is given to change',
				'Add a field under Update Fields.',
			);
		}
		const id = await recordId(call, kind);
		const { status, body } = await call.api.request({
			method: 'PUT',
			path: [...kind.list.path, id],
			body: { [kind.key]: content },
			accept: [404],
			expects: kind.key,
		});
		if (status === 404) throw notThere(kind, id);
		return shown(call, kind, body[kind.key] as IDataObject);
	},
	sample: kind.sample,
	...differences,
});

/** Delete: one that is gone already is no failure, unless the user wants it to be one. */
export const deleteOne = (
	kind: Kind,
	{ options = [], ...differences }: Differences & { options?: Entry[] } = {},
): ItemOperation => ({
	value: 'delete',
	name: 'Delete',
	action: `Delete ${kind.noun}`,
	description: `Remove ${one(kind.noun)} for good; one that is gone already is no failure`,
	fields: [
		recordLocator(kind, `The ${kind.noun} to delete`),
		...collection('Options', 'options', 'Option', [
			{
				field: {
					displayName: 'Fail if Not Found',
					name: 'failIfNotFound',
					type: 'boolean',
					default: false,
					description: `Whether ${one(kind.noun)} that does not exist goes to the error path`,
				},
			},
			...options,
		]),
	],
	repeatable: true,
	record: recordOf(kind),
	async run(call) {
		const id = await recordId(call, kind);
		const { status, perhapsApplied } = await call.api.request({
			method: 'DELETE',
			path: [...kind.list.path, id],
			accept: [404],
		});
		// After a lost answer, "not found" means that the first try did it.
		const deleted = status !== 404 || perhapsApplied;
		if (!deleted && call.given('options').failIfNotFound === true) throw notThere(kind, id);
		return { id, deleted };
	},
	sample: { id: '1', deleted: true },
	...differences,
});
