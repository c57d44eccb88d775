import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Call } from '../../shared/call';
import type { Operation } from '../../shared/operation';
import { readWhole } from '../../shared/values';
import { promotionFilters, readAssignments, readWanted } from '../promotion/assignments';
import { contactId, contactLocator } from './locator';
import { multipleMatchesOption } from './lookUp';
import { simplifyContact } from './shape';
import { readTransactions } from './transactions';
import { readContact } from './write';

const PARTS = ['contact', 'promotions', 'transactions'] as const;
type Part = (typeof PARTS)[number];

/** The parts that are wanted, given as an array or text separated by commas. @throws Failure */
function readParts(call: Call): Set<Part> {
	const given = call.param<unknown>('include', ['contact']);
	const names = (Array.isArray(given) ? given : String(given ?? '').split(','))
		.filter((name) => !isEmpty(name))
		.map((name) => String(name).trim());
	const unknown = names.find((name) => !PARTS.some((part) => part === name));
	if (unknown === undefined && names.length > 0) return new Set(names as Part[]);
	throw invalid(
		'Include',
		unknown === undefined ? 'nothing is chosen' : `"${unknown}" is no part of a profile`,
		`Choose among: ${PARTS.join(', ')}.`,
	);
}

export const getProfile: Operation = {
	value: 'getProfile',
	name: 'Get Profile',
	action: 'Get profile of contact',
	description:
		'Show one contact together with purchases and promotions, as a page of the shop needs',
	fields: [
		contactLocator,
		{
			displayName: 'Include',
			name: 'include',
			type: 'multiOptions',
			options: [
				{ name: 'Contact', value: 'contact' },
				{ name: 'Promotions', value: 'promotions' },
				{ name: 'Transactions', value: 'transactions' },
			],
			default: ['contact', 'promotions', 'transactions'],
			description: 'The parts to fetch, one request each; fetch only what is needed',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				promotionFilters[0],
				multipleMatchesOption,
				{
					displayName: 'Max Transactions',
					name: 'maxTransactions',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 50,
					description: 'How many purchases and returns to fetch; 100 more cost a request',
				},
				promotionFilters[1],
			],
		},
	],
	repeatable: true,
	async run(call) {
		const parts = readParts(call);
		const wanted = readWanted(call, 'options');
		const most = readWhole('Max Transactions', call.given('options').maxTransactions ?? 50, 1);
		const id = await contactId(call);
		const { api } = call;
		const profile: IDataObject = { contactId: id };
		if (parts.has('contact')) profile.contact = simplifyContact(await readContact(api, id));
		if (parts.has('promotions')) profile.promotions = await readAssignments(api, id, wanted);
		if (parts.has('transactions')) profile.transactions = await readTransactions(api, id, most);
		return profile;
	},
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		contact: {
			contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
			contactType: 'Member',
			firstName: 'Anna',
			email: 'anna@example.com',
			preferences: { acceptsEmail: true, acceptsSms: false, acceptsPostal: false },
			consents: [],
		},
		promotions: [
			{
				id: '594d98e1-ef73-40e3-9799-add400eaab05',
				promotionId: '1a50b7aa-d697-4dc6-3ce7-ab2c00b3a920',
				name: '20% off t-shirts',
				redeemed: false,
			},
		],
		transactions: [
			{
				id: 'f0b5c1f2-6f0f-4f0b-9d62-7a3c0c7c0a11',
				transactionNumber: '10027',
				createdDate: '2024-02-28T12:16:48',
				netPriceSum: 398,
			},
		],
	},
};
