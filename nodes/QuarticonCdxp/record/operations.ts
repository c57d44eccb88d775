import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty, isOn } from '../../shared/call';
import { Failure, invalid } from '../../shared/errors';
import type { Entry } from '../../shared/entry';
import { collection, isGiven, written } from '../../shared/entry';
import { returnAllOrLimit, simplify } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { ItemOperation } from '../../shared/operation';
import type { ApiRequest } from '../../shared/platform';
import { byName } from '../../shared/sorting';
import type { CustomFields } from './customFields';
import type { Kind } from './kind';
import { notThere, one, readRecord, recordId, recordLocator, title } from './kind';

/** Operations that every kind of record has. What one kind does differently is given beside it, and wins. */
type Differences = Partial<
	Pick<ItemOperation, 'name' | 'action' | 'description' | 'record' | 'sample'>
>;

/** A field as a filter of a list: what it adds to a record, `{ a: 1 }`, as `filters[a]`. */
export const asFilter = ({ field, write, asks }: Entry): Entry => ({
	field,
	asks,
	write: async (value, call, beside) => {
		const found = write === undefined ? { [field.name]: value } : await write(value, call, beside);
		return Object.fromEntries(
			Object.entries(found).map(([key, wanted]) => [`filters[${key}]`, wanted]),
		) as IDataObject;
	},
});

/**
 * For kinds whose records bear a key of the user's own: after a lost answer, a record with this key is the one that was
 * sent, if it says the same; else another was there before. Where the platform has no filter for the key, its search for
 * names serves, or it sends the whole list.
 */
export const sameOne =
	(kind: Kind, keys: string[]) =>
	async (content: IDataObject, call: Call): Promise<IDataObject | Failure | undefined> => {
		const given = keys.filter((key) => !isEmpty(content[key]));
		const rows = await call.api.all({
			...kind.list,
			query: {
				...Object.fromEntries(given.map((key) => [`filters[${key}]`, content[key]])),
				...(keys.length === 1 && kind.search?.(String(content[keys[0]]))),
			},
		});
		const found = rows.filter((row) =>
			given.every((key) => String(row[key]) === String(content[key])),
		);
		if (found.length === 0) return undefined;
		return found.find((row) => says(row, content)) ?? isTaken(kind, content, given);
	};

/** Whether a record says what was sent; dates come back in another time zone, and parts do not come in lists. */
const says = (row: IDataObject, content: IDataObject): boolean =>
	Object.entries(content).every(
		([key, value]) =>
			typeof value === 'object' ||
			row[key] === undefined ||
			key.endsWith('Date') ||
			String(row[key]) === String(value),
	);

const isTaken = ({ noun }: Kind, content: IDataObject, keys: string[]) =>
	new Failure({
		message: `${title(noun)}: one with ${keys.map((key) => `${key} "${String(content[key])}"`).join(' and ')} exists already`,
		code: 'duplicate',
		field: title(noun),
		remedy: 'Update the existing one instead.',
	});

function shown(call: Call, kind: Kind, record: IDataObject): IDataObject {
	const row = call.flag('simplify', true) ? kind.simplify(record) : record;
	return kind.clean?.(row) ?? row;
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

/** The value of Get Many. */
export const GET_MANY = 'getAll';

/** Get Many. `filters` become parts of the query. */
export const getMany = (
	kind: Kind,
	{ filters = [], ...differences }: Differences & { filters?: Entry[] } = {},
): ItemOperation => ({
	value: GET_MANY,
	name: 'Get Many',
	action: `Get many ${kind.plural}`,
	description: `List the ${kind.plural} of the account`,
	fields: [...returnAllOrLimit, ...collection('Filters', 'filters', 'Filter', filters), simplify],
	repeatable: true,
	async run(call) {
		const limit = limitOf(call);
		const query = await written(call, filters, call.given('filters'));
		const rows = await call.api.all({ ...kind.list, query, limit });
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
	/** The custom fields of the kind. */
	custom?: CustomFields;
	/** What cannot be said per field, before any request: checks what is given, by field. @throws Failure */
	check?(given: IDataObject): void;
	/** What follows from what is given. @throws Failure */
	complete?(content: IDataObject): IDataObject;
}

/** Records of a kind that are not anybody's to touch. */
interface Guarded {
	options?: Entry[];
	/** Looks at the record before it is touched. @throws Failure when it is not to be */
	guard?(id: string, call: Call): Promise<void>;
}

/** The fields among these that can be emptied, to choose from. */
export const clearable = (entries: Entry[]): Array<{ name: string; value: string }> =>
	entries
		.filter(({ emptied }) => emptied !== undefined)
		.map(({ field: { displayName, name } }) => ({ name: displayName, value: name }))
		.sort(byName);

/** The option that empties fields: the only way, since what is left empty keeps its value. */
function clearing(entries: Entry[], custom: CustomFields | undefined): Entry[] {
	if (custom !== undefined) return [{ field: custom.clearing }];
	const options = clearable(entries);
	if (options.length === 0) return [];
	const description = 'Fields to empty; a value given for the same field wins';
	return [
		{
			field: {
				displayName: 'Clear Fields',
				name: 'clearFields',
				type: 'multiOptions',
				options,
				default: [],
				description,
			},
		},
	];
}

/**
 * What empties the named fields, given as an array or text separated by commas, and the IDs among them: those of custom
 * fields, where the kind has some.
 *
 * @throws Failure
 */
function cleared(entries: Entry[], given: unknown, hasCustom: boolean) {
	const names = Array.isArray(given) ? given : String(given ?? '').split(',');
	const content: IDataObject = {};
	const ids: string[] = [];
	for (const name of names.filter((one) => !isEmpty(one)).map((one) => String(one).trim())) {
		const known = entries.find(({ field }) => field.name === name);
		if (known?.emptied !== undefined) Object.assign(content, known.emptied);
		else if (hasCustom && /^\d+$/.test(name)) ids.push(name);
		else {
			throw invalid(
				'Clear Fields',
				`"${name}" is not a field that can be emptied`,
				'Choose fields from the list.',
			);
		}
	}
	return { content, ids };
}

/** Create. A request that must not be sent twice, unless `repeatable` or `findExisting` says how. */
export const createOne = (
	kind: Kind,
	{
		fields = [],
		more = [],
		custom,
		fixed = {},
		check,
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
		...(custom === undefined ? [] : [custom.field]),
		...collection('Additional Fields', 'additionalFields', 'Field', more),
		simplify,
	],
	repeatable,
	async run(call) {
		const values: IDataObject = {
			...call.given('additionalFields'),
			...Object.fromEntries(fields.map(({ field: { name } }) => [name, call.param(name, '')])),
		};
		for (const entry of fields) {
			const { displayName, name, required } = entry.field;
			if (required === true && entry.when?.(call) !== false && !isGiven(entry, values[name])) {
				throw invalid(displayName, 'nothing is given', 'Fill this field in.');
			}
		}
		check?.(values);
		const content = complete({
			...fixed,
			...(await written(call, [...fields, ...more], values)),
			...(await custom?.read(call)),
		});
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
		custom,
		options = [],
		check,
		complete = (content) => content,
		guard,
		...differences
	}: Writing & Guarded,
): ItemOperation => ({
	value: 'update',
	name: 'Update',
	action: `Update ${kind.noun}`,
	description: `Change ${one(kind.noun)}; fields left out keep their value`,
	fields: [
		recordLocator(kind, `The ${kind.noun} to change`),
		...(custom === undefined ? [] : [custom.field]),
		...collection('Update Fields', 'updateFields', 'Field', [...fields, ...more]),
		simplify,
		...collection('Options', 'options', 'Option', [
			...clearing([...fields, ...more], custom),
			...options,
		]),
	],
	repeatable: true,
	record: recordOf(kind),
	async run(call) {
		const given = call.given('updateFields');
		check?.(given);
		const entries = [...fields, ...more];
		const empty = cleared(entries, call.given('options').clearFields, custom !== undefined);
		const content = complete({
			...empty.content,
			...(await written(call, entries, given)),
			...(await custom?.read(call, empty.ids)),
		});
		if (Object.keys(content).length === 0) {
			throw invalid(
				'Update Fields',
				'nothing is given to change',
				'Add a field under Update Fields.',
			);
		}
		const id = await recordId(call, kind);
		await guard?.(id, call);
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
	{ options = [], guard, ...differences }: Differences & Guarded = {},
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
		await guard?.(id, call);
		const { status, perhapsApplied } = await call.api.request({
			method: 'DELETE',
			path: [...kind.list.path, id],
			accept: [404],
		});
		// After a lost answer, "not found" means that the first try did it.
		const deleted = status !== 404 || perhapsApplied;
		if (!deleted && isOn(call.given('options').failIfNotFound)) throw notThere(kind, id);
		return { id, deleted };
	},
	sample: { id: '1', deleted: true },
	...differences,
});
