import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { collection } from '../../shared/entry';
import type { ItemOperation } from '../../shared/operation';
import { isBroken, one } from '../endpoint/answers';
import { refused } from '../endpoint/ask';
import { at, requestTo } from '../endpoint/endpoint';
import { required } from '../endpoint/entries';
import { holds } from '../endpoint/holds';
import { lookUpContact } from '../endpoint/locators';
import type { Listed } from '../endpoint/operation';
import { contentOf } from '../endpoint/operation';
import { address, CONTACT, dynamic, more, source, TAKEN } from './fields';

const endpoints = {
	find: at(21, 'GET Contacts?email={email}'),
	create: at(31, 'POST Contacts'),
	update: at(37, 'PATCH Contacts/{id}'),
};
const from = required(source);
const fields = [
	required(address),
	{
		...from,
		field: {
			...from.field,
			default: 'n8n',
			description: 'Where the contact comes from; sent for new contacts only',
		},
	},
	dynamic,
];

/** What became of a contact that was not there at first. */
interface Made {
	contact: IDataObject;
	created: boolean;
	/** Whether it holds what is wanted; one that another made does not. */
	isWritten: boolean;
}

/** Creates a contact, or finds the one that came in between. @throws Failure */
async function create(api: Api, content: IDataObject): Promise<Made> {
	const found = async () => await lookUpContact(api, 'email', String(content.Email));
	const request = { ...requestTo(endpoints.create, content), meanings: { 409: TAKEN } };
	let after: IDataObject | undefined;
	const { status, body } = await api.request<IDataObject>({
		...request,
		accept: [409],
		expects: one({}).expects,
		findExisting: async () => (after = await found()),
	});
	// After a lost answer, the contact that is there may be another's.
	if (after !== undefined) {
		return { contact: after, created: holds(after, content), isWritten: false };
	}
	if (status !== 409) return { contact: body, created: true, isWritten: true };
	const there = await found();
	// The phone number is another's, or there is no such store.
	if (there === undefined) throw refused(status, body, request);
	return { contact: there, created: false, isWritten: false };
}

/** The contact as it is afterwards. @throws Failure */
async function update(api: Api, contact: IDataObject, changes: IDataObject): Promise<IDataObject> {
	if (Object.keys(changes).length === 0) return contact;
	const { Version, LastModified, ...kept } = contact;
	void Version;
	void LastModified;
	const { body } = await api.request<unknown>({
		...requestTo(endpoints.update, { id: Number(contact.Id), ...changes }),
		expects: (answer) => !isBroken(answer),
		meanings: { 409: TAKEN },
	});
	// An answer without the contact leaves what was sent; the version of before would be wrong.
	return { ...kept, ...changes, ...(typeof body === 'object' && body) };
}

/** The platform has no such call; e-mail addresses are unique, so this is a look-up and a create or an update. */
export const upsert: ItemOperation & Listed = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
	endpoints: Object.values(endpoints),
	fields: [
		...fields.map(({ field }) => field),
		...collection('Additional Fields', 'additionalFields', 'Field', more),
	],
	// A second time, the contact is there and is given the same values.
	repeatable: true,
	record: (call) => call.text('email').toLowerCase(),
	async run(call) {
		const content = await contentOf({ value: 'upsert', fields, more }, call);
		const { Email, RegistrationSource, ...changes } = content;
		const there = await lookUpContact(call.api, 'email', String(Email));
		const made =
			there === undefined
				? await create(call.api, { Email, RegistrationSource, ...changes })
				: { contact: there, created: false, isWritten: false };
		const { contact, created, isWritten } = made;
		return { ...(isWritten ? contact : await update(call.api, contact, changes)), created };
	},
	sample: { ...CONTACT, created: true },
};
