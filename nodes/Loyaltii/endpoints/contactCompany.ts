import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { Resource } from '../../shared/operation';
import { done, many, one } from '../endpoint/answers';
import { dynamicFields } from '../endpoint/dynamicFields';
import { at } from '../endpoint/endpoint';
import { email, onlyFor, selector, text, whole } from '../endpoint/entries';
import { COMPANIES, contact, oneByAnyKey, oneOf } from '../endpoint/locators';
import { changes, GET_MANY, operation } from '../endpoint/operation';

const COMPANY = {
	Id: 7,
	Name: 'Example A/S',
	Number: 'C-1001',
	PrimaryContactId: 353034,
	ContactCompanyId: null,
	EmailDomains: 'example.com',
	Logo: null,
	LastModified: '2025-08-27T10:00:00+02:00',
};

const name = text('Name', 'Name', 'What the company is called', { placeholder: 'Example A/S' });
const more = [
	text('EmailDomains', 'Email Domains', 'The domains of its e-mail addresses', {
		placeholder: 'example.com',
	}),
	text('Logo', 'Logo', 'The logo of the company'),
	text('Number', 'Number', 'Your own unique number of the company', {
		name: 'companyNumber',
		placeholder: 'C-1001',
	}),
	whole('ContactCompanyId', 'Parent Company ID', 'The company it belongs to', {
		name: 'parentCompanyId',
		placeholder: '3',
	}),
	whole('PrimaryContactId', 'Primary Contact ID', 'The contact to turn to', {
		placeholder: '353034',
	}),
];

const company = (key: string, description: string) => oneOf(COMPANIES, key, description);

const getBy = selector('Get By', 'by', 'Which companies to return', [
	{ name: 'No Filter', value: 'nothing' },
	{ name: 'Primary Contact Email', value: 'primaryContact' },
]);

const members = (word: string, value: string) => ({
	fields: [
		company('id', 'The company'),
		contact('ContactId', `The contact to ${value === 'addContact' ? 'add' : 'remove'}`),
	],
	answer: done(word),
	// Once a contact belongs to the company, or does not, doing it again changes nothing.
	repeatable: true,
	// A contact belongs to one company, so that its items keep their order as well.
	record: [COMPANIES.name, 'contact'],
});

/** After a lost answer: the number of a company is its own, so a company that has it is the one, if it says the same. */
async function sameCompany(
	content: IDataObject,
	{ api }: Call,
): Promise<IDataObject | Failure | undefined> {
	const { status, body } = await api.request({
		method: 'GET',
		path: COMPANIES.path,
		query: { contactCompanyNumber: content.Number },
		accept: [404],
		expects: 'Id',
	});
	if (status === 404) return undefined;
	if (body.Name === content.Name) return body;
	return new Failure({
		message: `Number: another company has the number "${String(content.Number)}"`,
		code: 'conflict',
		field: 'Number',
		remedy: 'Update that company, or correct the number.',
	});
}

export const contactCompanyResource: Resource = {
	value: 'contactCompany',
	name: 'Contact Company',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'addContact',
			name: 'Add Contact',
			action: 'Add contact to company',
			description: 'Make a contact belong to a company',
			endpoint: at(14, 'POST ContactCompanies/{id}/AddContact'),
			...members('Added', 'addContact'),
		}),
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create contact company',
			description: 'Add a company that contacts can belong to',
			endpoint: at(13, 'POST ContactCompanies'),
			fields: [
				{ ...name, field: { ...name.field, required: true } },
				dynamicFields('ContactCompanies'),
			],
			more,
			answer: done('Created', COMPANY),
			findExisting: (content, call) =>
				content.Number === undefined ? undefined : async () => await sameCompany(content, call),
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get contact company',
			description: 'Show one company',
			by: COMPANIES.name,
			endpoint: {
				id: at(11, 'GET ContactCompanies/{id}'),
				list: at(11, 'GET ContactCompanies/{id}'),
				number: at(10, 'GET ContactCompanies?contactCompanyNumber={contactCompanyNumber}'),
			},
			fields: [
				oneByAnyKey(COMPANIES, { id: 'id', number: 'contactCompanyNumber' }, 'The company to show'),
			],
			answer: one(COMPANY),
			seeks: 'company with this ID or number',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many contact companies',
			description: 'List companies; the platform sends the whole list, whatever the limit',
			endpoint: {
				nothing: at(8, 'GET ContactCompanies'),
				primaryContact: at(9, 'GET ContactCompanies?primaryContactEmail={primaryContactEmail}'),
			},
			fields: [
				getBy,
				onlyFor(
					getBy,
					['primaryContact'],
					email('primaryContactEmail', 'Primary Contact Email', 'The address of the contact', {
						required: true,
					}),
				),
			],
			answer: many(COMPANY),
		}),
		operation({
			value: 'getContacts',
			name: 'Get Contacts',
			action: 'Get contacts of company',
			description: 'List the contacts that belong to a company; none gives no item',
			endpoint: at(12, 'GET ContactCompanies/{id}/Contacts'),
			fields: [company('id', 'The company whose contacts to list')],
			answer: many({ Id: 353034, Email: 'a@example.com', FirstName: 'A', LastName: 'B' }),
			emptyIs404: true,
		}),
		operation({
			value: 'removeContact',
			name: 'Remove Contact',
			action: 'Remove contact from company',
			description: 'End that a contact belongs to a company; both stay',
			endpoint: at(15, 'POST ContactCompanies/{id}/RemoveContact'),
			...members('Removed', 'removeContact'),
		}),
		operation({
			value: 'update',
			name: 'Update',
			action: 'Update contact company',
			description: 'Change a company; fields left out keep their value',
			endpoint: at(16, 'PATCH ContactCompanies'),
			fields: [company('Id', 'The company to change'), dynamicFields('ContactCompanies')],
			more: [name, ...more],
			answer: done('Updated', COMPANY),
			record: COMPANIES.name,
			check: changes('Update Fields', 'Id'),
		}),
	],
};
