import type { Resource } from '../../shared/operation';
import { done, many, one } from '../endpoint/answers';
import { dynamicFields } from '../endpoint/dynamicFields';
import { at } from '../endpoint/endpoint';
import { email, flag, required, text } from '../endpoint/entries';
import { oneByAnyKey, oneOf, STORES } from '../endpoint/locators';
import { changes, GET_MANY, operation } from '../endpoint/operation';

const STORE = {
	Id: 42,
	Number: '42',
	Name: 'Aarhus',
	Phone: '12345678',
	Address: 'Main Street 1',
	ZipCode: '8000',
	City: 'Aarhus',
	Email: 'aarhus@example.com',
	JsonString: null,
	LastModified: '2025-08-27T10:00:00+02:00',
};

const name = text('Name', 'Name', 'What the store is called', { placeholder: 'Aarhus' });
const number = text('Number', 'Number', 'Your own number of the store', {
	name: 'storeNumber',
	placeholder: '42',
});
const more = [
	text('Address', 'Address', 'Street and house number', { placeholder: 'Main Street 1' }),
	text('City', 'City', 'The city of the store', { placeholder: 'Aarhus' }),
	email('Email', 'Email', 'The e-mail address of the store'),
	text('JsonString', 'JSON String', 'Further data of your own, as text'),
	text('Phone', 'Phone', 'The phone number of the store', { placeholder: '12345678' }),
	text('ZipCode', 'Zip Code', 'The postal code', { placeholder: '8000' }),
];

export const storeResource: Resource = {
	value: 'store',
	name: 'Store',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create store',
			description: 'Add a store',
			endpoint: at(107, 'POST Stores'),
			fields: [required(name), dynamicFields('Stores')],
			more: [...more, number],
			answer: done('Created', STORE),
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get store',
			description: 'Show one store',
			by: STORES.name,
			endpoint: {
				id: at(106, 'GET Stores/{id}'),
				list: at(106, 'GET Stores/{id}'),
				number: at(104, 'GET Stores?number={number}'),
			},
			fields: [oneByAnyKey(STORES, { id: 'id', number: 'number' }, 'The store to show')],
			answer: one(STORE),
			seeks: 'store with this ID or number',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many stores',
			description: 'List the stores of the account',
			endpoint: at(105, 'GET Stores?withoutJsonString={withoutJsonString}'),
			more: [
				flag(
					'withoutJsonString',
					'Without JSON String',
					'Whether to leave the bulky JsonString out',
				),
			],
			answer: many(STORE),
		}),
		operation({
			value: 'update',
			name: 'Update',
			action: 'Update store',
			description: 'Change a store; fields left out keep their value',
			endpoint: at(108, 'PATCH Stores'),
			fields: [oneOf(STORES, 'Id', 'The store to change'), dynamicFields('Stores')],
			more: [...more, name, number],
			answer: done('Updated', STORE),
			record: STORES.name,
			check: changes('Update Fields', 'Id'),
		}),
	],
};
