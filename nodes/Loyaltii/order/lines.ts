import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { written } from '../../shared/entry';
import { Failure, invalid } from '../../shared/errors';
import { byDisplayName } from '../../shared/sorting';
import { readList } from '../../shared/values';
import { decimal, onlyFor, selector, text, whole } from '../endpoint/entries';

export const LINE: IDataObject = {
	Id: 5001,
	OrderId: 1001,
	ExtProductId: 'SKU-1',
	Name: 'Teddy bear',
	Description: 'Brown, 30 cm',
	ImgUrl: 'https://shop.example.com/bear.png',
	Quantity: 2,
	Price: 99.9,
	PriceTotal: 199.8,
	ContactId: 353034,
	LastModified: '2025-08-27T10:00:00+02:00',
};

/** What a line needs. */
export const lineNeeds = [
	decimal('Quantity', 'Quantity', 'How many', { placeholder: '2' }),
	decimal('Price', 'Price', 'The price of one', { placeholder: '99.90' }),
];

/** What a line may hold beside it. */
export const lineMore = [
	whole('ContactId', 'Contact ID', 'The contact, where it is not that of the order', {
		placeholder: '353034',
	}),
	text('Description', 'Description', 'What it is, in words', { placeholder: 'Brown, 30 cm' }),
	text('ExtProductId', 'External Product ID', 'The ID of the product in the shop', {
		placeholder: 'SKU-1',
	}),
	text('ImgUrl', 'Image URL', 'The address of a picture', {
		placeholder: 'https://shop.example.com/bear.png',
	}),
	text('Name', 'Name', 'What the product is called', { placeholder: 'Teddy bear' }),
];

const ENTRIES = [...lineNeeds, ...lineMore];
const NEEDED = lineNeeds.map(({ field: { name, displayName } }) => ({ name, displayName }));

/** `ExtProductId` → `extProductId`, so that lines may be given in the vendor's words or in ours. */
const toOurs = (row: IDataObject): IDataObject =>
	Object.fromEntries(
		Object.entries(row).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
	);

/** The lines as the platform wants them. @throws Failure that names the line */
async function linesOf(field: string, list: unknown[], call: Call): Promise<IDataObject> {
	if (list.length === 0) {
		throw invalid(
			field,
			'no line is given',
			'Give at least one; an order without lines is refused.',
		);
	}
	const known = new Set(ENTRIES.map((entry) => entry.field.name));
	const lines: IDataObject[] = [];
	for (const [index, entry] of list.entries()) {
		const at = `${field}, line ${index + 1}`;
		if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
			throw invalid(at, 'it is not an object', 'Give an object with Quantity and Price.');
		}
		const row = toOurs(entry as IDataObject);
		for (const { name, displayName } of NEEDED) {
			if (isEmpty(row[name])) {
				throw invalid(at, `it has no ${displayName}`, 'Each line needs a quantity and a price.');
			}
		}
		const own = Object.fromEntries(
			Object.entries(entry as IDataObject).filter(
				([key, value]) => !known.has(key.charAt(0).toLowerCase() + key.slice(1)) && !isEmpty(value),
			),
		);
		try {
			// What we do not know is a dynamic field of lines.
			lines.push({ ...(await written(call, ENTRIES, row)), ...own });
		} catch (error) {
			throw error instanceof Failure
				? new Failure({ ...error.facts, message: `${at}: ${error.facts.message}` })
				: error;
		}
	}
	return { OrderLines: lines };
}

const specify = selector('Specify Lines', 'linesInput', 'How the lines of the order are given', [
	{ name: 'Using Fields Below', value: 'fields' },
	{ name: 'Using JSON', value: 'json' },
]);

/** The lines of a new order: as fields, or as a list of any length by an expression. */
export const orderLines: Entry[] = [
	specify,
	onlyFor(specify, ['fields'], {
		field: {
			displayName: 'Lines',
			name: 'lines',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			required: true,
			placeholder: 'Add Line',
			default: {},
			description: 'The lines of the order',
			options: [
				{
					displayName: 'Line',
					name: 'values',
					values: ENTRIES.map(({ field }) => field).sort(byDisplayName),
				},
			],
		},
		write: async (given, call) =>
			await linesOf('Lines', (given as { values?: unknown[] }).values ?? [], call),
	}),
	onlyFor(specify, ['json'], {
		field: {
			displayName: 'Lines (JSON)',
			name: 'linesJson',
			type: 'json',
			required: true,
			default: '[]',
			description:
				'The lines as an array of objects with "Quantity" and "Price", and where you like "ExtProductId", "Name", "Description", "ImgUrl", "ContactId" and dynamic fields of lines',
		},
		write: async (given, call) =>
			await linesOf('Lines (JSON)', readList('Lines (JSON)', given), call),
	}),
];
