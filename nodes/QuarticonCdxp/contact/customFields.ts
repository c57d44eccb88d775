import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { FieldDefinition } from '../field/definitions';
import { fieldDefinitions, labelOf, withOptions } from '../field/definitions';
import { toApiValue } from '../field/values';
import { standardFields } from './standardFields';

/** The mapper for custom fields. What is left out or empty stays untouched. */
export const customFieldsField: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'Values of custom fields; a field that is left out or empty keeps its value',
	typeOptions: {
		resourceMapper: {
			resourceMapperMethod: 'mapCustomFields',
			mode: 'add',
			fieldWords: { singular: 'custom field', plural: 'custom fields' },
			addAllFields: false,
			supportAutoMap: true,
			// Without it, n8n calls them "Values to Send".
			valuesLabel: 'Custom Fields',
			// n8n shows this text also when the fields cannot be loaded.
			noFieldsError:
				'No custom fields found: the account has none, or the credential does not work',
		},
	},
};

/** The fields to empty: the only way to clear a value. */
export const clearFieldsOption: INodeProperties = {
	displayName: 'Clear Field Names or IDs',
	name: 'clearFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'loadCustomFields' },
	default: [],
	description:
		'Fields to empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Names of the standard fields that can be emptied. */
const STANDARD = new Set(standardFields.map(({ name }) => name));

/** A custom field's value as contact/sync takes it. */
export interface FieldValue {
	field: string;
	value: string;
}

interface Mapper {
	mappingMode?: string;
	value?: IDataObject | null;
}

/** Reads the values to write: those mapped, checked against the field's type, and those to clear. @throws Failure */
export async function readFieldValues(call: Call): Promise<FieldValue[]> {
	const mapper = call.param<Mapper>('customFields', {}) ?? {};
	const cleared = clearedFields(call).filter((name) => !STANDARD.has(name));
	const auto = mapper.mappingMode === 'autoMapInputData';
	const mapped = Object.entries((auto ? call.input : mapper.value) ?? {}).filter(
		([, value]) => !isEmpty(value),
	);
	if (mapped.length === 0 && cleared.length === 0) return [];

	const definitions = await fieldDefinitions(call.api);
	const known = (id: string): FieldDefinition => {
		const definition = definitions.get(id);
		if (definition !== undefined) return definition;
		throw invalid(
			'Custom Fields',
			`there is no custom field with the ID "${id}"`,
			'Reload the field list in the node; the field was deleted, or belongs to another account.',
		);
	};
	const values = new Map<string, string>(cleared.map((id) => [known(id).id, '']));
	const byName = auto ? byAnyName(definitions.values()) : undefined;
	const columns = new Map<string, string>();
	for (const [key, value] of mapped) {
		// Columns of the input that name no field are none of ours.
		const field = byName === undefined ? known(key) : byName.get(key.trim().toLowerCase());
		if (field === undefined) continue;
		const text = toApiValue(await withOptions(call.api, field), value, call.api.timezone);
		if (text === undefined) continue;
		const column = columns.get(field.id);
		if (column !== undefined && text !== values.get(field.id)) throw twice(field, [column, key]);
		columns.set(field.id, key);
		values.set(field.id, text);
	}
	return [...values].map(([field, value]) => ({ field, value }));
}

/** Two columns of the input that mean one field, with different values. */
export const twice = (field: FieldDefinition, columns: string[]) =>
	invalid(
		labelOf(field),
		`the input columns ${columns.map((column) => `"${column}"`).join(' and ')} both mean this field`,
		'Rename or remove one of them before this node, or map the fields by hand.',
	);

/**
 * The standard fields to empty, as a contact's body takes it: a key that is left out is preserved, one that is null is
 * emptied (reported for contact/sync: github.com/verbb/formie/pull/2933, github.com/rudderlabs/rudder-transformer/pull/1083).
 */
export const clearedStandardFields = (call: Call): IDataObject =>
	Object.fromEntries(
		clearedFields(call)
			.filter((name) => STANDARD.has(name))
			.map((name) => [name, null]),
	);

function clearedFields(call: Call): string[] {
	const { clearFields } = call.given('options');
	const ids = Array.isArray(clearFields) ? clearFields : String(clearFields ?? '').split(',');
	return ids.filter((id) => !isEmpty(id)).map((id) => String(id).trim());
}

/** Fields by every name a column may bear: id, label, title, personalisation tag; a name two fields share means neither. */
export function byAnyName<Definition extends FieldDefinition>(
	definitions: Iterable<Definition>,
): Map<string, Definition | undefined> {
	const found = new Map<string, Definition | undefined>();
	for (const definition of definitions) {
		const { id, title, perstag } = definition;
		const names = [id, title, perstag, `%${perstag}%`, labelOf(definition)].map((name) =>
			name.trim().toLowerCase(),
		);
		for (const name of new Set(names)) {
			if (name !== '') found.set(name, found.has(name) ? undefined : definition);
		}
	}
	return found;
}
