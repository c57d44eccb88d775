import type { Context } from './context';
import { addToCart } from './carts';
import type { CordialContact } from './records';
import { fieldsIn, filled, textsIn } from './values';

/**
 * Whether a contact may become part of the one an upsert is about: the options allow it, and every identifier on which
 * the two meet or differ is one of those that may.
 */
export function mayMerge(
	{ rules }: Context,
	other: CordialContact,
	claimed: Array<[key: string, value: string]>,
	known: CordialContact | undefined,
	options: unknown,
): boolean {
	const { mergeAllowed, mergeableSecondaryKeys } = fieldsIn(options);
	if (mergeAllowed !== true || !rules.on('cordialMerge')) return false;
	if (!rules.on('cordialMergeableKeys')) return true;
	const allowed = textsIn(mergeableSecondaryKeys);
	const met = claimed.filter(([key, value]) => other.identifiers[key] === value);
	const wanted = { ...known?.identifiers, ...Object.fromEntries(claimed) };
	const different = Object.entries(other.identifiers).filter(
		([key, value]) => wanted[key] !== undefined && wanted[key] !== value,
	);
	return [...met, ...different].every(([key]) => allowed.includes(key));
}

/** Gives the contact what the other has and it lacks; the other is gone. */
export function mergeInto(
	{ rules, store }: Context,
	contact: CordialContact,
	other: CordialContact,
) {
	store.removeContact(other);
	for (const [key, value] of Object.entries(other.identifiers))
		if (contact.identifiers[key] === undefined) store.identify(contact, key, value);
	contact.attributes = filled(contact.attributes, other.attributes);
	for (const { members } of store.lists.values())
		if (members.delete(other.cID)) members.add(contact.cID);
	for (const item of other.cart) addToCart(rules, contact, item);
	const records = [...store.supplements.values()].flatMap((one) => [...one.records.values()]);
	for (const owned of [...store.orders.values(), ...store.activities, ...records])
		if (owned.cID === other.cID) owned.cID = contact.cID;
}
