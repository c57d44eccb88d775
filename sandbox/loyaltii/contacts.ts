import type { Context } from './context';
import { BATCH, baseInfo, contactShape, OWNER } from './contactShapes';
import { fieldShape } from './dynamicFields';
import type { Endpoint } from './endpoint';
import { found } from './errors';
import { fileUrl } from './files';
import { dynamicFields, shapeOf } from './model';
import { writeJson } from './dates';
import type { Contact } from './records';

const REGISTRATION = ['Id', 'RegistrationDateTime', 'RegistrationSource', 'RegistrationIp'];

/** Reading contacts: by every key, in bulk, and what fields they have. */
export function contactEndpoints(ctx: Context): Endpoint[] {
	const { store, rules, now } = ctx;
	const one = (contact: Contact | undefined) => contactShape(ctx, found(ctx, contact, 'Contact'));

	return [
		{
			no: 20,
			method: 'GET',
			path: '/Contacts',
			answer: () => store.contacts.all().map(({ Id }) => Id),
		},
		{
			no: 21,
			method: 'GET',
			path: '/Contacts',
			needs: ['email'],
			answer: ({ query }) => one(store.contactByEmail(query.email ?? '')),
		},
		{
			no: 22,
			method: 'GET',
			path: '/Contacts',
			needs: ['phone'],
			answer: ({ query }) =>
				one(store.contacts.find(({ Phone }) => Phone !== null && Phone === query.phone)),
		},
		{
			no: 23,
			method: 'GET',
			path: '/Contacts',
			needs: ['secret'],
			takes: ['ip'],
			answer: ({ query }) => one(store.contactBySecret(query.secret ?? '')),
		},
		{
			no: 24,
			method: 'GET',
			path: '/Contacts',
			needs: ['field', 'value'],
			answer: ({ query: { field = '', value = '' } }) => {
				const searched =
					dynamicFields(ctx, OWNER).some(({ Name }) => Name === field) ||
					!rules.on('loyaltiiFieldSearch');
				return store.contacts
					.all()
					.filter((contact) => searched && String(contact[field] ?? '') === value && value !== '')
					.map((contact) => contactShape(ctx, contact));
			},
		},
		{
			no: 25,
			method: 'GET',
			path: '/Contacts/:id',
			answer: ({ id }) => one(store.contacts.get(id)),
		},
		{
			no: 26,
			method: 'GET',
			path: '/Contacts/PatchFields',
			answer: () => [...BATCH, ...dynamicFields(ctx, OWNER).map(({ Name }) => Name)],
		},
		{
			no: 27,
			method: 'GET',
			path: '/Contacts/DynamicFields',
			answer: () => dynamicFields(ctx, OWNER).map((field) => fieldShape(ctx, field)),
		},
		{
			no: 28,
			method: 'GET',
			path: '/Contacts/GetContactsBaseInfo',
			answer: () => store.contacts.all().map((contact) => baseInfo(ctx, contact)),
		},
		{
			no: 29,
			method: 'GET',
			path: '/Contacts/Registration',
			takes: ['timespan', 'source', 'ip'],
			answer: ({ query: { timespan, source, ip } }) => {
				const since = timespan === undefined ? 0 : now() - timespan * 60_000;
				const matches = rules.on('loyaltiiRegistrations');
				return store.contacts
					.all()
					.filter(
						({ RegistrationDateTime, RegistrationSource, RegistrationIp }) =>
							!matches ||
							(Number(RegistrationDateTime) >= since &&
								(source === undefined || RegistrationSource === source) &&
								(ip === undefined || RegistrationIp === ip)),
					)
					.map((contact) =>
						matches ? shapeOf(ctx, contact, REGISTRATION) : contactShape(ctx, contact),
					);
			},
		},
		{
			no: 30,
			method: 'GET',
			path: '/Contacts/:id/PersonDataFile',
			answer: ({ id }) => {
				const contact = found(ctx, store.contacts.get(id), 'Contact');
				const name = `person-${contact.Id}-${contact.Secret}.json`;
				const bytes = Buffer.from(writeJson(contactShape(ctx, contact), rules));
				store.files.set(name, { type: 'application/json', bytes });
				return fileUrl(ctx, name);
			},
		},
	];
}
