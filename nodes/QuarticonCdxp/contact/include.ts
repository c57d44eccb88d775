import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { fieldDefinitions } from '../field/definitions';
import { tagNames } from '../tag/names';
import type { Included } from './simplify';
import { simplifyContact, simplifyFields, simplifyLists } from './simplify';

/** What a user may want beside the contact, and the vendor's name of it. */
export const SIDES = {
	customFields: 'fieldValues',
	lists: 'contactLists',
	tags: 'contactTags',
} as const;
export type Include = keyof typeof SIDES;

/** The option; its description says what it costs. */
export const includeOption = (description: string): INodeProperties => ({
	displayName: 'Include',
	name: 'include',
	type: 'multiOptions',
	options: [
		{ name: 'Custom Fields', value: 'customFields' },
		{ name: 'Lists', value: 'lists' },
		{ name: 'Tags', value: 'tags' },
	],
	default: [],
	description,
});

/** What the user wants beside the contact. @throws Failure */
export function readInclude(call: Call): Set<Include> {
	const { include } = call.given('options');
	const words = (Array.isArray(include) ? include : String(include ?? '').split(','))
		.filter((word) => !isEmpty(word))
		.map((word) => String(word).trim());
	const unknown = words.find((word) => !Object.hasOwn(SIDES, word));
	if (unknown === undefined) return new Set(words as Include[]);
	throw invalid(
		'Include',
		`"${unknown}" is nothing that comes beside a contact`,
		`Use ${Object.keys(SIDES).join(', ')}.`,
	);
}

/** A contact with what was asked beside it, in people's words. Names of fields and tags are read once per run. */
export async function simplifyWith(
	api: Api,
	contact: IDataObject,
	{ fieldValues = [], contactLists = [], contactTags = [] }: Included,
	include: Set<Include>,
): Promise<IDataObject> {
	const row = simplifyContact(contact);
	if (include.has('customFields'))
		row.fields = simplifyFields(fieldValues, await fieldDefinitions(api));
	if (include.has('lists')) row.lists = simplifyLists(contactLists);
	if (include.has('tags')) {
		const names = await tagNames(api);
		row.tags = contactTags.map(({ tag }) => names.get(String(tag)) ?? String(tag));
	}
	return row;
}
