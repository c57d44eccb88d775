import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { invalid, notFound } from './errors';
import { after } from './lists';
import { any, int, readModels, shapeOf, text, type Model, type Sent } from './model';
import type { Contact, ContactEvent } from './records';

const CREATE: Model = {
	fields: {
		ContactId: int,
		ContactSecret: text(),
		Type: text(),
		SubType: text(),
		ParentId: text(),
		ParentType: text(),
		UniqueExtId: text(),
		InfoJson: any,
	},
	required: ['Type', 'SubType'],
};

const COLUMNS = [
	'Id',
	'Created',
	'ContactId',
	'Type',
	'SubType',
	'ParentId',
	'ParentType',
	'UniqueExtId',
	'InfoJson',
];

/** Events of contacts: after an id, by filter, and many new ones. */
export function contactEventEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const shape = (event: ContactEvent) => shapeOf(ctx, event, COLUMNS);

	const contactOf = ({ ContactId, ContactSecret }: Sent): Contact | undefined => {
		const named = (ContactId ?? ContactSecret ?? null) !== null;
		if (!named && rules.on('loyaltiiEventContact'))
			throw invalid(ctx, 'ContactId', 'ContactId or ContactSecret must be set.');
		return store.contacts.get(ContactId) ?? store.contactBySecret(String(ContactSecret ?? ''));
	};

	return [
		{
			no: 17,
			method: 'GET',
			path: '/ContactEvents',
			needs: ['type', 'lastId'],
			answer: ({ query: { type, lastId } }) =>
				after(ctx, store.events.all(), lastId, ({ Type }) => Type === type).map(shape),
		},
		{
			no: 18,
			method: 'GET',
			path: '/ContactEvents',
			needs: ['type'],
			takes: ['subtype', 'from', 'to', 'contactId'],
			answer: ({ query: { type, subtype, from, to, contactId } }) => {
				const beyond = (created: Date, limit: Date) =>
					rules.on('loyaltiiEventsInclusive') ? created > limit : created >= limit;
				return store.events
					.all()
					.filter(
						(event) =>
							event.Type === type &&
							(subtype === undefined || event.SubType === subtype) &&
							(from === undefined || event.Created >= from) &&
							(to === undefined || !beyond(event.Created, to)) &&
							(contactId === undefined || event.ContactId === contactId),
					)
					.map(shape);
			},
		},
		{
			no: 19,
			method: 'POST',
			path: '/ContactEvents',
			takes: ['ignoreUnknownContacts'],
			answer: ({ query, body }) => {
				const sent = readModels(ctx, body, CREATE);
				const rows = sent.map((event) => ({ event, contact: contactOf(event) }));
				const strict = query.ignoreUnknownContacts !== true;
				if (strict && rules.on('loyaltiiEventUnknownContact') && rows.some((row) => !row.contact))
					throw notFound(ctx, 'Contact');
				const known = new Set(store.events.all().map(({ UniqueExtId }) => UniqueExtId));
				let created = 0;
				for (const { event, contact } of rows) {
					const unique = (event.UniqueExtId ?? null) as string | null;
					const skipped =
						unique !== null && known.has(unique) && rules.on('loyaltiiEventUniqueExtId');
					if (!contact || skipped) continue;
					known.add(unique);
					const { ContactSecret, ...fields } = event;
					void ContactSecret;
					store.addEvent({ ...fields, ContactId: contact.Id, Type: String(event.Type ?? '') });
					created += 1;
				}
				const message = `${created} events created.`;
				return rules.on('loyaltiiEventJsonString') ? message : { Message: message };
			},
		},
	];
}
