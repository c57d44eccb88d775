import type { Contact, Expected } from './expected';

/** Every difference between what the account must hold and what it holds, in words. */
export function compare(expected: Expected, actual: Contact[]): string[] {
	const held = new Map(actual.map((contact) => [contact.email.trim().toLowerCase(), contact]));
	const differences: string[] = [];
	if (held.size !== actual.length)
		differences.push(`${actual.length - held.size} contacts are in the account twice`);
	for (const [email, contact] of expected.contacts) {
		const other = held.get(email);
		if (!other) differences.push(`${email} is missing`);
		else differences.push(...differencesOf(email, flat(contact), flat(other)));
	}
	for (const email of held.keys()) {
		if (!expected.contacts.has(email)) differences.push(`${email} must not be in the account`);
	}
	return differences;
}

function flat({ firstName, lastName, phone, fieldValues, lists }: Contact): Map<string, string> {
	return new Map([
		['first name', firstName],
		['last name', lastName],
		['phone', phone],
		...Object.entries(fieldValues).map(([id, value]): [string, string] => [`field ${id}`, value]),
		...Object.entries(lists).map(([id, status]): [string, string] => [
			`status on list ${id}`,
			String(status),
		]),
	]);
}

function differencesOf(
	email: string,
	wanted: Map<string, string>,
	held: Map<string, string>,
): string[] {
	return [...new Set([...wanted.keys(), ...held.keys()])]
		.filter((what) => wanted.get(what) !== held.get(what))
		.map(
			(what) => `${email}: ${what} is ${shown(held.get(what))}, must be ${shown(wanted.get(what))}`,
		);
}

function shown(value: string | undefined): string {
	return value === undefined ? 'not set' : `"${value}"`;
}
