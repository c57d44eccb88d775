import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { toApiDateTime } from '../../shared/dates';
import { isEmpty } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { collection, written } from '../../shared/entry';
import { date, email, text } from '../../shared/entries';
import { invalid } from '../../shared/errors';
import { readJson, readJsonObject } from '../../shared/json';
import { readFlag, readText } from '../../shared/values';
import { checkPhone } from './phone';

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

const NAMED = 'Name the contact in the field made for it.';
const PREFERENCES = 'Give it under Preferences.';

/** Names that are not fields of a contact, in small letters, and what to use instead. */
const OTHERS: Record<string, string> = {
	id: NAMED,
	contactid: NAMED,
	contacttype: 'Give Contact Type under Options, or use Update Type: an update cannot change it.',
	preferences: PREFERENCES,
	acceptsemail: PREFERENCES,
	acceptspostal: PREFERENCES,
	acceptssms: PREFERENCES,
	attributes: 'Give each field by its own name.',
	meta: 'Engage writes it itself.',
};

/** A name as it may stand for a field of the tenant. @throws Failure */
export function checkFieldName(where: string, name: string): string {
	const known = name.toLowerCase();
	if (!Object.hasOwn(OTHERS, known)) return name;
	throw invalid(where, `"${name}" is not a field of a contact`, OTHERS[known]);
}

/** A value without its empty parts; undefined where nothing is left. */
function filled(value: unknown): unknown {
	if (isEmpty(value)) return undefined;
	if (Array.isArray(value)) {
		const parts = value.map(filled).filter((part) => part !== undefined);
		return parts.length === 0 ? undefined : parts;
	}
	if (typeof value !== 'object') return value;
	const entries = Object.entries(value as object)
		.map(([name, part]) => [name, filled(part)] as const)
		.filter(([, part]) => part !== undefined);
	return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The fields of the tenant's own, by name, as far as they have a value. @throws Failure */
function readCustom(call: Call): Array<[string, unknown]> {
	const { values = [] } = call.param<{ values?: IDataObject[] }>('customFields', {}) ?? {};
	const { moreFields } = call.given('fields');
	const writeMoment = (_: string, value: unknown) => toApiDateTime(value, call.api.timezone);
	const named = values
		.map(({ name, value }, index) => ({ name, value, index }))
		.filter(({ value }) => !isEmpty(value))
		.map(({ name: given, value, index }): [string, unknown] => {
			const name = readText(`${CUSTOM}: Name of entry ${index + 1}`, given);
			const known = checkFieldName(CUSTOM, name);
			return [known, filled(readJson(`${CUSTOM}: ${name}`, value, writeMoment))];
		});
	const more = Object.entries(
		filled(readJsonObject(MORE, moreFields ?? {}, writeMoment)) ?? {},
	).map(([name, value]): [string, unknown] => [checkFieldName(MORE, name), value]);
	return [...named, ...more].filter(([, value]) => value !== undefined);
}

/**
 * What an item says of a contact, as Engage wants it: flat fields and `preferences`. Only what has a value, because Engage
 * takes an empty one for a wish to clear the field.
 *
 * @throws Failure
 */
export async function readContent(call: Call): Promise<IDataObject> {
	const fields = Object.entries(await written(call, fieldEntries, call.given('fields')));
	const all = [...fields, ...readCustom(call)];
	const twice = all.find(([name], index) => all.findIndex(([other]) => other === name) < index);
	if (twice !== undefined) {
		throw invalid(CUSTOM, `"${twice[0]}" is given twice`, 'Give each field in one place.');
	}
	// As a number is stored, it can be looked up.
	const content = Object.fromEntries(
		all.map(([name, value]) => [name, name === 'mobilePhone' ? checkPhone(value) : value]),
	) as IDataObject;
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

/** @throws Failure where a contact has nothing it could be known by */
export function checkKey(content: IDataObject): void {
	if (KEY_FIELDS.some((name) => !isEmpty(content[name]))) return;
	throw invalid(
		'Fields',
		'no key is given',
		'Give the key field of the tenant: Email, Mobile Phone, External ID, Member Number or Personal Number.',
	);
}
