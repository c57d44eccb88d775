import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { collection } from '../../shared/entry';
import type { ItemOperation } from '../../shared/operation';
import { isBroken, one } from '../endpoint/answers';
import { refused } from '../endpoint/ask';
import { at, requestTo } from '../endpoint/endpoint';
import { required } from '../endpoint/entries';
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

/** Creates a contact; undefined where the address is taken after all. @throws Failure */
async function create(api: Api, content: IDataObject): Promise<IDataObject | undefined> {
	const request = { ...requestTo(endpoints.create, content), meanings: { 409: TAKEN } };
	const { status, body } = await api.request<IDataObject>({
		...request,
		accept: [409],
		expects: one({}).expects,
		findExisting: async () => await lookUpContact(api, 'email', String(content.Email)),
	});
	if (status !== 409) return body;
	if ((await lookUpContact(api, 'email', String(content.Email))) !== undefined) return undefined;
	// The phone number is another's, or there is no such store.
	throw refused(status, body, request);
}

async function update(api: Api, id: unknown, content: IDataObject): Promise<IDataObject> {
	const { body } = await api.request<unknown>({
		...requestTo(endpoints.update, { id: Number(id), ...content }),
		expects: (answer) => !isBroken(answer),
		meanings: { 409: TAKEN },
	});
	return typeof body === 'object' ? (body as IDataObject) : {};
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
		const found = async () => await lookUpContact(call.api, 'email', String(Email));
		let there = await found();
		if (there === undefined) {
			const made = await create(call.api, { Email, RegistrationSource, ...changes });
			if (made !== undefined) return { ...made, created: true };
			there = await found();
		}
		const changed =
			Object.keys(changes).length === 0 ? {} : await update(call.api, there?.Id, changes);
		return { ...there, ...changed, created: false };
	},
	sample: { ...CONTACT, created: true },
};
