import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { toApiDate } from '../../shared/dates';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { locator } from '../../shared/fields';
import { findList, listLocator } from '../list/lists';

/** Filters that go to the API as they are, by the API's name. */
const PLAIN: Record<string, string> = {
	email: 'email',
	emailContains: 'email_like',
	excludeId: 'exclude',
	formId: 'formid',
	idGreater: 'id_greater',
	idLess: 'id_less',
	phone: 'phone',
	search: 'search',
	segmentId: 'segmentid',
	automationId: 'seriesid',
	status: 'status',
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
			options: [
				{ name: 'Active', value: 1 },
				{ name: 'Any', value: -1 },
				{ name: 'Bounced', value: 3 },
				{ name: 'Unconfirmed', value: 0 },
				{ name: 'Unsubscribed', value: 2 },
			],
			default: -1,
			description: 'The consent status; together with a list, the one on that list',
		},
		locator(
			{ displayName: 'Tag', name: 'tag', description: 'Contacts who bear this tag' },
			{ search: 'searchTags', idExample: '16' },
		),
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
					options: [
						{ name: 'Created', value: 'cdate' },
						{ name: 'Email', value: 'email' },
						{ name: 'First Name', value: 'first_name' },
						{ name: 'ID', value: 'id' },
						{ name: 'Last Name', value: 'last_name' },
						{ name: 'Name', value: 'name' },
						{ name: 'Score', value: 'score' },
					],
					default: 'cdate',
				},
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'ASC' },
						{ name: 'Descending', value: 'DESC' },
					],
					default: 'ASC',
				},
			],
		},
	],
};

/** The filters as the API's query. @throws Failure when a day is none or the list does not exist */
export async function readFilters(call: Call): Promise<IDataObject> {
	const given = call.given('filters');
	const query: IDataObject = {};
	for (const [name, parameter] of Object.entries(PLAIN))
		if (name in given) query[parameter] = given[name];
	for (const [name, parameter] of Object.entries(DAYS)) {
		if (!(name in given)) continue;
		const date = toApiDate(given[name], call.api.timezone);
		if (date === undefined)
			throw invalid('Filters', `"${String(given[name])}" is not a day`, 'Give it as 2011-12-23.');
		query[parameter] = date;
	}
	if ('ids' in given)
		query.ids = String(given.ids)
			.split(',')
			.map((id) => id.trim());
	if (isChosen(given.list)) query.listid = (await findList(call.api, given.list)).id;
	if (isChosen(given.tag)) query.tagid = String(given.tag.value);
	return query;
}

function isChosen(value: unknown): value is Locator {
	const chosen = (value as Locator | undefined)?.value;
	return chosen !== undefined && chosen !== null && chosen !== '';
}
