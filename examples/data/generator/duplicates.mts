import { fakerPL as faker } from '@faker-js/faker';

import { makePhone } from './customers.mjs';
import type { Row } from './row.mjs';

/** How the consent of the first row and of the repeated row go together: each pair for so many customers. */
const CONSENTS: Array<[first: string, later: string, count: number]> = [
	['yes', 'withdrawn', 10],
	['withdrawn', 'yes', 8],
	['no', 'yes', 6],
	['yes', 'no', 6],
	['yes', 'yes', 10],
];

/** Adds later rows for customers who are in the export already, their address written with other capitals. */
export function withDuplicates(
	rows: Row[],
	customers: Row[],
	count: number,
): { rows: Row[]; repeated: Set<Row> } {
	const pairs = CONSENTS.flatMap(([first, later, times]) =>
		Array.from({ length: times }, () => ({ first, later })),
	);
	if (pairs.length !== count)
		throw new Error(`The consent pairs are for ${pairs.length} duplicates, not ${count}`);
	const repeated = faker.helpers.arrayElements(customers, count);
	const result = [...rows];
	repeated.forEach((original, index) => {
		original.marketing_consent = pairs[index].first;
		const later = repeat(original, pairs[index].later);
		result.splice(
			faker.number.int({ min: result.indexOf(original) + 1, max: result.length }),
			0,
			later,
		);
	});
	return { rows: result, repeated: new Set(repeated) };
}

function repeat(original: Row, marketing_consent: string): Row {
	return {
		...original,
		email: otherCapitals(original.email),
		// A later order: more spent, often a new phone, sometimes fields the customer left empty this time.
		billing_phone: faker.datatype.boolean(0.6) ? makePhone() : original.billing_phone,
		birth_date: faker.datatype.boolean(0.3) ? '' : original.birth_date,
		interests: faker.datatype.boolean(0.3) ? '' : original.interests,
		total_spent: (
			Number(original.total_spent) + faker.number.float({ min: 10, max: 500, fractionDigits: 2 })
		).toFixed(2),
		orders_count: String(Number(original.orders_count) + 1),
		marketing_consent,
	};
}

export function otherCapitals(email: string): string {
	const [local, domain] = email.split('@');
	const style = faker.helpers.arrayElement(['names', 'all', 'domain']);
	if (style === 'all') return email.toUpperCase();
	if (style === 'domain')
		return `${local[0].toUpperCase()}${local.slice(1)}@${domain[0].toUpperCase()}${domain.slice(1)}`;
	return `${local.replace(/(^|[._])[a-z]/g, (start) => start.toUpperCase())}@${domain}`;
}
