import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { byDisplayName } from '../../shared/sorting';
import { readFlag } from '../../shared/values';
import { readTexts } from '../values';
import { attributeFields, readAttributes } from './attributes';

const flags = {
	canBeCreated: {
		displayName: 'Can Be Created',
		name: 'canBeCreated',
		type: 'boolean',
		default: false,
		description:
			'Whether Cordial may create the contact, with these fields, if it does not exist. Otherwise it ignores the activities of unknown contacts.',
	},
	canBeUpdated: {
		displayName: 'Can Be Updated',
		name: 'canBeUpdated',
		type: 'boolean',
		default: false,
		description:
			"Whether Cordial may update a contact that exists with these fields. The vendor's article prints the name of this key once only, in a sample.",
	},
} satisfies Record<string, INodeProperties>;

const common: INodeProperties[] = [
	...attributeFields,
	{
		displayName: 'Force Subscribe',
		name: 'forceSubscribe',
		type: 'boolean',
		default: false,
		description:
			'Whether a contact who has unsubscribed may be subscribed again. Only for contacts who have asked for it; left out, Cordial keeps them unsubscribed.',
	},
	{
		displayName: 'Merge Allowed',
		name: 'mergeAllowed',
		type: 'boolean',
		default: false,
		description:
			'Whether Cordial may merge contacts that the identifiers name together. The account may have merging switched off.',
	},
	{
		displayName: 'Mergeable Secondary Keys',
		name: 'mergeableSecondaryKeys',
		type: 'string',
		default: '',
		placeholder: 'e.g. email',
		description:
			'The secondary keys, separated by commas, whose conflicts do not prevent a merge. It needs Merge Allowed.',
	},
];

const collection = (options: INodeProperties[], description: string): INodeProperties => ({
	displayName: 'Contact Fields',
	name: 'contactFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description,
	options: options.sort(byDisplayName),
});

export const contactFields = collection([...common], 'What to store of the contact');

export const activityContactFields = collection(
	[...common, flags.canBeCreated, flags.canBeUpdated],
	'What may happen to the contact itself, and what to store of it then',
);

/** How contacts are merged. @throws Failure */
function readMerge({ mergeAllowed, mergeableSecondaryKeys }: IDataObject): IDataObject | undefined {
	if (mergeAllowed === undefined && mergeableSecondaryKeys === undefined) return undefined;
	if (mergeAllowed === undefined) {
		throw invalid(
			'Mergeable Secondary Keys',
			'they are given without Merge Allowed',
			'Add Merge Allowed, or leave the keys out.',
		);
	}
	return {
		mergeAllowed: readFlag('Merge Allowed', mergeAllowed),
		...(mergeableSecondaryKeys !== undefined && {
			mergeableSecondaryKeys: readTexts('Mergeable Secondary Keys', mergeableSecondaryKeys, /,/),
		}),
	};
}

/** What is to be stored of the contact, in the API's form. @throws Failure */
export function readContactFields(call: Call): IDataObject {
	const given = call.given('contactFields');
	const attributes = readAttributes(given, call.api.timezone);
	const { forceSubscribe } = given;
	const mergeOptions = readMerge(given);
	return {
		...(Object.keys(attributes).length > 0 && { attributes }),
		...(forceSubscribe !== undefined && {
			forceSubscribe: readFlag('Force Subscribe', forceSubscribe),
		}),
		...(mergeOptions !== undefined && { mergeOptions }),
		...Object.fromEntries(
			Object.values(flags)
				.filter(({ name }) => given[name] !== undefined)
				.map(({ displayName, name }) => [name, readFlag(displayName, given[name])]),
		),
	};
}
