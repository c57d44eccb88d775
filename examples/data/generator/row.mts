/** The columns of the export, in the order of the file. */
export const COLUMNS = [
	'customer_id',
	'email',
	'first_name',
	'last_name',
	'billing_phone',
	'billing_city',
	'date_registered',
	'birth_date',
	'customer_tier',
	'total_spent',
	'orders_count',
	'interests',
	'marketing_consent',
] as const;

/** One line of the export: text in every column, as a CSV file has it. */
export type Row = Record<(typeof COLUMNS)[number], string>;

export const TIERS = ['Brązowy', 'Srebrny', 'Złoty'];
export const INTERESTS = [
	'Sport',
	'Książki',
	'Dom i ogród',
	'Elektronika',
	'Moda',
	'Żywność ekologiczna',
	'Podróże',
];
