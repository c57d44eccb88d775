import { Refusal } from '../shared/platform';
import { changeContact, contactShape, CREATE, PATCH, REPLACED, UPDATE } from './contactShapes';
import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found, invalid, refusal } from './errors';
import { readModel, type Sent } from './model';
import type { Contact } from './records';

/** Creating, replacing, changing and deleting one contact. */
export function contactWriteEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const contactAt = (id: number) => found(ctx, store.contacts.get(id), 'Contact');

	return [
		{
			no: 31,
			method: 'POST',
			path: '/Contacts',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, CREATE);
				refuse(ctx, conflict(ctx, sent));
				return contactShape(ctx, store.addContact(withoutEmpty(sent)));
			},
		},
		{
			no: 35,
			method: 'PUT',
			path: '/Contacts/:id',
			answer: ({ id, body }) => {
				const contact = contactAt(id);
				const sent = readModel(ctx, body, UPDATE);
				const stale = isStale(contact, sent.Version) && rules.on('loyaltiiStale409');
				const problem = stale ? STALE : conflict(ctx, sent, contact.Id);
				if (problem !== undefined && rules.on('loyaltiiConflictContact'))
					throw new Refusal(409, contactShape(ctx, contact));
				refuse(ctx, problem);
				const cleared = rules.on('loyaltiiPutClears')
					? Object.fromEntries(REPLACED.map((name) => [name, null]))
					: {};
				return contactShape(
					ctx,
					changeContact(ctx, contact, { ...cleared, ...withoutEmpty(sent) }),
				);
			},
		},
		{
			no: 37,
			method: 'PATCH',
			path: '/Contacts/:id',
			answer: ({ id, body }) => {
				const contact = contactAt(id);
				const sent = readModel(ctx, body, PATCH);
				if ((sent.Version ?? null) === null && !rules.on('loyaltiiPatchNoVersion'))
					throw invalid(ctx, 'Version', 'The Version field is required.');
				if (isStale(contact, sent.Version) && rules.on('loyaltiiPatchVersion')) refuse(ctx, STALE);
				const changes = patchOf(ctx, sent);
				refuse(ctx, conflict(ctx, changes, contact.Id));
				return contactShape(ctx, changeContact(ctx, contact, changes));
			},
		},
		{
			no: 38,
			method: 'DELETE',
			path: '/Contacts/:id',
			answer: ({ id }) => {
				const contact = contactAt(id);
				store.contacts.delete(contact.Id);
				for (const { contactIds } of store.segments.all()) contactIds.delete(contact.Id);
			},
		},
	];
}

const STALE = 'The contact has been modified since it was retrieved.';

/** Fields that "" empties in a PATCH. */
const CLEARED = ['Email', 'Phone', 'PhoneCountryCode'];

/** What a PATCH changes: nulls count as not sent, "" empties some fields. */
export function patchOf({ rules }: Context, sent: Sent): Sent {
	const { Version, ...fields } = sent;
	void Version;
	const entries = Object.entries(fields)
		.filter(([, value]) => value !== null || !rules.on('loyaltiiPatchKeepsNull'))
		.map(([name, value]) => {
			const clears = value === '' && CLEARED.includes(name) && rules.on('loyaltiiPatchEmptyClears');
			return [name, clears ? null : value];
		});
	return Object.fromEntries(entries) as Sent;
}

/** An empty address or number is none. */
function withoutEmpty(sent: Sent): Sent {
	return Object.fromEntries(
		Object.entries(sent).map(([name, value]) => [
			name,
			value === '' && CLEARED.includes(name) ? null : value,
		]),
	);
}

/** What stands against the values, if anything does; several contacts cannot get the same Email or Phone. */
export function conflict(
	{ store, rules }: Context,
	{ Email, Phone, PreferredStoreId }: Sent,
	own?: number,
	several = false,
): string | undefined {
	const email = String(Email ?? '').toLowerCase();
	const phone = String(Phone ?? '');
	const isTaken = (value: string, fits: (contact: Contact) => boolean) =>
		rules.on('loyaltiiContactUnique') &&
		value !== '' &&
		(several || store.contacts.find(fits) !== undefined);
	if (isTaken(email, (one) => one.Id !== own && one.Email?.toLowerCase() === email))
		return 'A contact with this Email already exists.';
	if (isTaken(phone, (one) => one.Id !== own && one.Phone === phone))
		return 'A contact with this Phone already exists.';
	const unknown = (PreferredStoreId ?? null) !== null && !store.stores.get(PreferredStoreId);
	return unknown && rules.on('loyaltiiPreferredStore')
		? 'No store with this PreferredStoreId exists.'
		: undefined;
}

function refuse(ctx: Context, problem: string | undefined): void {
	if (problem !== undefined) throw refusal(ctx, 409, problem);
}

/** Whether a version was sent and is not the newest; bytes may come as base64 or one by one. */
function isStale({ Version }: Contact, sent: unknown): boolean {
	if ((sent ?? null) === null) return false;
	const text = Array.isArray(sent) ? Buffer.from(sent as number[]).toString('base64') : sent;
	return text !== Version;
}
