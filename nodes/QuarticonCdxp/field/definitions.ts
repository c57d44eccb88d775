import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { ListRequest } from '../../shared/pages';
import { byOffset } from '../platform';

/** A custom field of contacts, as far as writing and reading values needs it. */
export interface FieldDefinition {
	id: string;
	title: string;
	/** The vendor's word, such as `text`, `date`, `dropdown`, `listbox`. */
	type: string;
	/** The personalisation tag, upper case. */
	perstag: string;
	/** The choices, in their order: `value` is what the API wants, `label` what people see. */
	options: Array<{ value: string; label: string }>;
	/** How many choices the field has by its own account, whether they came with it or not. */
	optionCount: number;
}

/** The list of custom fields; each row gets its choices, which the vendor sends beside the rows. */
export const fieldList: ListRequest = {
	path: ['fields'],
	expects: 'fields',
	style: byOffset,
	rows: (body) => {
		const choices = new Map(rowsOf(body.fieldOptions).map((option) => [String(option.id), option]));
		return rowsOf(body.fields).map((field) => withChoices(field, choices));
	},
};

/** One field of an answer, with its choices. */
export function oneField(body: IDataObject): IDataObject {
	const choices = new Map(rowsOf(body.fieldOptions).map((option) => [String(option.id), option]));
	return withChoices(body.field as IDataObject, choices);
}

const withChoices = (field: IDataObject, choices: Map<string, IDataObject>): IDataObject => ({
	...field,
	fieldOptions: (Array.isArray(field.options) ? field.options : [])
		.map((id) => choices.get(String(id)))
		.filter((option): option is IDataObject => option !== undefined),
});

function rowsOf(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value as IDataObject[]) : [];
}

const toOptions = (rows: unknown): FieldDefinition['options'] =>
	rowsOf(rows).map(({ value, label }) => ({
		value: String(value ?? ''),
		label: String(label ?? value ?? ''),
	}));

/** A row of `fieldList` as a definition. */
export function toDefinition(row: IDataObject): FieldDefinition {
	return {
		id: String(row.id),
		title: String(row.title ?? ''),
		type: String(row.type ?? 'text').toLowerCase(),
		perstag: String(row.perstag ?? '').toUpperCase(),
		options: toOptions(row.fieldOptions),
		optionCount: rowsOf(row.options).length,
	};
}

/** Every custom field of the account, by id; read once per run, 100 per request. */
export async function fieldDefinitions(api: Api): Promise<Map<string, FieldDefinition>> {
	return await api.once('field definitions', async () => {
		const rows = await api.all(fieldList);
		return new Map(rows.map(toDefinition).map((definition) => [definition.id, definition]));
	});
}

/** A field with all its choices; they are asked for, once per field and run, where they did not come with the fields. */
export async function withOptions(api: Api, field: FieldDefinition): Promise<FieldDefinition> {
	if (field.options.length >= field.optionCount) return field;
	return await api.once(`options of field ${field.id}`, async () => {
		const rows = await api.all({
			path: ['fields', field.id, 'options'],
			rows: 'fieldOptions',
			style: byOffset,
		});
		return { ...field, options: toOptions(rows) };
	});
}

/** What the editor and messages call a field; people know the id from the vendor's list. */
export const labelOf = ({ title, id }: Pick<FieldDefinition, 'id' | 'title'>) =>
	`${title} (ID ${id})`;
