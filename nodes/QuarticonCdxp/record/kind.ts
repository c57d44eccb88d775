import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { Failure, invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { locator } from '../../shared/fields';
import type { ListRequest } from '../../shared/pages';

/** A kind of record that the platform keeps in one collection, such as tags, as far as others refer to it. */
export interface Referable {
	/** What one is called in sentences, such as `tag`. */
	noun: string;
	plural: string;
	/** The parameter that means one of them; the noun, where that is one word. */
	field: string;
	/** The whole collection. */
	list: ListRequest;
	/** The key of one record in bodies. */
	key: string;
	/** One record with what stands beside it in its answer; the record alone unless given. */
	one?(body: IDataObject): IDataObject;
	/** What people know a record by, and give where it is looked up by name. */
	nameOf(row: IDataObject): string;
	/** What a list to choose from shows, where that says more than the name. */
	labelOf?(row: IDataObject): string;
	/** The platform's own search for names. Where there is none, the whole list is read, once per run. */
	search?(text: string): IDataObject;
	/** Examples for the field. */
	example: { id: string; name: string };
}

/** What the operations on a kind of record have in common. */
export interface Kind extends Referable {
	/** A record without what nobody may see. */
	clean?(row: IDataObject): IDataObject;
	/** A row of the list, or a record, in people's words. */
	simplify(row: IDataObject): IDataObject;
	/** What `simplify` makes of a typical one. */
	sample: IDataObject;
}

/** One record, as far as others refer to it. */
export interface Reference {
	id: string;
	name: string;
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** `e-commerce order` → `E-Commerce Order`, as n8n writes the names of fields. */
export const title = (words: string): string =>
	words.replace(
		/(^|[ -])([a-z])/g,
		(_, before: string, letter: string) => before + letter.toUpperCase(),
	);

/** `a tag`, `an account`. */
export const one = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** The node's list search method for the records of a kind. */
export const searchMethod = ({ field }: Referable): string => `search${capital(field)}s`;

/** The field for one record: picked from a list, by ID, or by name. */
export const recordLocator = (
	kind: Referable,
	description: string,
	required = true,
): INodeProperties =>
	locator(
		{ displayName: title(kind.noun), name: kind.field, required, description },
		{
			search: searchMethod(kind),
			idExample: kind.example.id,
			modes: [
				{
					displayName: 'By Name',
					name: 'name',
					type: 'string',
					placeholder: `e.g. ${kind.example.name}`,
				},
			],
		},
	);

export const toReference = (kind: Referable, row: IDataObject): Reference => ({
	id: String(row.id),
	name: kind.nameOf(row),
});

/** Every record of a kind, read once per run. */
export async function allRecords(api: Api, kind: Referable): Promise<Reference[]> {
	return await api.once(`all ${kind.plural} ${JSON.stringify(kind.list.query ?? {})}`, async () => {
		const rows = await api.all(kind.list);
		return rows.map((row) => toReference(kind, row));
	});
}

/** The ID a locator holds, in the modes that hold one. @throws Failure when it is none, or nothing is given */
function givenId({ noun }: Referable, { value }: Locator): string {
	const id = isEmpty(value) ? '' : String(value).trim();
	// The platform reads "1 shop" as 1.
	if (/^[1-9]\d*$/.test(id)) return id;
	throw invalid(
		title(noun),
		id === '' ? `no ${noun} is given` : `"${id}" is not ${one(noun)} ID`,
		'Give the ID, a whole number, or choose By Name and give the name.',
	);
}

/**
 * The ID of the record a locator means. Only a name costs a look-up.
 * @throws Failure when none is given, or when a name fits none or several
 */
export async function recordId(call: Call, kind: Referable): Promise<string> {
	const given = call.param<Locator | undefined>(kind.field) ?? { mode: 'list', value: '' };
	if (given.mode !== 'name' || isEmpty(given.value)) return givenId(kind, given);
	const { id } = await byName(call.api, kind, String(given.value).trim());
	return id;
}

/**
 * The record a locator means, looked up once per run. For what is written together with others: a reference to a record
 * that does not exist would otherwise fail half-way.
 *
 * @throws Failure when none is given, when it does not exist, or when a name fits several
 */
export async function findRecord(
	api: Api,
	kind: Referable,
	given: Locator | undefined,
): Promise<Reference> {
	const { mode, value } = given ?? { mode: 'list', value: '' };
	if (mode === 'name' && !isEmpty(value)) return await byName(api, kind, String(value).trim());
	const id = givenId(kind, { mode, value });
	if (kind.search === undefined) return theOne(kind, await allRecords(api, kind), { id });
	// That there is none is remembered as well: many items may mean the same wrong one.
	const row = await api.once(
		JSON.stringify([kind.noun, { id }]),
		async () => await readRecord(api, kind, id),
	);
	return theOne(kind, row === undefined ? [] : [toReference(kind, row)], { id });
}

async function byName(api: Api, kind: Referable, name: string): Promise<Reference> {
	const { search } = kind;
	if (search === undefined) return theOne(kind, await allRecords(api, kind), { name });
	const rows = await api.once(
		`${kind.noun} ${JSON.stringify(search(name))}`,
		async () => await api.all({ ...kind.list, query: { ...kind.list.query, ...search(name) } }),
	);
	return theOne(
		kind,
		rows.map((row) => toReference(kind, row)),
		{ name },
	);
}

/** The record of this ID or name; an exact name goes before one in another case. @throws Failure */
function theOne(kind: Referable, all: Reference[], wanted: Partial<Reference>): Reference {
	const { noun, plural } = kind;
	const { id, name = '' } = wanted;
	const found = all.filter((row) =>
		id === undefined ? row.name.trim().toLowerCase() === name.toLowerCase() : row.id === id,
	);
	const exact = found.filter((row) => row.name === name);
	if (found.length === 1 || exact.length === 1) return exact[0] ?? found[0];
	throw found.length === 0
		? invalid(
				title(noun),
				`there is no ${noun} ${id === undefined ? `named "${name}"` : `with the ID "${id}"`}`,
				kind.search === undefined
					? `Choose one of the account's ${plural}: ${choices(all)}.`
					: `Choose the ${noun} from the list, or correct the ${id === undefined ? 'name' : 'ID'}.`,
			)
		: invalid(
				title(noun),
				`"${name}" is the name of ${found.length} ${plural}`,
				`Choose it by its ID: ${found.map((row) => row.id).join(', ')}.`,
			);
}

function choices(all: Reference[]): string {
	const some = all.slice(0, 10).map(({ id, name }) => `${name} (ID ${id})`);
	return (all.length > 10 ? [...some, '…'] : some).join(', ') || 'there is none';
}

/** Reads one record; undefined where there is none. */
export async function readRecord(
	api: Api,
	kind: Referable,
	id: string,
): Promise<IDataObject | undefined> {
	const { status, body } = await api.request({
		method: 'GET',
		path: [...kind.list.path, id],
		accept: [404],
		expects: kind.key,
	});
	if (status === 404) return undefined;
	return kind.one?.(body) ?? (body[kind.key] as IDataObject);
}

/** The record that an operation is about does not exist. */
export function notThere({ noun }: Referable, id: string): Failure {
	return new Failure({
		message: `${title(noun)}: there is no ${noun} with the ID "${id}"`,
		code: 'not_found',
		field: title(noun),
		remedy: `Choose the ${noun} from the list, or correct the ID; it may have been deleted.`,
	});
}
