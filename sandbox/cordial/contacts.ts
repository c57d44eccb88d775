import { applyAttributes } from './attributes';
import type { Context } from './context';
import { identify, isIdentifying, type Drop } from './identity';
import { mergeInto, mayMerge } from './merge';
import type { CordialContact, Fields } from './records';
import { fieldsIn } from './values';

export interface May {
	create: boolean;
	update: boolean;
}

/**
 * Creates or updates the contact that identifiers, attributes and options describe, as far as that is allowed.
 * @returns undefined when it was dropped
 */
export function upsertContact(
	ctx: Context,
	sent: Fields,
	drop: Drop,
	may: May,
): CordialContact | undefined {
	const { rules, store } = ctx;
	const { given, contacts } = identify(ctx, sent);
	if (given.length === 0) return drop('no valid identifier', sent);
	const [known] = contacts;
	if (!known && !may.create) return drop('no such contact', sent);
	if (known && !may.update) return known;

	const attributes = Object.entries(fieldsIn(sent.attributes));
	const renamed = rules.on('cordialIdentifierByAttribute')
		? attributes.flatMap(([key, value]): Array<[string, string]> =>
				store.isIdentifier(key) && isIdentifying(value) ? [[key, String(value)]] : [],
			)
		: [];
	const owners = renamed.flatMap(([key, value]) => store.find(key, value) ?? []);
	const others = [...new Set([...contacts, ...owners])].filter((one) => one !== known);
	const claimed = [...given, ...renamed];
	const mergeable = others.filter((one) => mayMerge(ctx, one, claimed, known, sent.mergeOptions));
	const blocked = owners.some((one) => one !== known && !mergeable.includes(one));
	if (blocked && rules.on('cordialUniqueConflict'))
		return drop('another contact has that identifier', sent);

	const contact = known ?? store.addContact({});
	for (const one of mergeable) mergeInto(ctx, contact, one);
	for (const [key, value] of given)
		if (contact.identifiers[key] === undefined && !store.find(key, value))
			store.identify(contact, key, value);
	for (const [key, value] of renamed) store.identify(contact, key, value);
	const names = new Set(renamed.map(([key]) => key));
	const rest = attributes.filter(([key]) => !names.has(key));
	applyAttributes(ctx, contact, rest, sent.forceSubscribe === true, drop);
	return contact;
}
