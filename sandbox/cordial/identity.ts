import type { Context } from './context';
import type { CordialContact, Fields } from './records';
import { fieldsIn, textsIn } from './values';

/** Notes that a part of a request came to nothing. */
export type Drop = (reason: string, what: unknown) => undefined;

export interface Identity {
	/** Identifiers the account has, in the order of the search. */
	given: Array<[key: string, value: string]>;
	/** The contacts they name, the one that counts first. */
	contacts: CordialContact[];
}

/** Values that identify: texts that are not empty, and numbers. */
export const isIdentifying = (value: unknown): value is string | number =>
	(typeof value === 'string' && value !== '') || typeof value === 'number';

/** Reads identifiers and their priority, and looks for the contacts. */
export function identify({ rules, store }: Context, reference: Fields): Identity {
	const priority = rules.on('cordialPriority') ? textsIn(reference.identifiersPriority) : [];
	const rank = (key: string) => (priority.includes(key) ? priority.indexOf(key) : priority.length);
	const given = Object.entries(fieldsIn(reference.identifiers))
		.filter(([key]) => store.isIdentifier(key) || !rules.on('cordialValidIdentifier'))
		.flatMap(([key, value]): Identity['given'] =>
			isIdentifying(value) ? [[key, String(value)]] : [],
		)
		.sort(([a], [b]) => rank(a) - rank(b));
	const contacts = given.flatMap(([key, value]) => store.find(key, value) ?? []);
	return { given, contacts: [...new Set(contacts)] };
}

/** The contact a list, order, supplement or cart is about. */
export function contactOf(ctx: Context, sent: unknown, drop: Drop): CordialContact | undefined {
	const { given, contacts } = identify(ctx, fieldsIn(sent));
	if (given.length === 0) return drop('no valid identifier', sent);
	if (contacts[0]) return contacts[0];
	if (ctx.rules.on('cordialContactMustExist')) return drop('no such contact', sent);
	return ctx.store.addContact(Object.fromEntries(given));
}
