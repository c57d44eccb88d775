import { fakerPL as faker } from '@faker-js/faker';

import type { Account, Contact } from './account.mjs';
import { makeCustomers } from './customers.mjs';
import { otherCapitals } from './duplicates.mjs';
import type { Row } from './row.mjs';

/** The columns of the newsletter tool's export, in the order of the file. */
export const SUBSCRIBER_COLUMNS = [
	'email',
	'first_name',
	'last_name',
	'phone',
	'city',
	'birth_date',
	'status',
	'tags',
] as const;

export type Subscriber = Record<(typeof SUBSCRIBER_COLUMNS)[number], string>;

const COUNT = 300;
const TAGS = ['VIP', 'Przedsprzedaż', 'Klub', 'Konkurs 2023'];

/** Contacts the account knows, by their status there and the one the export says: so many each. */
const KNOWN: Array<[there: number, here: string, count: number]> = [
	[1, 'subscribed', 6],
	[1, 'unsubscribed', 3],
	[2, 'subscribed', 4],
	[2, 'unsubscribed', 2],
];

/** What cannot be imported: found before anything is sent, but for the last, which only the platform refuses. */
const UNFIT: Array<Partial<Subscriber>> = [
	{ email: '' },
	{ email: 'zofia.kowal@@example.com' },
	{ email: 'jerzy.lis@example,org' },
	{ email: 'halina maj@example.net' },
	{ birth_date: '1979-02-30' },
	{ birth_date: '31.04.1988' },
	{ status: 'pending' },
	{ status: 'cleaned' },
	{ email: 'biuro@moja_firma.example' },
];

/** Subscribers who come twice, their address written with other capitals. */
const TWICE: Array<[first: string, later: string]> = [
	['subscribed', 'unsubscribed'],
	['unsubscribed', 'subscribed'],
	['subscribed', 'subscribed'],
];

/** The subscribers of the tool that is left behind; some are in the account already. */
export function makeSubscribers(customers: Row[], account: Account): Subscriber[] {
	const taken = new Set(
		[...customers, ...account.contacts].map(({ email }) => email.toLowerCase()),
	);
	const people = makeCustomers(2 * COUNT)
		.filter(({ email }) => !taken.has(email))
		.map(subscriberOf);
	const known = KNOWN.flatMap(([there, here, count]) =>
		account.contacts
			.filter(({ lists }) => lists['1'] === there)
			.slice(here === 'subscribed' ? 0 : -count)
			.slice(0, count)
			.map((contact) => ({ ...people.pop()!, ...nameOf(contact), status: here })),
	);
	const unfit = UNFIT.map((flaw) => ({ ...people.pop()!, ...flaw }));
	const single = people.slice(0, COUNT - known.length - unfit.length - TWICE.length);
	const rows = faker.helpers.shuffle([...single, ...known, ...unfit]);
	TWICE.forEach(([first, later], index) => {
		const original = single[index];
		original.status = first;
		const place = faker.number.int({ min: rows.indexOf(original) + 1, max: rows.length });
		rows.splice(place, 0, {
			...original,
			email: otherCapitals(original.email),
			city: faker.location.city(),
			birth_date: '',
			status: later,
		});
	});
	return rows;
}

function subscriberOf(customer: Row): Subscriber {
	const { email, first_name, last_name, birth_date } = customer;
	return {
		email,
		first_name,
		last_name,
		phone: customer.billing_phone,
		city: customer.billing_city,
		birth_date,
		status: faker.datatype.boolean(0.85) ? 'subscribed' : 'unsubscribed',
		tags: faker.helpers.arrayElements(TAGS, { min: 0, max: 2 }).join(', '),
	};
}

const nameOf = ({ email, firstName, lastName }: Contact) => ({
	email,
	first_name: firstName,
	last_name: lastName,
});
