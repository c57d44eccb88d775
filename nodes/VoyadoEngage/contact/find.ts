import type { Operation } from '../../shared/operation';
import type { SearchBy } from './lookUp';
import { lookUp, multipleMatchesOption, notFound, oneOf, readSearch } from './lookUp';
import { contactTypeOption } from './register';
import { choose } from '../choose';

const FIELD = 'Search Value';

const SEARCHES = [
	{ name: 'Any of These', value: 'any' },
	{ name: 'Email', value: 'email' },
	{ name: 'Member Number or External ID', value: 'customKey' },
	{ name: 'Mobile Phone', value: 'mobilePhone' },
	{ name: 'Personal Number', value: 'socialSecurityNumber' },
];

export const find: Operation = {
	value: 'find',
	name: 'Find',
	action: 'Find contact',
	description: 'Look up the ID of a contact by an e-mail address, a number or a key',
	fields: [
		{
			displayName: 'Search By',
			name: 'searchBy',
			type: 'options',
			options: SEARCHES,
			default: 'email',
			description:
				'What the value is. Any of These stops at the first kind the value could be, even where that finds nobody: a key that looks like a phone number is not found.',
		},
		{
			displayName: FIELD,
			name: 'searchValue',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. name@email.com',
			description: 'A phone number in international form, such as +46735654321',
		},
		{
			displayName: 'When Not Found',
			name: 'whenNotFound',
			type: 'options',
			options: [
				{ name: 'Fail', value: 'error' },
				{ name: 'Give an Empty Result', value: 'empty' },
			],
			default: 'error',
			description:
				'What to do where there is no such contact: let the item fail, or give out contactId null and found false',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [contactTypeOption('Look among contacts of this type only'), multipleMatchesOption],
		},
	],
	repeatable: true,
	async run(call) {
		const by = choose<SearchBy>(call, 'Search By', 'searchBy', SEARCHES);
		const search = readSearch(by, call.param('searchValue', ''), FIELD);
		const { contactType } = call.given('options');
		const ids = await lookUp(call.api, {
			...search,
			...(contactType !== undefined && { contactType: String(contactType).trim() }),
		});
		const id = oneOf(ids, call, FIELD, search.value);
		if (id === undefined && call.text('whenNotFound') !== 'empty') {
			throw notFound(FIELD, search.value);
		}
		return { contactId: id ?? null, found: id !== undefined };
	},
	sample: { contactId: '2e40b702-2767-4abe-ae99-aa510108e22b', found: true },
};
