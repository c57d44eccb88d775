import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { isObject, partOf } from '../../shared/json';
import { readList, readText, shown } from '../../shared/values';
import { entriesOf, readJson, readMoment, readObject } from '../values';

export const recordFields: INodeProperties[] = [
	{
		displayName: 'Specify Records',
		name: 'recordsInput',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		description: 'Fields for one record per item, JSON for as many as an item has',
	},
	{
		displayName: 'Record ID',
		name: 'recordId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 266787835',
		displayOptions: { show: { recordsInput: ['fields'] } },
		description:
			'By which the record is known again among those of the supplement. Cordial takes none of 24 hexadecimal digits.',
	},
	{
		displayName: 'Record Fields',
		name: 'recordFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { recordsInput: ['fields'] } },
		description: 'What the record says. An entry without a value is left out.',
		options: [
			{
				displayName: 'Field',
				name: 'values',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. product_title',
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
		displayName: 'Records (JSON)',
		name: 'recordsJson',
		type: 'json',
		required: true,
		default: '[]',
		displayOptions: { show: { recordsInput: ['json'] } },
		description:
			'The records as an array of objects. Each needs an ID of its own, under that key in lower case.',
	},
];

/** The record in the fields. @throws Failure */
function fromFields(call: Call): IDataObject {
	const record: IDataObject = { id: call.param('recordId', '') };
	const entries = entriesOf(call.param('recordFields', {})).filter(({ value }) => !isEmpty(value));
	entries.forEach(({ key, value }, index) => {
		const name = readText(`Record Fields: Key of entry ${index + 1}`, key);
		if (Object.hasOwn(record, name)) {
			throw invalid('Record Fields', `"${name}" is given twice`, 'Keep one value per key.');
		}
		const at = partOf('records[0]', name);
		record[name] = readJson(at, value, call.api.timezone) as IDataObject;
	});
	return record;
}

/** An ID as it was given: the samples have numbers, REST has texts. @throws Failure */
function readId(at: string, value: unknown): string | number {
	const id = readText(at, value);
	if (/^[0-9a-f]{24}$/i.test(id)) {
		throw invalid(
			at,
			`${shown(id)} has the form of Cordial's own IDs, 24 hexadecimal digits`,
			'Cordial does not take such; put something before it, such as "r-".',
		);
	}
	return typeof value === 'number' ? value : id;
}

/**
 * The records of an item, at least one, in the API's form.
 * @param dated the field that says when a record was changed, if there is one
 * @throws Failure that names the place, as `records[1].id`
 */
export function readRecords(call: Call, dated: string | undefined): IDataObject[] {
	const { timezone } = call.api;
	const list =
		call.text('recordsInput') === 'json'
			? readList('Records (JSON)', call.param('recordsJson', '[]'))
			: [fromFields(call)];
	if (list.length === 0) {
		throw invalid('Records (JSON)', 'it holds no record', 'Give at least one.');
	}
	const ids = new Set<string>();
	return list.map((entry, index) => {
		const at = `records[${index}]`;
		if (!isObject(entry)) {
			throw invalid(at, `${shown(entry)} is not an object`, 'Give an object with an id.');
		}
		const id = readId(`${at}.id`, entry.id);
		if (ids.has(String(id))) {
			throw invalid(`${at}.id`, `${shown(id)} is given twice`, 'Keep one record per ID.');
		}
		ids.add(String(id));
		const record = readObject(at, entry, timezone);
		return {
			...record,
			id,
			...(dated !== undefined && {
				[dated]: readMoment(partOf(at, dated), entry[dated], timezone),
			}),
		};
	});
}
