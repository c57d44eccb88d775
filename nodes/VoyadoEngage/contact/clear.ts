import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { checkFieldName, fieldEntries } from './fields';

/** The only way to empty a field: what is left empty keeps its value. */
export const clearOptions: INodeProperties[] = [
	{
		displayName: 'Clear Custom Fields',
		name: 'clearCustomFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. favouriteStore, shoeSize',
		description:
			'Fields of the tenant to empty, by their names in Engage, separated by commas; a value given for the same field wins',
	},
	{
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'multiOptions',
		options: fieldEntries.map(({ field: { displayName, name } }) => ({
			name: displayName,
			value: name,
		})),
		default: [],
		description: 'Fields to empty; a value given for the same field wins',
	},
];

const listOf = (given: unknown): string[] =>
	(Array.isArray(given) ? given : String(given ?? '').split(','))
		.filter((name) => !isEmpty(name))
		.map((name) => String(name).trim());

/** What empties the fields that are named. @throws Failure */
export function readCleared(call: Call): IDataObject {
	const { clearFields, clearCustomFields } = call.given('options');
	const names = listOf(clearFields);
	const unknown = names.find((name) => !fieldEntries.some(({ field }) => field.name === name));
	if (unknown !== undefined) {
		throw invalid(
			'Clear Fields',
			`"${unknown}" is not one of its fields`,
			'Choose fields from the list, or name the field under Clear Custom Fields.',
		);
	}
	const own = listOf(clearCustomFields).map((name) => checkFieldName('Clear Custom Fields', name));
	return Object.fromEntries([...names, ...own].map((name) => [name, null]));
}
