import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { returnAllOrLimit, simplify } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { Operation } from '../../shared/operation';
import { byOffset } from '../platform';
import { filtersField, readFilters, readSort, sortOption } from './filters';
import { includeOption, readInclude, SIDES, simplifyWith } from './include';

const rowsOf = (value: unknown) => (Array.isArray(value) ? (value as IDataObject[]) : []);

/**
 * Contacts of a page, each with the rows of the side tables that belong to it. A side that did not come, or not whole,
 * is left out: the API's reference does not promise it.
 */
function join(body: IDataObject, sides: string[]): IDataObject[] {
	const bySide = sides.map((side) => {
		const rows = new Map<string, IDataObject[]>();
		for (const row of rowsOf(body[side])) {
			const contact = String(row.contact);
			rows.set(contact, [...(rows.get(contact) ?? []), row]);
		}
		return { side, came: Array.isArray(body[side]), rows };
	});
	return rowsOf(body.contacts).map((contact) => {
		const joined = { ...contact };
		for (const { side, came, rows } of bySide) {
			const own = rows.get(String(contact.id)) ?? [];
			const ids = new Set(own.map(({ id }) => String(id)));
			// The contact names the rows it has by id.
			const named: unknown[] = Array.isArray(contact[side]) ? (contact[side] as unknown[]) : [];
			if (came && named.every((id) => ids.has(String(id)))) joined[side] = own;
			else delete joined[side];
		}
		return joined;
	});
}

/** Reads what did not come with the contact. */
async function complete(api: Api, contact: IDataObject, sides: string[]): Promise<IDataObject> {
	const completed = { ...contact };
	for (const side of sides) {
		completed[side] ??= await api.all({
			path: ['contacts', String(contact.id), side],
			rows: side,
			style: byOffset,
		});
	}
	return completed;
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
					'What to return beside the contacts. It comes with them, 100 per request (an account that does not send it along is asked once per contact); names of fields and tags cost one request per 100 and run.',
				),
				sortOption,
			],
		},
	],
	repeatable: true,
	async run(call) {
		const include = readInclude(call);
		const sides = [...include].map((what) => SIDES[what]);
		const limit = limitOf(call);
		const { style, query } = readSort(call);
		const filters = await readFilters(call);
		const isSimple = call.flag('simplify', true);
		return await call.api.all({
			path: ['contacts'],
			query: { ...filters, ...query, ...(sides.length > 0 && { include: sides.join(',') }) },
			rows: (body) => join(body, sides),
			async keep(row) {
				const whole = await complete(call.api, row, sides);
				return isSimple ? await simplifyWith(call.api, whole, whole, include) : whole;
			},
			expects: 'contacts',
			style,
			limit,
		});
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
