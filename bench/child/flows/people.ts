/** Custom fields of the account, each with a value in every contact. */
export const FIELDS = 10;

/** A contact of the account, as the sandbox is loaded with it. */
export const contactOf = (index: number) => ({
	email: `customer-${index}@example.com`,
	firstName: `Given ${index}`,
	lastName: `Family ${index}`,
	phone: `+4850${String(index).padStart(7, '0')}`,
	fieldValues: Object.fromEntries(
		Array.from({ length: FIELDS }, (_, field) => [field + 1, `value ${field} of ${index}`]),
	),
});

/** Every so many rows of an export, one has no usable address. */
const BAD_EVERY = 100;
const BAD_EMAILS = ['', 'nobody', 'a@b@example.com', 'jan@'];

/** A row of an export of contacts. */
export function exportedOf(index: number) {
	const { email, firstName, lastName, phone } = contactOf(index);
	const turn = (index + 1) / BAD_EVERY;
	const bad = Number.isInteger(turn) ? BAD_EMAILS[turn % BAD_EMAILS.length] : undefined;
	return { email: bad ?? email, firstName, lastName, phone };
}

/** How many of the rows of an export have no usable address. */
export const badAmong = (count: number): number => Math.floor(count / BAD_EVERY);
