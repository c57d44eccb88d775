import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { isChosen } from '../../shared/fields';
import { findList, listLocator } from '../list/lists';
import type { Entry } from '../../shared/entry';

/** Types whose values are chosen from options. */
const CHOICES = new Set(['checkbox', 'dropdown', 'listbox', 'radio']);

/** The options of a new field, from text separated by commas or an array. @throws Failure */
function optionsOf(given: unknown): string[] {
	const words = Array.isArray(given) ? given : String(given ?? '').split(',');
	const options = words.filter((word) => !isEmpty(word)).map((word) => String(word).trim());
	const twice = options.find((option, index) => options.indexOf(option) !== index);
	if (twice === undefined) return options;
	throw invalid('Field Options', `"${twice}" is given twice`, 'Give each option once.');
}

export const optionsEntry: Entry = {
	field: {
		displayName: 'Field Options',
		name: 'fieldOptions',
		type: 'string',
		default: '',
		placeholder: 'e.g. Gold, Silver, Bronze',
		description:
			'What can be chosen, separated by commas (or an array by expression); only for checkboxes, dropdowns, list boxes and radio buttons',
	},
	// Sent once the field is there.
	write: () => ({}),
};

export const listEntry: Entry = {
	field: listLocator(
		'The list whose contacts have the field; all contacts unless one is chosen',
		false,
	),
	asks: true,
	// Checked with the rest, and used once the field is there.
	write: async (given, { api }) => {
		await findList(api, given as Locator);
		return {};
	},
};

/** Refuses options that do not fit the type of the field, before it is made. @throws Failure */
export function checkOptions({ type, fieldOptions }: IDataObject): void {
	const options = optionsOf(fieldOptions);
	const takesOptions = CHOICES.has(String(type));
	if (takesOptions && options.length === 0) {
		throw invalid(
			'Field Options',
			'nothing is given',
			`A field of type ${String(type)} needs options.`,
		);
	}
	if (!takesOptions && options.length > 0) {
		throw invalid(
			'Field Options',
			`a field of type ${String(type)} has none`,
			'Choose a type with options, such as dropdown, or leave them out.',
		);
	}
}

/** Gives a new field its options, and relates it to its list or to all: without that it is invisible in the panel. */
export async function publish(field: IDataObject, call: Call): Promise<IDataObject> {
	const { fieldOptions, list } = call.given('additionalFields');
	const options = optionsOf(fieldOptions);
	const relid = isChosen(list) ? (await findList(call.api, list as unknown as Locator)).id : '0';
	const id = String(field.id);
	await call.inParts([
		...(options.length === 0
			? []
			: [{ part: 'options', work: async () => await addOptions(call, id, options) }]),
		{
			part: 'relation',
			work: async () =>
				await call.api.request({
					method: 'POST',
					path: ['fieldRels'],
					body: { fieldRel: { field: Number(id), relid: Number(relid) } },
					expects: 'fieldRel',
					repeatable: true,
				}),
		},
	]);
	return { options, list: relid === '0' ? null : relid };
}

async function addOptions(call: Call, field: string, options: string[]) {
	return await call.api.request({
		method: 'POST',
		path: ['fieldOption', 'bulk'],
		body: {
			fieldOptions: options.map((value, index) => ({
				field,
				value,
				label: value,
				orderid: index + 1,
				isdefault: false,
			})),
		},
		expects: 'fieldOptions',
		// Sent twice, every option would be there twice.
		findExisting: async () => {
			const { body } = await call.api.request({
				method: 'GET',
				path: ['fields', field, 'options'],
			});
			const there = Array.isArray(body.fieldOptions) && body.fieldOptions.length > 0;
			return there ? body : undefined;
		},
	});
}
