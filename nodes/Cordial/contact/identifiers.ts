import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { checkEmail } from '../../shared/email';
import { invalid } from '../../shared/errors';
import { partOf } from '../../shared/json';
import { readText } from '../../shared/values';
import { entriesOf, readTexts } from '../values';

/** The keys the article shows; those of an account are its own. It spells the custom ID in three ways. */
const KEYS = [
	{ name: 'Custom ID', value: 'customId', description: 'Sent as customId' },
	{ name: 'Custom ID, Capital ID', value: 'customID', description: 'Sent as customID' },
	{ name: 'Custom ID, Underscore', value: 'custom_id', description: 'Sent as custom_id' },
	{ name: 'Email', value: 'email', description: 'Sent as email' },
	{
		name: 'Email Channel',
		value: 'channels.email.address',
		description: 'Sent as channels.email.address',
	},
	{ name: 'Other', value: 'other', description: 'A key of your account' },
	{
		name: 'Phone Channel',
		value: 'channels.phone.address',
		description: 'Sent as channels.phone.address',
	},
	{ name: 'Segment ID', value: 'segment_id', description: 'Sent as segment_id' },
];

const EMAILS = ['email', 'channels.email.address'];

export const identifiersField: INodeProperties = {
	displayName: 'Identifiers',
	name: 'identifiers',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	required: true,
	placeholder: 'Add Identifier',
	default: {},
	description:
		'What names the contact. Cordial searches in this order; drag to change it. An entry without a value is left out.',
	options: [
		{
			displayName: 'Identifier',
			name: 'values',
			values: [
				{
					displayName: 'Key',
					name: 'key',
					type: 'options',
					options: KEYS,
					default: 'email',
					description:
						'A primary or secondary key of your account. The spelling counts: Cordial ignores a contact it is given no valid key of.',
				},
				{
					displayName: 'Other Key',
					name: 'otherKey',
					type: 'string',
					default: '',
					placeholder: 'e.g. loyalty_number',
					displayOptions: { show: { key: ['other'] } },
					description: 'The key exactly as your account spells it',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

export const priorityOption: INodeProperties = {
	displayName: 'Identifiers Priority',
	name: 'identifiersPriority',
	type: 'string',
	default: '',
	placeholder: 'e.g. customId, email',
	description:
		'The keys in the order in which Cordial searches, separated by commas, where it is not that of the identifiers',
};

export interface Identity {
	/** By key, at least one. */
	identifiers: Record<string, string>;
	/** The keys of the entries in their order, also of those without a value here. */
	keys: string[];
	/** The order of the search in the user's own words, which may hold names that are no keys. */
	priority?: string[];
	/** What is odd about it but no fault for certain. */
	warning: string | null;
}

/** The key of an entry as the account spells it. An expression may give any. @throws Failure */
function keyOf({ key, otherKey }: IDataObject, place: number): string {
	const name = readText(`Identifiers: Key of entry ${place + 1}`, key);
	return name === 'other'
		? readText(`Identifiers: Other Key of entry ${place + 1}`, otherKey)
		: name;
}

/** The order given by the user. @throws Failure */
function readPriority(call: Call): string[] | undefined {
	const { identifiersPriority } = call.given('options');
	if (identifiersPriority === undefined) return undefined;
	return readTexts('Identifiers Priority', identifiersPriority, /,/);
}

/** Who an item means. @throws Failure when it names nobody: the API would accept that and do nothing */
export function readIdentity(call: Call): Identity {
	const entries = entriesOf(call.param('identifiers', {}));
	const keys = entries.map(keyOf);
	const twice = keys.find((key, index) => keys.indexOf(key) !== index);
	if (twice !== undefined) {
		throw invalid('Identifiers', `"${twice}" is given twice`, 'Keep one entry per key.');
	}
	const identifiers: Record<string, string> = {};
	entries.forEach(({ value }, index) => {
		const key = keys[index];
		const at = partOf('identifiers', key);
		if (isEmpty(value)) return;
		identifiers[key] = EMAILS.includes(key) ? checkEmail(value, at) : readText(at, value);
	});
	if (Object.keys(identifiers).length === 0) {
		throw invalid(
			'Identifiers',
			'none has a value',
			'Give at least one. Cordial accepts a request without a valid identifier and ignores it.',
		);
	}
	const priority = readPriority(call);
	const odd = (priority ?? []).filter((key) => !keys.includes(key));
	return {
		identifiers,
		keys,
		priority,
		warning:
			odd.length === 0
				? null
				: `Identifiers Priority names ${odd.map((key) => `"${key}"`).join(', ')}, which is none of the identifiers; whether Cordial knows other names for a key is not documented`,
	};
}

/** The order in which contacts are searched: the user's, or that of the entries of which one of them has a value. */
export const priorityOf = (
	{ keys, priority }: Pick<Identity, 'keys' | 'priority'>,
	contacts: Array<Identity['identifiers']>,
): string[] =>
	priority ?? keys.filter((key) => contacts.some((contact) => contact[key] !== undefined));

/** A contact as most calls name it. */
export const contactOf = (identity: Identity): IDataObject => ({
	identifiers: identity.identifiers,
	identifiersPriority: priorityOf(identity, [identity.identifiers]),
});

/** Keys that are likely to mean the same, under one name. */
const sameKey = (key: string): string =>
	key === 'channels.email.address' ? 'email' : key.replace(/_/g, '').toLowerCase();

/** The records of a contact: one per identifier, so that items which share one keep their order. */
export const recordsOf = (identifiers: Record<string, unknown>): string[] =>
	Object.entries(identifiers).map(
		([key, value]) => `${sameKey(key)} ${String(value).trim().toLowerCase()}`,
	);

/** The same for an operation. @throws Failure */
export const recordsByContact = (call: Call): string[] => recordsOf(readIdentity(call).identifiers);
