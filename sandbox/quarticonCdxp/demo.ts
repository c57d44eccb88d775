import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { AccountJson } from './records';

/** A small shop account to look at when no other is given. */
export const DEMO_ACCOUNT: AccountJson = {
	lists: [
		{ id: 1, name: 'Newsletter' },
		{ id: 2, name: 'Birthday offers' },
	],
	fields: [
		{ id: 1, title: 'Street', type: 'text', perstag: 'STREET' },
		{ id: 2, title: 'Zip Code', type: 'text', perstag: 'ZIP_CODE' },
		{ id: 3, title: 'City', type: 'text', perstag: 'CITY' },
		{ id: 4, title: 'Birthday', type: 'date', perstag: 'BIRTHDAY' },
		{ id: 5, title: 'Last Purchase', type: 'datetime', perstag: 'LAST_PURCHASE' },
		{
			id: 6,
			title: 'Interests',
			type: 'listbox',
			perstag: 'INTERESTS',
			options: ['Shoes', 'Bags', 'Jackets'],
		},
		{ id: 7, title: 'Sex', type: 'dropdown', perstag: 'SEX', options: ['Female', 'Male'] },
	],
	tags: ['VIP', 'New customer'],
	accounts: [
		{ id: 1, name: 'Shop PL' },
		{ id: 2, name: 'Shop DE' },
	],
	contacts: [
		{
			email: 'jan@testowy.example',
			firstName: 'Jan',
			lastName: 'Testowy',
			phone: '+48555555555',
			fieldValues: { 3: 'Kraków', 7: 'Male' },
			lists: { 1: 1 },
			tags: ['VIP'],
			account: 1,
		},
		{
			email: 'anna@example.com',
			firstName: 'Anna',
			lastName: 'Nowak',
			fieldValues: { 6: '||Shoes||Bags||' },
			lists: { 1: 2, 2: 0 },
			account: 1,
		},
	],
};

/** The account of the examples when they are there, so that page and examples show the same people. */
export function demoAccount(): AccountJson {
	const file = join(__dirname, '..', '..', 'examples', 'data', 'account.json');
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AccountJson) : DEMO_ACCOUNT;
}
