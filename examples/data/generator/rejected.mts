import { makeCustomer } from './customers.mjs';
import type { Row } from './row.mjs';

/** Twelve ways an address cannot be one. */
const IMPOSSIBLE_EMAILS = [
	'',
	'brak',
	'anna.nowak@@example.com',
	'piotr@zielinski@example.org',
	'maria kowalczyk@example.com',
	'tomasz.wojcik@',
	'@example.net',
	'pawel.kaminski@example.com.',
	'ewa.dabrowska@example..org',
	'agnieszka.mazur@example,com',
	'michal.krawczyk@.example.com',
	'joanna.zajac@exam ple.net',
];

/** Five values that do not fit the field they go to. */
const UNFIT_VALUES: Array<Partial<Row>> = [
	{ birth_date: '1985-02-30' },
	{ customer_tier: 'Platynowy' },
	{ total_spent: 'abc' },
	{ interests: 'Sport, Numizmatyka' },
	{ date_registered: 'wczoraj' },
];

/** Rows that cannot be synced. They repeat nobody, so nothing of them may show in the account. */
export function makeRejected(): Row[] {
	return [
		...IMPOSSIBLE_EMAILS.map((email) => ({ ...makeCustomer(), email })),
		...UNFIT_VALUES.map((unfit, index) => ({
			...makeCustomer(),
			email: `niepasujaca.wartosc.${index + 1}@example.org`,
			...unfit,
		})),
	];
}
