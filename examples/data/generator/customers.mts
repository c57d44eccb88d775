import { fakerPL as faker } from '@faker-js/faker';

import { INTERESTS, type Row, TIERS } from './row.mjs';

const DOMAINS = ['example.com', 'example.org', 'example.net', 'poczta.example', 'firma.example'];

/** The ways people write the same kind of phone number. */
const PHONES: Array<(digits: string[]) => string> = [
	([a, b, c]) => `+48 ${a} ${b} ${c}`,
	([a, b, c]) => `+48${a}${b}${c}`,
	([a, b, c]) => `${a}-${b}-${c}`,
	([a, b, c]) => `0048${a}${b}${c}`,
	([a, b, c]) => `${a} ${b} ${c}`,
	([a, b, c]) => `(22) ${a} ${b.slice(0, 2)} ${c.slice(0, 2)}`,
];

/** Customers with an address of their own each. */
export function makeCustomers(count: number): Row[] {
	const used = new Set<string>();
	return Array.from({ length: count }, () => {
		const customer = makeCustomer();
		while (used.has(customer.email))
			customer.email = emailOf(customer.first_name, customer.last_name);
		used.add(customer.email);
		return customer;
	});
}

export function makeCustomer(): Row {
	const sex = faker.person.sexType();
	const first_name = faker.person.firstName(sex);
	const last_name = faker.person.lastName(sex);
	return {
		customer_id: '',
		email: emailOf(first_name, last_name),
		first_name,
		last_name,
		billing_phone: mostly(0.92, makePhone),
		billing_city: mostly(0.97, () => faker.location.city()),
		date_registered: dayBetween('2016-01-04', '2024-05-31'),
		birth_date: mostly(0.8, () => dayBetween('1944-01-01', '2005-12-31')),
		customer_tier: mostly(0.85, () =>
			faker.helpers.weightedArrayElement(
				TIERS.map((value, index) => ({ value, weight: 6 >> index })),
			),
		),
		total_spent: faker.number.float({ min: 0, max: 9000, fractionDigits: 2 }).toFixed(2),
		orders_count: String(faker.number.int({ min: 1, max: 40 })),
		interests: faker.helpers.arrayElements(INTERESTS, { min: 0, max: 3 }).join(', '),
		marketing_consent: faker.helpers.weightedArrayElement([
			{ value: 'yes', weight: 70 },
			{ value: 'no', weight: 22 },
			{ value: 'withdrawn', weight: 8 },
		]),
	};
}

export function makePhone(): string {
	const digits = [
		faker.helpers.arrayElement(['5', '6', '7']) + faker.string.numeric(2),
		faker.string.numeric(3),
		faker.string.numeric(3),
	];
	return faker.helpers.arrayElement(PHONES)(digits);
}

function mostly(probability: number, make: () => string): string {
	return faker.datatype.boolean(probability) ? make() : '';
}

function emailOf(first: string, last: string): string {
	const name = [ascii(first), ascii(last)].join(faker.helpers.arrayElement(['.', '.', '_', '']));
	return `${name}${faker.string.numeric(faker.number.int({ min: 0, max: 3 }))}@${faker.helpers.arrayElement(DOMAINS)}`;
}

/** Mailboxes have no diacritics: ł has no decomposition, the others lose their mark. */
function ascii(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ł', 'l')
		.normalize('NFD')
		.replace(/[^a-z]/g, '');
}

function dayBetween(from: string, to: string): string {
	return faker.date
		.between({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z` })
		.toISOString()
		.slice(0, 10);
}
