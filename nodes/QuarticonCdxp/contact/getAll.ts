import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { returnAllOrLimit, simplify } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { Operation } from '../../shared/operation';
import { byId, byOffset } from '../platform';
import { filtersField, readFilters, sortOption } from './filters';
import type { Include } from './include';
import { includeOption, readInclude, simplifyWith } from './include';

/** The vendor's names of what it can send beside contacts. */
const SIDE: Record<Include, string> = {
	customFields: 'fieldValues',
	lists: 'contactLists',
	tags: 'contactTags',
};

/** Contacts of a page, each with the rows of the side tables that belong to it. */
function join(body: IDataObject, sides: string[]): IDataObject[] {
	const contacts = (Array.isArray(body.contacts) ? body.contacts : []) as IDataObject[];
	const joined = new Map(contacts.map((contact) => [String(contact.id), { ...contact }]));
	for (const side of sides) {
		for (const contact of joined.values()) contact[side] = [];
		for (const row of (body[side] ?? []) as IDataObject[]) {
			(joined.get(String(row.contact))?.[side] as IDataObject[] | undefined)?.push(row);
		}
	}
	return [...joined.values()];
}

/** The order the user asked for; undefined for by ID, which is read by cursor. */
function readSort(call: Call): IDataObject | undefined {
	const { sort } = call.given('options') as {
		sort?: { by?: { field?: string; direction?: string } };
	};
	const { field, direction = 'ASC' } = sort?.by ?? {};
	return field === undefined || (field === 'id' && direction === 'ASC')
		? undefined
		: { [`orders[${field}]`]: direction };
}

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many contacts',
	description: 'List contacts that fit filters',
	fields: [
		...returnAllOrLimit,
		filtersField,
		simplify,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				includeOption(
					'What to return beside the contacts. It comes with them, 100 per request; names of fields and tags cost one request per 100 and run.',
				),
				sortOption,
			],
		},
	],
	repeatable: true,
	async run(call) {
		const include = readInclude(call);
		const sides = [...include].map((what) => SIDE[what]).filter((side) => side !== undefined);
		const filters = await readFilters(call);
		const sort = readSort(call);
		// A cursor would overwrite a lower bound of the user's own.
		const cursor = sort === undefined && filters.id_greater === undefined;
		const rows = await call.api.all({
			path: ['contacts'],
			query: { ...filters, ...sort, ...(sides.length > 0 && { include: sides.join(',') }) },
			rows: (body) => join(body, sides),
			expects: 'contacts',
			style: cursor ? byId : byOffset,
			limit: limitOf(call),
		});
		if (!call.param('simplify', true)) return rows;
		return await Promise.all(
			rows.map(async (row) => await simplifyWith(call.api, row, row, include)),
		);
	},
	sample: {
		id: '10',
		email: 'jan@example.com',
		firstName: 'Jan',
		lastName: 'Kowalski',
		phone: '+48555555555',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};
