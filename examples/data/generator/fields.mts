import { INTERESTS, TIERS } from './row.mjs';

export interface Field {
	id: number;
	title: string;
	type: string;
	perstag: string;
	options?: string[];
}

/** The fields the workflow writes. Some lie beyond the first hundred, where a client that reads one page never looks. */
const USED: Record<number, Pick<Field, 'title' | 'type' | 'options'>> = {
	7: { title: 'City', type: 'text' },
	12: { title: 'Date of birth', type: 'date' },
	31: { title: 'Customer tier', type: 'dropdown', options: TIERS },
	104: { title: 'Total spent', type: 'number' },
	109: { title: 'Orders', type: 'number' },
	117: { title: 'Interests', type: 'listbox', options: INTERESTS },
	121: { title: 'Customer since', type: 'date' },
};

/** Fields the export says nothing about; what contacts hold there must stay. */
export const UNTOUCHED = { loyaltyCard: 3, salesNote: 45, favouriteStore: 88, newsletterDay: 102 };

const OTHER: Record<number, Pick<Field, 'title' | 'type' | 'options'>> = {
	[UNTOUCHED.loyaltyCard]: { title: 'Loyalty card', type: 'text' },
	[UNTOUCHED.salesNote]: { title: 'Sales note', type: 'textarea' },
	[UNTOUCHED.favouriteStore]: {
		title: 'Favourite store',
		type: 'dropdown',
		options: ['Kraków', 'Łódź', 'Warszawa'],
	},
	[UNTOUCHED.newsletterDay]: {
		title: 'Newsletter day',
		type: 'radio',
		options: ['Poniedziałek', 'Środa', 'Sobota'],
	},
};

const COUNT = 125;
const THEMES = ['Survey answer', 'Campaign', 'Event', 'Preference', 'Import note'];

/** A grown account has more fields than one page of the API shows. */
export function makeFields(): Field[] {
	return Array.from({ length: COUNT }, (_, index) => {
		const id = index + 1;
		const field = USED[id] ??
			OTHER[id] ?? { title: `${THEMES[id % THEMES.length]} ${id}`, type: 'text' };
		const perstag = field.title.toUpperCase().replace(/ /g, '');
		return { id, ...field, perstag };
	});
}
