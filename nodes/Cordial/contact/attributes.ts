import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { isObject, partOf } from '../../shared/json';
import { readFlag, readText, shown } from '../../shared/values';
import { entriesOf, readJson, readMoment, readNumber, readObject } from '../values';
import { checkOnce } from './once';

/** The article's statuses of a channel. */
const STATUSES = ['none', 'subscribed', 'unsubscribed'];

/** Any channel's status, by path. */
const STATUS_PATH = /^channels\.[^.]+\.subscribeStatus$/;

type Read = (field: string, value: unknown, timezone: string) => unknown;

/** How the value of an attribute is read, by type. */
const TYPES: Record<string, { name: string; read: Read; description: string }> = {
	given: {
		name: 'As Given',
		read: readJson,
		description: 'What is typed in is text; an expression may give anything JSON can hold',
	},
	boolean: { name: 'Boolean', read: readFlag, description: 'True or false' },
	date: { name: 'Date', read: readMoment, description: 'Sent in ISO 8601' },
	number: { name: 'Number', read: readNumber, description: 'Digits with a point' },
	text: { name: 'Text', read: readText, description: 'Sent as text, also if it is a number' },
};

export const attributeFields: INodeProperties[] = [
	{
		displayName: 'Attributes',
		name: 'attributes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Attribute',
		default: {},
		description:
			'Attributes of the contact. They must exist in the account; Cordial ignores others. An entry without a value is left out.',
		options: [
			{
				displayName: 'Attribute',
				name: 'values',
				values: [
					{
						displayName: 'Key',
						name: 'key',
						type: 'string',
						default: '',
						placeholder: 'e.g. location.postal_code',
						description: 'The key of the attribute; with points, a part of it',
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: Object.entries(TYPES).map(([value, { name, description }]) => ({
							name,
							value,
							description,
						})),
						default: 'given',
						description: 'What the value must be',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Attributes (JSON)',
		name: 'attributesJson',
		type: 'json',
		default: '',
		description: 'More attributes as an object, by key; null is sent as it is',
	},
	{
		displayName: 'Email Subscribe Status',
		name: 'subscribeStatus',
		type: 'options',
		options: [
			{ name: 'Leave Out', value: '' },
			{ name: 'None', value: 'none' },
			{ name: 'Subscribed', value: 'subscribed' },
			{ name: 'Unsubscribed', value: 'unsubscribed' },
		],
		default: '',
		description:
			'What the contact has agreed to. Cordial subscribes one who has unsubscribed only with Force Subscribe.',
	},
	{
		displayName: 'Lists',
		name: 'lists',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add List',
		default: {},
		description: 'Lists to add the contact to or remove it from',
		options: [
			{
				displayName: 'List',
				name: 'values',
				values: [
					{
						displayName: 'List',
						name: 'list',
						type: 'string',
						default: '',
						placeholder: 'e.g. VIP',
						description: 'The name of the list',
					},
					{
						displayName: 'Membership',
						name: 'membership',
						type: 'options',
						options: [
							{ name: 'Add', value: 'true' },
							{ name: 'Leave Out', value: '' },
							{ name: 'Remove', value: 'false' },
						],
						default: '',
						description: 'What to do; an expression may also give true or false',
					},
				],
			},
		],
	},
];

/** A key that is a path of names. @throws Failure */
function readPath(field: string, value: unknown): string {
	const path = readText(field, value);
	if (path.split('.').every((part) => part.trim() !== '')) return path;
	throw invalid(
		field,
		`${shown(path)} is not a key`,
		'Give names with single points between them.',
	);
}

/** The attributes of the entries. @throws Failure */
const fromEntries = (given: unknown, timezone: string): Array<[string, unknown]> =>
	entriesOf(given)
		.filter(({ value }) => !isEmpty(value))
		.map(({ key, type, value }, index) => {
			const path = readPath(`Attributes: Key of entry ${index + 1}`, key);
			const name = String(type ?? 'given');
			if (Object.hasOwn(TYPES, name))
				return [path, TYPES[name].read(partOf('attributes', path), value, timezone)];
			throw invalid(
				`Attributes: Type of entry ${index + 1}`,
				`${shown(type)} is not one of the types`,
				`Use one of: ${Object.keys(TYPES).join(', ')}.`,
			);
		});

/** Lists as attributes: their name with true or false. @throws Failure */
const fromLists = (given: unknown): Array<[string, unknown]> =>
	entriesOf(given)
		.filter(({ membership }) => !isEmpty(membership))
		.map(({ list, membership }, index) => {
			const name = readText(`Lists: List of entry ${index + 1}`, list);
			if (name.includes('.')) {
				throw invalid('Lists', `${shown(name)} holds a point`, 'Cordial would read it as a path.');
			}
			return [name, readFlag(`Lists: Membership of "${name}"`, membership)];
		});

/** Refuses a status of a channel that is none, wherever it stands. @throws Failure */
function checkStatuses(path: string, value: unknown): void {
	if (isObject(value)) {
		for (const [key, inner] of Object.entries(value)) checkStatuses(`${path}.${key}`, inner);
	} else if (STATUS_PATH.test(path) && !STATUSES.includes(value as string)) {
		throw invalid(
			partOf('attributes', path),
			`${shown(value)} is not a status`,
			`Use one of: ${STATUSES.join(', ')}.`,
		);
	}
}

/** All attributes of an item, in the API's form. @throws Failure when one is given twice */
export function readAttributes(given: IDataObject, timezone: string): IDataObject {
	const { attributesJson, subscribeStatus } = given;
	const json =
		attributesJson === undefined ? {} : readObject('Attributes (JSON)', attributesJson, timezone);
	const all: Array<[string, unknown]> = [
		...fromEntries(given.attributes, timezone),
		...Object.entries(json).map(([key, value]): [string, unknown] => [
			readPath('Attributes (JSON)', key),
			value,
		]),
		...(subscribeStatus === undefined
			? []
			: [['channels.email.subscribeStatus', subscribeStatus] as [string, unknown]]),
		...fromLists(given.lists),
	];
	checkOnce(all);
	for (const [path, value] of all) checkStatuses(path, value);
	return Object.fromEntries(all) as IDataObject;
}
