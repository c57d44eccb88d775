import { fakerPL as faker } from '@faker-js/faker';

import { makeCustomer, makePhone } from './customers.mjs';
import { otherCapitals } from './duplicates.mjs';
import { type Field, makeFields, UNTOUCHED } from './fields.mjs';
import type { Row } from './row.mjs';

const SUBSCRIBED = 1;
const UNSUBSCRIBED = 2;

export interface Contact {
	email: string;
	firstName: string;
	lastName: string;
	phone: string;
	fieldValues: Record<string, string>;
	lists: Record<string, number>;
}

export interface Account {
	lists: Array<{ id: number; name: string }>;
	accounts: Array<{ id: number; name: string }>;
	pipelines: Array<{ title: string; currency: string; stages: Array<{ title: string }> }>;
	connections: Array<{ service: string; externalid: string; name: string }>;
	fields: Field[];
	contacts: Contact[];
}

/** Of the customers in the export: how many the account knows, and how many of those had left the newsletter. */
const KNOWN = 100;
const LEFT_BUT_SAYS_YES = 16;
const LEFT_AND_SAYS_NO = 4;
const SUBSCRIBED_BEFORE = 60;
/** Contacts the shop does not know; the sync has no business with them. */
const STRANGERS = 10;

/** The account before the sync. */
export function makeAccount(customers: Row[], repeated: Set<Row>): Account {
	const single = faker.helpers.shuffle(customers.filter((customer) => !repeated.has(customer)));
	const left = [
		...single.filter((row) => row.marketing_consent === 'yes').slice(0, LEFT_BUT_SAYS_YES),
		...single.filter((row) => row.marketing_consent === 'no').slice(0, LEFT_AND_SAYS_NO),
	];
	const others = [
		...[...repeated].slice(0, 8),
		...single.filter((row) => !left.includes(row)),
	].slice(0, KNOWN - left.length);
	const contacts = [
		...left.map((row) => contactOf(row, UNSUBSCRIBED)),
		...others.map((row, index) =>
			contactOf(row, index < SUBSCRIBED_BEFORE ? SUBSCRIBED : undefined),
		),
		...Array.from({ length: STRANGERS }, (_, index) => strangerOf(index)),
	];
	return {
		lists: [
			{ id: 1, name: 'Newsletter' },
			{ id: 2, name: 'Oferty SMS' },
			{ id: 3, name: 'Klub stałego klienta' },
		],
		accounts: [
			{ id: 1, name: 'Example Shop' },
			{ id: 2, name: 'Example Shop DE' },
		],
		pipelines: [
			{
				title: 'Sales',
				currency: 'pln',
				stages: [{ title: 'To Contact' }, { title: 'In Contact' }, { title: 'Follow Up' }],
			},
			// Its stages have the same names.
			{ title: 'Wholesale', currency: 'pln', stages: [{ title: 'To Contact' }] },
		],
		connections: [{ service: 'woocommerce', externalid: 'shop.example.com', name: 'Example Shop' }],
		fields: makeFields(),
		contacts: faker.helpers.shuffle(contacts),
	};
}

function contactOf(row: Row, newsletter: number | undefined): Contact {
	const fieldValues: Record<string, string> = {};
	if (faker.datatype.boolean(0.5))
		fieldValues[UNTOUCHED.loyaltyCard] = `KL-${faker.string.numeric(6)}`;
	if (faker.datatype.boolean(0.3))
		fieldValues[UNTOUCHED.salesNote] = faker.helpers.arrayElement([
			'Dzwonić po 16:00',
			'Prosi o fakturę',
			'Stały klient',
		]);
	if (faker.datatype.boolean(0.3)) fieldValues[UNTOUCHED.favouriteStore] = 'Łódź';
	if (faker.datatype.boolean(0.3)) fieldValues[UNTOUCHED.newsletterDay] = 'Środa';
	// Also values the export may overwrite, or leave alone where its cell is empty.
	if (faker.datatype.boolean(0.6)) fieldValues['7'] = faker.location.city();
	if (faker.datatype.boolean(0.4)) fieldValues['12'] = '1970-01-31';
	if (faker.datatype.boolean(0.4)) fieldValues['31'] = 'Brązowy';
	if (faker.datatype.boolean(0.4)) fieldValues['117'] = '||Moda||Podróże||';
	const lists: Record<string, number> = newsletter === undefined ? {} : { '1': newsletter };
	if (faker.datatype.boolean(0.2))
		lists['2'] = faker.helpers.arrayElement([SUBSCRIBED, UNSUBSCRIBED]);
	return {
		email: faker.datatype.boolean(0.2) ? otherCapitals(row.email) : row.email,
		firstName: row.first_name,
		lastName: faker.datatype.boolean(0.9) ? row.last_name : faker.person.lastName(),
		phone: faker.datatype.boolean(0.5) ? makePhone() : '',
		fieldValues,
		lists,
	};
}

function strangerOf(index: number): Contact {
	const contact = contactOf(makeCustomer(), index % 2 ? SUBSCRIBED : UNSUBSCRIBED);
	return { ...contact, email: `kontakt.spoza.sklepu.${index + 1}@example.net` };
}
