import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { toApiDate, whyNoDate } from '../../shared/dates';
import { invalid } from '../../shared/errors';
import { isChosen } from '../../shared/fields';
import type { PageStyle } from '../../shared/pages';
import { findList, listLocator } from '../list/lists';
import { byId, byIdDown, byOffset } from '../platform';
import { findRecord, recordLocator } from '../record/kind';
import { tagKind } from '../tag/tags';

/** Texts that go to the API as they are, by the API's name. */
const TEXTS: Record<string, string> = {
	email: 'email',
	emailContains: 'email_like',
	phone: 'phone',
	search: 'search',
};

/** IDs, by the API's name. */
const IDS: Record<string, string> = {
	automationId: 'seriesid',
	excludeId: 'exclude',
	formId: 'formid',
	idGreater: 'id_greater',
	idLess: 'id_less',
	segmentId: 'segmentid',
	waitId: 'waitid',
};

/** Day filters, by the API's name. */
const DAYS: Record<string, string> = {
	createdAfter: 'filters[created_after]',
	createdBefore: 'filters[created_before]',
	updatedAfter: 'filters[updated_after]',
	updatedBefore: 'filters[updated_before]',
};

const text = (
	displayName: string,
	name: string,
	description: string,
	placeholder?: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
	...(placeholder !== undefined && { placeholder }),
});

const day = (displayName: string, name: string): INodeProperties => ({
	displayName,
	name,
	type: 'dateTime',
	default: '',
	description: 'A day; the platform documents no finer precision',
});

const STATUSES = [
	{ name: 'Active', value: 1 },
	{ name: 'Any', value: -1 },
	{ name: 'Bounced', value: 3 },
	{ name: 'Unconfirmed', value: 0 },
	{ name: 'Unsubscribed', value: 2 },
];

const SORT_FIELDS = [
	{ name: 'Created', value: 'cdate' },
	{ name: 'Email', value: 'email' },
	{ name: 'First Name', value: 'first_name' },
	{ name: 'ID', value: 'id' },
	{ name: 'Last Name', value: 'last_name' },
	{ name: 'Name', value: 'name' },
	{ name: 'Score', value: 'score' },
];

const DIRECTIONS = [
	{ name: 'Ascending', value: 'ASC' },
	{ name: 'Descending', value: 'DESC' },
];

export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		text('Automation ID', 'automationId', 'Contacts who are in this automation', 'e.g. 5'),
		day('Created After', 'createdAfter'),
		day('Created Before', 'createdBefore'),
		text('Email', 'email', 'The exact address', 'e.g. name@email.com'),
		text('Email Contains', 'emailContains', 'Part of the address', 'e.g. @example.com'),
		text('Exclude ID', 'excludeId', 'The contact to leave out', 'e.g. 123'),
		text('Form ID', 'formId', 'Contacts who came through this form', 'e.g. 5'),
		text(
			'ID Greater Than',
			'idGreater',
			'Contacts with a higher ID, such as those after the last one read',
			'e.g. 123',
		),
		text('ID Less Than', 'idLess', 'Contacts with a lower ID', 'e.g. 123'),
		text('IDs', 'ids', 'Several contacts by ID, separated by commas', 'e.g. 1,2,3'),
		listLocator('Contacts who are or were on this list', false),
		text('Phone', 'phone', 'How the phone number begins', 'e.g. +48'),
		text('Search', 'search', 'Text in the name, e-mail, organisation or phone', 'e.g. Kowalski'),
		text('Segment ID', 'segmentId', 'Contacts who belong to this segment', 'e.g. 5'),
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: STATUSES,
			default: -1,
			description: 'The consent status; together with a list, the one on that list',
		},
		recordLocator(tagKind, 'Contacts who bear this tag', false),
		day('Updated After', 'updatedAfter'),
		day('Updated Before', 'updatedBefore'),
		text('Wait ID', 'waitId', 'Contacts who are at this wait step of an automation', 'e.g. 5'),
	],
};

export const sortOption: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	placeholder: 'Add Sort',
	default: {},
	description: 'The order of the contacts; by ID if none is given, which is also the fastest',
	options: [
		{
			displayName: 'Sort',
			name: 'by',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'options',
					options: SORT_FIELDS,
					default: 'cdate',
				},
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: DIRECTIONS,
					default: 'ASC',
				},
			],
		},
	],
};

/** The value of an option, which an expression may have filled in. @throws Failure */
function oneOf(field: string, value: unknown, options: Array<{ value: string | number }>): string {
	const text = String(value).trim();
	if (options.some((option) => String(option.value) === text)) return text;
	const choices = options.map((option) => option.value).join(', ');
	throw invalid(field, `"${text}" is none of its choices`, `Use one of: ${choices}.`);
}

/** @throws Failure; the platform reads what is no number as if nothing were given, and would bring every contact */
function wholeNumber(value: unknown): string {
	const text = String(value).trim();
	if (/^\d+$/.test(text)) return text;
	throw invalid('Filters', `"${text}" is not an ID`, 'Give a whole number.');
}

/** The filters as the API's query. @throws Failure when one cannot be meant, or the list or tag does not exist */
export async function readFilters(call: Call): Promise<IDataObject> {
	const given = call.given('filters');
	const query: IDataObject = {};
	for (const [name, parameter] of Object.entries(TEXTS))
		if (name in given) query[parameter] = String(given[name]).trim();
	for (const [name, parameter] of Object.entries(IDS))
		if (name in given) query[parameter] = wholeNumber(given[name]);
	for (const [name, parameter] of Object.entries(DAYS)) {
		if (!(name in given)) continue;
		const value = given[name];
		const date = toApiDate(value, call.api.timezone);
		if (date === undefined)
			throw invalid('Filters', `"${String(value)}" ${whyNoDate(value)}`, 'Give it as 2011-12-23.');
		query[parameter] = date;
	}
	if ('ids' in given) {
		const ids = Array.isArray(given.ids) ? given.ids : String(given.ids).split(',');
		const wanted = ids.filter((id) => !isEmpty(id)).map(wholeNumber);
		// Without any, the platform would bring every contact.
		if (wanted.length === 0)
			throw invalid('Filters', 'IDs holds no ID', 'Give at least one, or leave the filter out.');
		query.ids = wanted;
	}
	if ('status' in given) query.status = oneOf('Status', given.status, STATUSES);
	if (isChosen(given.list)) query.listid = (await findList(call.api, given.list)).id;
	if (isChosen(given.tag)) query.tagid = (await findRecord(call.api, tagKind, given.tag)).id;
	return query;
}

/** How the contacts are read: by id with a cursor, in any other order by offset. @throws Failure */
export function readSort(call: Call): { style: PageStyle; query: IDataObject } {
	const { sort } = call.given('options') as {
		sort?: { by?: { field?: unknown; direction?: unknown } };
	};
	const field = oneOf('Sort', sort?.by?.field ?? 'id', SORT_FIELDS);
	const direction = oneOf('Sort', sort?.by?.direction ?? 'ASC', DIRECTIONS);
	if (field === 'id') return { style: direction === 'ASC' ? byId : byIdDown, query: {} };
	return { style: byOffset, query: { [`orders[${field}]`]: direction } };
}
