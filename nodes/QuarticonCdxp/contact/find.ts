import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { checkEmail, sameEmail } from '../../shared/email';
import { Failure, invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { locator } from '../../shared/fields';
import type { Entry } from '../../shared/entry';

/** The field for one contact. */
export const contactLocator: INodeProperties = locator(
	{
		displayName: 'Contact',
		name: 'contact',
		required: true,
		description: 'The contact, found by e-mail, ID or search',
	},
	{
		search: 'searchContacts',
		idExample: '123',
		mode: 'email',
		modes: [
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string',
				placeholder: 'e.g. name@email.com',
			},
		],
	},
);

/**
 * The contact with exactly this address, or undefined. The answer's address is compared, because a proxy that drops the
 * query would bring just any contact.
 */
export async function lookUpByEmail(api: Api, email: string): Promise<IDataObject | undefined> {
	const { body } = await api.request({
		method: 'GET',
		path: ['contacts'],
		query: { email, limit: 1 },
		expects: 'contacts',
	});
	const rows = Array.isArray(body.contacts) ? (body.contacts as IDataObject[]) : [];
	return rows.find((row) => sameEmail(row.email) === sameEmail(email));
}

/** The contact with this address, asked once per address and run. */
const findByEmail = async (api: Api, email: string): Promise<IDataObject | undefined> =>
	await api.once(`contact ${sameEmail(email)}`, async () => await lookUpByEmail(api, email));

/**
 * The id of the contact a locator means, or undefined where no contact has the address.
 * @throws Failure when none is given, or the address or ID is impossible
 */
export async function findContactId(
	call: Call,
	{ mode, value } = call.param<Locator>('contact'),
): Promise<string | undefined> {
	if (mode === 'email') {
		const contact = await findByEmail(call.api, checkEmail(value, 'Contact'));
		return contact === undefined ? undefined : String(contact.id);
	}
	const id = isEmpty(value) ? '' : String(value).trim();
	if (/^[1-9]\d*$/.test(id)) return id;
	throw invalid(
		'Contact',
		id === '' ? 'no contact is given' : `"${id}" is not a contact ID`,
		'Give the ID, a whole number, or choose By Email and give the address.',
	);
}

/**
 * The id of the contact a locator means.
 * @throws Failure also when no contact has the address
 */
export async function contactId(
	call: Call,
	given = call.param<Locator>('contact'),
): Promise<string> {
	const id = await findContactId(call, given);
	if (id !== undefined) return id;
	throw new Failure({
		message: `Contact: no contact has the e-mail address "${String(given.value).trim()}"`,
		code: 'not_found',
		field: 'Contact',
		remedy: 'Create the contact first, or correct the address.',
	});
}

/** The record an item with a `contact` locator writes, as it is given. */
export function recordByLocator(call: Call): string {
	const { mode } = call.param<Locator>('contact');
	const text = call.locatorText('contact');
	return mode === 'email' ? sameEmail(text) : `id ${text}`;
}

/** The contact as a part of another record. */
export function contactEntry(description: string): Entry {
	const { required: _, ...field } = contactLocator;
	return {
		field: { ...field, description },
		asks: true,
		write: async (given, call) => ({ contact: await contactId(call, given as Locator) }),
	};
}
