import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { collection, written } from '../../shared/entry';
import { date, email, text } from '../../shared/entries';
import { invalid } from '../../shared/errors';
import { readObject } from '../../shared/jsonEntries';
import { readFlag, readText } from '../../shared/values';

/** The fields a contact can be known by; which of them is the key is set up per tenant and contact type. */
export const KEY_FIELDS = [
	'email',
	'mobilePhone',
	'socialSecurityNumber',
	'externalId',
	'memberNumber',
] as const;
export type KeyField = (typeof KEY_FIELDS)[number];

/** The fields that contacts of the vendor's examples have (fact sheet, section 3.2). */
export const fieldEntries: Entry[] = [
	date('Birthday', 'birthDay', { description: 'The day of birth', precision: 'day' }),
	text('Care Of', 'careOf', { description: 'The c/o line of the address' }),
	text('City', 'city', { description: 'The city of the address', placeholder: 'Gothenburg' }),
	text('Country Code', 'countryCode', {
		description: 'Two letters; Engage chooses the language of messages by it',
		placeholder: 'SE',
	}),
	email({ description: 'The e-mail address' }),
	text('External ID', 'externalId', {
		description: 'The ID of the person in your system',
		placeholder: 'C-1001',
	}),
	text('First Name', 'firstName', { description: 'The given name', placeholder: 'Anna' }),
	text('Gender', 'gender', { description: 'As the tenant writes it' }),
	text('Last Name', 'lastName', { description: 'The family name', placeholder: 'Arkberg' }),
	text('Member Number', 'memberNumber', { description: 'The number of the membership' }),
	text('Mobile Phone', 'mobilePhone', {
		description: 'In international form, so that it can be looked up',
		placeholder: '+46735654321',
	}),
	text('Personal Number', 'socialSecurityNumber', {
		description: 'A Swedish personal or coordination number, or a Finnish personal code',
		placeholder: '196903027573',
	}),
	text('Street', 'street', { description: 'Street and number', placeholder: 'Example Street 1' }),
	text('Zip Code', 'zipCode', { description: 'The postal code', placeholder: '411 04' }),
];

const MORE = 'More Fields (JSON)';

export const fieldsField: INodeProperties[] = collection('Fields', 'fields', 'Field', [
	...fieldEntries,
	{
		field: {
			displayName: MORE,
			name: 'moreFields',
			type: 'json',
			default: '{}',
			description:
				'Further fields of the tenant as an object by their names in Engage, for values that are no texts. Empty values are left out.',
		},
	},
]);

const preference = (displayName: string, name: string, what: string): Entry => ({
	field: {
		displayName,
		name,
		type: 'options',
		options: [
			{ name: 'Accepted', value: 'yes' },
			{ name: 'Declined', value: 'no' },
			{ name: 'Leave Out', value: '' },
		],
		default: '',
		description: `What the person decided about ${what}. Nothing is sent until it is known; an expression may also give true or false.`,
	},
	write: (value) => ({ [name]: readFlag(displayName, value) }),
});

const preferenceEntries: Entry[] = [
	preference('Accepts Email', 'acceptsEmail', 'e-mails'),
	preference('Accepts Postal', 'acceptsPostal', 'letters'),
	preference('Accepts SMS', 'acceptsSms', 'text messages'),
];

export const preferencesField: INodeProperties[] = collection(
	'Preferences',
	'preferences',
	'Preference',
	preferenceEntries,
);

export const customFieldsField: INodeProperties = {
	displayName: 'Custom Fields',
	name: 'customFields',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Field',
	default: {},
	description:
		'Fields of the tenant, consents among them, by their names in Engage. An empty value is left out.',
	options: [
		{
			displayName: 'Field',
			name: 'values',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. favouriteStore',
					description: 'The name of the field in the API; a name Engage does not know is ignored',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					description: 'An expression may also give a number or true or false',
				},
			],
		},
	],
};

/** What every operation that writes a contact asks for. */
export const contentFields: INodeProperties[] = [
	...fieldsField,
	...preferencesField,
	customFieldsField,
];

const CUSTOM = 'Custom Fields';

/** Names that are not fields of a contact, and what to use instead. */
const OTHERS: Record<string, string> = {
	id: 'Name the contact in the field made for it.',
	contactId: 'Name the contact in the field made for it.',
	contactType: 'Give Contact Type under Options, or use Update Type: an update cannot change it.',
	preferences: 'Give them under Preferences.',
	attributes: 'Give each field by its own name.',
	meta: 'Engage writes it itself.',
};

/** A name as it may stand for a field of the tenant. @throws Failure */
export function checkFieldName(where: string, name: string): string {
	const instead = OTHERS[name];
	if (instead === undefined) return name;
	throw invalid(where, `"${name}" is not a field of a contact`, instead);
}

/** A value without its empty parts; undefined where nothing is left. Lists stay as they are. */
function filled(value: unknown): unknown {
	if (isEmpty(value)) return undefined;
	if (typeof value !== 'object' || Array.isArray(value)) return value;
	const entries = Object.entries(value as object)
		.map(([name, part]) => [name, filled(part)] as const)
		.filter(([, part]) => part !== undefined);
	return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The fields of the tenant's own, by name, as far as they have a value. @throws Failure */
function readCustom(call: Call): Array<[string, unknown]> {
	const { values = [] } = call.param<{ values?: IDataObject[] }>('customFields', {}) ?? {};
	const { moreFields } = call.given('fields');
	const named = values
		.map(({ name, value }, index) => ({ name, value: filled(value), index }))
		.filter(({ value }) => value !== undefined)
		.map(({ name, value, index }): [string, unknown] => [
			checkFieldName(CUSTOM, readText(`${CUSTOM}: Name of entry ${index + 1}`, name)),
			value,
		]);
	const more = Object.entries(filled(readObject(MORE, moreFields ?? {})) ?? {}).map(
		([name, value]): [string, unknown] => [checkFieldName(MORE, name), value],
	);
	return [...named, ...more];
}

/**
 * What an item says of a contact, as Engage wants it: flat fields and `preferences`. Only what has a value, because Engage
 * takes an empty one for a wish to clear the field.
 *
 * @throws Failure
 */
export async function readContent(call: Call): Promise<IDataObject> {
	const content = await written(call, fieldEntries, call.given('fields'));
	for (const [name, value] of readCustom(call)) {
		if (name in content) {
			throw invalid(CUSTOM, `"${name}" is given twice`, 'Give each field in one place.');
		}
		content[name] = value as IDataObject[string];
	}
	const preferences = await written(call, preferenceEntries, call.given('preferences'));
	return Object.keys(preferences).length === 0 ? content : { ...content, preferences };
}

/** The names that a body changes, for the output: `city`, `preferences.acceptsSms`. */
export const namesIn = ({ preferences, ...fields }: IDataObject): string[] => [
	...Object.keys(fields),
	...Object.keys((preferences as IDataObject | undefined) ?? {}).map(
		(name) => `preferences.${name}`,
	),
];

/** The records that a body names by key, so that two items of one contact never go side by side. */
export const recordsIn = (content: IDataObject): string[] =>
	KEY_FIELDS.filter((name) => !isEmpty(content[name])).map(
		(name) => `${name} ${String(content[name]).trim().toLowerCase()}`,
	);

/** @throws Failure where a contact has nothing it could be known by */
export function checkKey(content: IDataObject): void {
	if (recordsIn(content).length > 0) return;
	throw invalid(
		'Fields',
		'no key is given',
		'Give the key field of the tenant: Email, Mobile Phone, External ID, Member Number or Personal Number.',
	);
}
