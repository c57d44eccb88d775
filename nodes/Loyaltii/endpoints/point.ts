import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty, isOn } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { invalid } from '../../shared/errors';
import type { Resource } from '../../shared/operation';
import { done, few, many, one, value } from '../endpoint/answers';
import type { Endpoint } from '../endpoint/endpoint';
import { at } from '../endpoint/endpoint';
import {
	decimal,
	jsonList,
	moment,
	onlyFor,
	required,
	selector,
	text,
	whole,
	wholes,
} from '../endpoint/entries';
import { COMPANIES, contact, oneOf, STORES } from '../endpoint/locators';
import { operation } from '../endpoint/operation';
import { afterIdField, pointType } from '../endpoint/shared';

const POINT: IDataObject = {
	Id: 9001,
	ContactId: 353034,
	ContactCompanyId: null,
	Type: 'base',
	Amount: 25,
	Sum: 125,
	DateTime: '2025-08-27T10:00:00+02:00',
	Description: 'Order 1001',
	SourceId: '1001',
	SourceDescription: 'Web shop',
	StoreId: 42,
	AdministratorId: null,
	BookValue: 2.5,
	SubType: null,
	PointCalculationBase: 250,
	ConverterTransactionId: null,
	IsCanceller: false,
	CancellerPointId: null,
};
const SUM = {
	ContactId: 353034,
	Type: 'base',
	Sum: 125,
	LastModified: '2025-08-27T10:00:00+02:00',
};

const point = whole('id', 'Point ID', 'The point', {
	name: 'pointId',
	required: true,
	placeholder: '9001',
});
const type = pointType('Only points of this type');
const needsType = required(pointType('The type of points'));
const company = (key: string) => oneOf(COMPANIES, key, 'The company');
const store = (key: string) => oneOf(STORES, key, 'Only points of this store', false);

const from = moment('from', 'From', 'The first moment that counts');
const to = moment('to', 'To', 'The moment that ends the window; it does not count itself');
const window = [required(from), required(to)];

const getBy = selector('Get By', 'by', 'Which points to return', [
	{ name: 'ID', value: 'id' },
	{ name: 'Contact', value: 'contact' },
	{ name: 'Contact Company', value: 'company' },
	{ name: 'Period', value: 'period' },
	{ name: 'Source', value: 'source' },
]);
const windowOfContact = [
	moment('datetimeFrom', 'From', 'The first moment that counts', { name: 'from' }),
	moment('datetimeTo', 'To', 'The moment that ends the window', { name: 'to' }),
];

const specifyStores = selector('Specify Stores', 'storesInput', 'How the stores are given', [
	{ name: 'Using IDs', value: 'ids' },
	{ name: 'Using JSON', value: 'json' },
]);
/** That the list holds plain IDs is an assumption (docs/loyaltii.md); JSON sends what the vendor may want instead. */
const stores = [
	specifyStores,
	onlyFor(
		specifyStores,
		['ids'],
		required(
			wholes('stores', 'Store IDs', 'IDs of the stores, separated by commas', { name: 'storeIds' }),
		),
	),
	onlyFor(
		specifyStores,
		['json'],
		required(
			jsonList('stores', 'Stores (JSON)', 'The list as the platform wants it', {
				name: 'storesJson',
			}),
		),
	),
];
const listOfStores: Pick<Endpoint, 'body'> = { body: (content) => content.stores as unknown[] };

/** Values of the account's own fields of points; the vendor has them under `Dynamic_` and the name. */
const dynamic: Entry = {
	field: {
		displayName: 'Dynamic Fields',
		name: 'dynamicFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		description: "Values of the account's own fields of points",
		options: [
			{
				displayName: 'Field',
				name: 'values',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Campaign',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	write: (given) => {
		const { values = [] } = given as { values?: IDataObject[] };
		const named = values.map(({ name, value }) => {
			const text = String(name ?? '').trim();
			if (text === '') throw invalid('Dynamic Fields', 'a field has no name', 'Name the field.');
			return [text.startsWith('Dynamic_') ? text : `Dynamic_${text}`, value];
		});
		return Object.fromEntries(named.filter(([, value]) => !isEmpty(value))) as IDataObject;
	},
};

const skip: Entry = {
	field: {
		displayName: 'Skip if Source ID Exists',
		name: 'skipIfSourceExists',
		type: 'boolean',
		default: false,
		description:
			'Whether to look first for a point of this contact and type with the same source ID, and return that one instead. It costs one request per item; a request whose answer is lost can then be looked after.',
	},
};

/** The point with the same source, contact and type. @throws Failure */
async function samePoint(content: IDataObject, { api }: Call): Promise<IDataObject | undefined> {
	const { SourceId, Type, ContactId } = content;
	const { body } = await api.request<IDataObject[]>({
		method: 'GET',
		path: ['Points'],
		query: { sourceId: SourceId, type: Type },
		expects: Array.isArray,
	});
	return body.find(
		(row) =>
			Number(row.ContactId) === Number(ContactId) && String(row.SourceId) === String(SourceId),
	);
}

const isSkipping = (call: Call) => isOn(call.given('options').skipIfSourceExists);

export const pointResource: Resource = {
	value: 'point',
	name: 'Point',
	initial: 'create',
	operations: [
		operation({
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel point',
			description: 'Take a point back by one of the opposite amount; both stay on record',
			endpoint: at(94, 'POST Points/{id}/Cancel'),
			fields: [point],
			answer: done('Cancelled', { ...POINT, Id: 9002, Amount: -25, IsCanceller: true }),
			record: 'pointId',
			// A cancelled point names its canceller.
			findExisting:
				({ id }, { api }) =>
				async () => {
					const pointOf = async (which: unknown) =>
						(await api.request({ method: 'GET', path: ['Points', Number(which)], expects: 'Id' }))
							.body;
					const { CancellerPointId: canceller } = await pointOf(id);
					return typeof canceller === 'number' ? await pointOf(canceller) : undefined;
				},
			meanings: {
				404: { message: 'There is no such point', remedy: 'Correct the ID of the point.' },
			},
		}),
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create point',
			description: 'Give a contact points, or take some with a negative amount',
			endpoint: at(93, 'POST Points'),
			fields: [
				contact('ContactId', 'Who gets the points'),
				required(pointType('The type of points', 'Type')),
				required(decimal('Amount', 'Amount', 'How many points', { placeholder: '25' })),
			],
			more: [
				decimal('BookValue', 'Book Value', 'What the points are worth in the books'),
				oneOf(COMPANIES, 'ContactCompanyId', 'The company they count for', false),
				text('Description', 'Description', 'What the points are for', {
					placeholder: 'Order 1001',
				}),
				dynamic,
				decimal(
					'PointCalculationBase',
					'Point Calculation Base',
					'What the points were worked out from',
					{
						placeholder: '250',
					},
				),
				text('SourceDescription', 'Source Description', 'Where they come from, in words', {
					placeholder: 'Web shop',
				}),
				text('SourceId', 'Source ID', 'What they come from, such as the number of an order', {
					placeholder: '1001',
				}),
				store('StoreId'),
				text('SubType', 'Sub Type', 'A finer type of your own'),
			],
			options: [skip],
			answer: one(POINT),
			prepare: async (content, call) => {
				if (!isSkipping(call)) return undefined;
				if (content.SourceId === undefined) {
					throw invalid(
						'Source ID',
						'nothing is given',
						'Give the source ID to look for, or switch Skip if Source ID Exists off.',
					);
				}
				const there = await samePoint(content, call);
				return there === undefined ? undefined : [{ ...there, skipped: true }];
			},
			findExisting: (content, call) =>
				isSkipping(call) ? async () => await samePoint(content, call) : undefined,
			meanings: {
				400: {
					message: 'The point is invalid',
					remedy: 'Check that the type is one of the account, and the other values.',
				},
				404: { message: 'There is no such contact', remedy: 'Correct the ID of the contact.' },
			},
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get point',
			description: 'Show one point',
			endpoint: at(83, 'GET Points/{id}'),
			fields: [point],
			answer: one(POINT),
			seeks: 'point with this ID',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many points',
			description: 'List points by ID, contact, company, period or source',
			endpoint: {
				id: at(79, 'GET Points?lastId={lastId}&type={type}', { pages: 'lastId' }),
				contact: at(
					82,
					'GET Points?contactId={contactId}&type={type}&datetimeFrom={datetimeFrom}&datetimeTo={datetimeTo}',
				),
				company: at(
					92,
					'GET Points/ByContactCompany?contactCompanyId={contactCompanyId}&type={type}&from={from}&to={to}&storeId={storeId}',
				),
				period: at(81, 'GET Points?type={type}&from={from}&to={to}&storeId={storeId}'),
				source: at(80, 'GET Points?sourceId={sourceId}&type={type}'),
			},
			fields: [
				getBy,
				onlyFor(getBy, ['id'], afterIdField),
				onlyFor(getBy, ['contact'], contact('contactId', 'Whose points to list')),
				onlyFor(getBy, ['company'], company('contactCompanyId')),
				onlyFor(
					getBy,
					['source'],
					text('sourceId', 'Source ID', 'What the points come from', {
						required: true,
						placeholder: '1001',
					}),
				),
				onlyFor(getBy, ['period'], needsType),
				onlyFor(getBy, ['id', 'contact', 'company', 'source'], type),
				...window.map((entry) => onlyFor(getBy, ['period'], entry)),
				...[from, to].map((entry) => onlyFor(getBy, ['company'], entry)),
				...windowOfContact.map((entry) => onlyFor(getBy, ['contact'], entry)),
				onlyFor(getBy, ['period', 'company'], store('storeId')),
			],
			answer: many(POINT),
		}),
		operation({
			value: 'getCompanyTotal',
			name: 'Get Total for Company',
			action: 'Get point total for company',
			description: 'Show the sum of a company in a period; null where it has no points',
			endpoint: at(
				91,
				'GET Points/TotalForContactCompany?contactCompanyId={contactCompanyId}&type={type}&from={from}&to={to}',
			),
			fields: [company('contactCompanyId'), needsType, ...window],
			answer: value('Total', 1250),
		}),
		operation({
			value: 'getContactTotal',
			name: 'Get Total for Contact',
			action: 'Get point total for contact',
			description: 'Show the sum of a contact for a type, and where given a sub type',
			endpoint: at(
				89,
				'GET Points/TotalForContact?contactId={contactId}&type={type}&subType={subType}',
			),
			fields: [contact('contactId', 'Whose points to add up'), needsType],
			more: [text('subType', 'Sub Type', 'Only points of this sub type')],
			answer: value('Total', 125),
		}),
		operation({
			value: 'getSums',
			name: 'Get Sums',
			action: 'Get point sums of contact',
			description: 'Show the balance of a contact, one sum per type of points',
			endpoint: at(86, 'GET Points/Sums?contactId={contactId}&type={type}'),
			fields: [contact('contactId', 'Whose balance to show')],
			more: [type],
			answer: few(SUM),
		}),
		operation({
			value: 'getSumsByCompany',
			name: 'Get Sums by Company',
			action: 'Get point sums by company',
			description: 'List the sum of each company in a period',
			endpoint: at(
				90,
				'GET Points/SumsByContactCompanies?type={type}&from={from}&to={to}&storeId={storeId}',
			),
			fields: [needsType, ...window],
			more: [store('storeId')],
			answer: many({ ContactCompanyId: 7, Type: 'base', Sum: 1250 }),
		}),
		operation({
			value: 'getSumsByContact',
			name: 'Get Sums by Contact',
			action: 'Get point sums by contact',
			description: 'List the balance of each contact; they come at once, whatever the limit',
			endpoint: at(87, 'GET Points/SumsByContact?type={type}&storeId={storeId}'),
			fields: [needsType],
			more: [store('storeId')],
			answer: many(SUM),
		}),
		operation({
			value: 'getSumsByStore',
			name: 'Get Sums by Store',
			action: 'Get point sums by store',
			description: 'List the sum of each store, in a period if you like',
			endpoint: at(88, 'GET Points/SumsByStore?type={type}&from={from}&to={to}'),
			fields: [needsType],
			more: [from, to],
			answer: many({ StoreId: 42, Type: 'base', Sum: 1250 }),
		}),
		operation({
			value: 'getTotals',
			name: 'Get Totals',
			action: 'Get point totals',
			description: 'List the totals of the account',
			endpoint: at(85, 'GET Points/Totals?type={type}'),
			more: [type],
			answer: few({ Type: 'base', Total: 125000 }),
		}),
		operation({
			value: 'getTypes',
			name: 'Get Types',
			action: 'Get point types',
			description: 'List the types of points the account has',
			endpoint: at(84, 'GET Points/Types'),
			answer: few({ Type: 'base' }, 'Type'),
		}),
		operation({
			value: 'searchByStore',
			name: 'Search by Store',
			action: 'Search points by store',
			description: 'List the points of several stores in a period',
			endpoint: at(95, 'SEARCH Points/ForStores?type={type}&from={from}&to={to}', listOfStores),
			fields: [needsType, ...window, ...stores],
			answer: many(POINT),
		}),
		operation({
			value: 'searchStoreSums',
			name: 'Search Store Sums by Company',
			action: 'Search point sums of stores by company',
			description: 'List the sum of each company over several stores in a period',
			endpoint: at(
				96,
				'SEARCH Points/SumsForStoresByContactCompanies?type={type}&from={from}&to={to}',
				listOfStores,
			),
			fields: [needsType, ...window, ...stores],
			answer: many({ ContactCompanyId: 7, StoreId: 42, Type: 'base', Sum: 1250 }),
		}),
	],
};
