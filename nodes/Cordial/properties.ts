import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isEmpty } from '../shared/call';
import { invalid } from '../shared/errors';
import { partOf } from '../shared/json';
import { readText } from '../shared/values';
import { entriesOf, readJson, readObject } from './values';

/** Properties of an activity or an order: as fields, or as an object by an expression. */
export const propertyFields = (of: string): INodeProperties[] => [
	{
		displayName: 'Properties',
		name: 'properties',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Property',
		default: {},
		description: `What else is known of the ${of}. An entry without a value is left out.`,
		options: [
			{
				displayName: 'Property',
				name: 'values',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. url',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'What is typed in is text; an expression may give anything JSON can hold',
					},
				],
			},
		],
	},
	{
		displayName: 'Properties (JSON)',
		name: 'propertiesJson',
		type: 'json',
		default: '',
		description: `More properties of the ${of} as an object`,
	},
];

/** The properties given in both fields; undefined where there are none. @throws Failure */
export function readProperties(
	{ properties, propertiesJson }: IDataObject,
	timezone: string,
): IDataObject | undefined {
	const entries = entriesOf(properties)
		.filter(({ value }) => !isEmpty(value))
		.map(({ key, value }, index): [string, unknown] => {
			const name = readText(`Properties: Key of entry ${index + 1}`, key);
			return [name, readJson(partOf('properties', name), value, timezone)];
		});
	const json =
		propertiesJson === undefined ? {} : readObject('Properties (JSON)', propertiesJson, timezone);
	const all = [...entries, ...Object.entries(json)];
	const names = all.map(([name]) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		throw invalid('Properties', `"${twice}" is given twice`, 'Keep one value per key.');
	}
	return all.length === 0 ? undefined : (Object.fromEntries(all) as IDataObject);
}
