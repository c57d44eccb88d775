import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { Answer, ApiRequest } from '../../shared/platform';
import { errorName, refusal } from '../errors';
import type { Search } from './lookUp';
import { lookUp } from './lookUp';
import { idIn } from './shape';

export const contactTypeOption = (description: string): INodeProperties => ({
	displayName: 'Contact Type',
	name: 'contactType',
	type: 'string',
	default: '',
	placeholder: 'e.g. Member',
	description,
});

/** How a new contact is registered. v3 takes these in the query and ignores them as headers. */
export const registrationOptions: INodeProperties[] = [
	{
		displayName: 'Create as Unapproved',
		name: 'createAsUnapproved',
		type: 'boolean',
		default: false,
		description:
			'Whether the new contact is left out of reports and segments until something approves it, such as a link in an e-mail',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '',
		placeholder: 'e.g. POS',
		description:
			'How the contact was registered. Recommended by Voyado, who also have to add the value before Engage can filter by it.',
	},
	{
		displayName: 'Store External ID',
		name: 'storeExternalId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 600',
		description: 'The store or market where the person signed up; recommended by Voyado',
	},
];

/** The request that creates a contact; the operation says how a lost answer is looked up. @throws Failure */
export function registration(
	call: Call,
	content: IDataObject,
): ApiRequest & Pick<Required<ApiRequest>, 'path'> {
	const { contactType, source, storeExternalId, createAsUnapproved } = call.given('options');
	const text = (name: string, value: unknown) =>
		value === undefined ? {} : { [name]: String(value).trim() };
	return {
		method: 'POST',
		path: ['contacts'],
		query: {
			...text('source', source),
			...text('storeExternalId', storeExternalId),
			...(isOn(createAsUnapproved) && { createAsUnapproved: 'true' }),
		},
		body: { ...text('contactType', contactType), ...content },
		expects: (answer) => idIn(answer) !== undefined,
	};
}

/** How long a contact that is in creation elsewhere is waited for, from look-up to look-up. */
const PATIENCE_MS = {
	ApprovedContactWithKeyExists: [500],
	ContactWithKeyIsBeingCreated: [500, 1_000, 2_000, 4_000, 8_000],
};

/**
 * The contacts that keep a key from being used again, once they can be seen.
 * @throws Failure for any other conflict, and where none is to be seen
 */
export async function thoseInTheWay(
	call: Call,
	{ status, body }: Pick<Answer<unknown>, 'status' | 'body'>,
	search: Search,
): Promise<string[]> {
	const path = ['contacts'];
	const name = errorName(body) ?? '';
	const waits = PATIENCE_MS[name as keyof typeof PATIENCE_MS];
	if (waits === undefined) throw refusal({ status, body }, { path });
	for (const wait of [0, ...waits]) {
		if (wait > 0) await call.api.pause(wait);
		const ids = await lookUp(call.api, search);
		if (ids.length > 0) return ids;
	}
	const { facts } = refusal({ status, body }, { path });
	if (name === 'ContactWithKeyIsBeingCreated') throw new Failure(facts);
	throw new Failure({
		...facts,
		remedy: `No contact was found by "${search.value}", so that another key of this contact is taken. Match by the key field of the tenant.`,
	});
}
