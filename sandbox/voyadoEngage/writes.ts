import { isText } from './checks';
import type { Context } from './context';
import { invalidField, refusal } from './errors';
import type { Fields, Preferences, VoyadoContact } from './records';
import type { Sent } from './sent';
import { comparable } from './store';

/** How a contact comes to be. */
export interface Recruitment {
	/** Where the contact itself names none. */
	contactType: string;
	source?: string;
	storeExternalId?: string;
	isApproved?: boolean;
	/** Whether other systems are told; yes unless given. */
	isExported?: boolean;
	/** Whether a queued request creates it, whose keys are held for it. */
	isQueued?: boolean;
}

/** What a key is held under while a contact with it is in creation. */
export const heldKey = (ctx: Context, type: string, fields: Fields): string => {
	const field = ctx.store.keyOf(type);
	return `${field} ${comparable(field, fields[field])}`;
};

/** Creates a contact. @throws NamedRefusal */
export function createContact(
	ctx: Context,
	{ fields, preferences, contactType }: Sent,
	how: Recruitment,
): { contact: VoyadoContact; isNew: boolean } {
	const { rules, store, hooks } = ctx;
	const type = contactType ?? how.contactType;
	if (!store.hasType(type) && rules.on('voyadoTypeMustExist'))
		throw invalidField(ctx, 'contactType', `there is no "${type}".`);
	const key = store.keyOf(type);
	if (rules.on('voyadoKeyFieldNeeded')) need(ctx, type, fields, [key]);
	if (rules.on('voyadoMandatoryFields')) need(ctx, type, fields, mandatory(ctx, type));
	if (!how.isQueued && rules.on('voyadoKeyInCreation')) needNotInCreation(ctx, type, fields);
	const twin = approvedWith(ctx, key, fields);
	if (twin) {
		if (rules.on('voyadoKeyTaken409')) throw keyTaken(ctx, key);
		return { contact: twin, isNew: false };
	}
	const contact = store.addContact({
		contactType: type,
		fields,
		preferences: preferences as Preferences,
		...(how.source !== undefined && { source: how.source }),
		...(how.storeExternalId !== undefined && { storeExternalId: how.storeExternalId }),
		isApproved: how.isApproved ?? true,
	});
	store.note('Created', contact.id);
	if (how.isExported ?? true) store.exports.push(contact.id);
	hooks.emit('contact.created', { contactId: contact.id });
	if (!rules.on('voyadoHookNotAtCreation')) tellPreferences(ctx, contact, contact.preferences);
	return { contact, isNew: true };
}

/** Changes a contact. @throws NamedRefusal */
export function updateContact(
	ctx: Context,
	contact: VoyadoContact,
	{ fields, preferences, contactType }: Sent,
	{ isExported = true } = {},
): void {
	const { rules, store, hooks } = ctx;
	const overwrites = rules.on('voyadoEmptyOverwrites');
	const next: Fields = { ...contact.fields };
	for (const [name, value] of Object.entries(fields))
		if (overwrites || (value !== null && value !== '')) next[name] = value;
	needFreeKey(ctx, contact, next);
	const kept = rules.on('voyadoPreferencesMerged')
		? contact.preferences
		: { acceptsEmail: false, acceptsSms: false, acceptsPostal: false };
	const nextPreferences = { ...kept, ...preferences };
	const flipped = Object.entries(nextPreferences).filter(
		([name, value]) => contact.preferences[name as keyof Preferences] !== value,
	);
	const isNewType =
		!rules.on('voyadoTypeStays') &&
		contactType !== undefined &&
		contactType !== contact.contactType;
	const isSame =
		flipped.length === 0 &&
		!isNewType &&
		Object.keys(fields).every((name) => isEqual(next[name], contact.fields[name]));
	if (isSame && rules.on('voyadoUnchangedSilent')) return;
	store.setFields(contact, next);
	contact.preferences = nextPreferences;
	if (isNewType) contact.contactType = contactType;
	touch(ctx, contact);
	if (isExported) store.exports.push(contact.id);
	hooks.emit('contact.updated', { contactId: contact.id });
	if (rules.on('voyadoHookPreferences')) tellPreferences(ctx, contact, Object.fromEntries(flipped));
}

/** Makes a contact one of another type. @throws NamedRefusal */
export function changeType(ctx: Context, contact: VoyadoContact, type: string): void {
	if (ctx.rules.on('voyadoUpgradeChecksFields'))
		need(ctx, type, contact.fields, [ctx.store.keyOf(type), ...mandatory(ctx, type)]);
	contact.contactType = type;
	touch(ctx, contact);
	ctx.store.exports.push(contact.id);
	ctx.hooks.emit('contact.updated', { contactId: contact.id });
}

/** Deletes a contact and all that hangs on it. */
export function deleteContact({ rules, store, hooks }: Context, contact: VoyadoContact): void {
	store.removeContact(contact);
	store.note('Deleted', contact.id);
	const name = rules.on('voyadoHookDeletedName') ? 'contact.deleted' : 'contact.removed';
	hooks.emit(name, { contactId: contact.id });
}

/** Sets a consent of a contact, as the contact does on the shop's pages. */
export function setConsent(
	ctx: Context,
	contact: VoyadoContact,
	consentId: string,
	value: boolean,
): void {
	const date = new Date(ctx.now()).toISOString();
	const others = contact.consents.filter(({ id }) => id !== consentId);
	contact.consents = [...others, { id: consentId, value, date, source: 'Sandbox', comment: '' }];
	touch(ctx, contact);
	ctx.hooks.emit('contact.consent.changed', { contactId: contact.id, consentId, value });
}

function touch({ store, now }: Context, contact: VoyadoContact): void {
	contact.updatedAt = now();
	store.note('Updated', contact.id);
}

function tellPreferences(
	{ hooks }: Context,
	{ id }: VoyadoContact,
	preferences: Partial<Preferences>,
): void {
	for (const [name, value] of Object.entries(preferences))
		hooks.emit(`contact.${name}.changed`, { contactId: id, [name]: value });
}

const hasValue = (fields: Fields, name: string): boolean =>
	isText(fields[name]) || typeof fields[name] === 'number' || typeof fields[name] === 'boolean';

const isEqual = (one: unknown, other: unknown): boolean =>
	one === other || JSON.stringify(one) === JSON.stringify(other);

const mandatory = ({ store }: Context, type: string): string[] =>
	store.contactTypes[type]?.mandatory ?? [];

function need(ctx: Context, type: string, fields: Fields, names: string[]): void {
	const missing = names.find((name) => !hasValue(fields, name));
	if (missing !== undefined) throw invalidField(ctx, missing, `mandatory for ${type}.`);
}

function needNotInCreation(ctx: Context, type: string, fields: Fields): void {
	if (ctx.store.inCreation.has(heldKey(ctx, type, fields)))
		throw refusal(
			ctx,
			409,
			'ContactWithKeyIsBeingCreated',
			'A contact with this key is being created.',
		);
}

const keyTaken = (ctx: Context, key: string) =>
	refusal(ctx, 409, 'ApprovedContactWithKeyExists', `There is a contact with this ${key}.`);

/** The approved contact that has the key of these fields. */
function approvedWith(
	{ rules, store }: Context,
	key: ReturnType<Context['store']['keyOf']>,
	fields: Fields,
): VoyadoContact | undefined {
	return store
		.having(key, fields[key])
		.find(({ isApproved }) => isApproved || !rules.on('voyadoUnapprovedYields'));
}

function needFreeKey(ctx: Context, contact: VoyadoContact, next: Fields): void {
	const key = ctx.store.keyOf(contact.contactType);
	const isKept = comparable(key, next[key]) === comparable(key, contact.fields[key]);
	if (isKept || !ctx.rules.on('voyadoUpdateKeyTaken')) return;
	if (approvedWith(ctx, key, next)) throw keyTaken(ctx, key);
}
