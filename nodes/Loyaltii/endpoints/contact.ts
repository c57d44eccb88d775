import type { Resource } from '../../shared/operation';
import { create } from '../contact/create';
import { BASE_INFO, CONTACT } from '../contact/fields';
import { replace } from '../contact/replace';
import { update } from '../contact/update';
import { updateMany } from '../contact/updateMany';
import { upsert } from '../contact/upsert';
import { done, few, ids, many, one, value } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { hidden, onlyFor, selector, text, whole } from '../endpoint/entries';
import { contact, contactByAnyKey } from '../endpoint/locators';
import { operation } from '../endpoint/operation';

const getBy = selector('Get By', 'by', 'Which contacts to return, and how much of each', [
	{ name: 'Field', value: 'field' },
	{ name: 'No Filter (Base Info)', value: 'baseInfo' },
	{ name: 'No Filter (IDs Only)', value: 'ids' },
	{ name: 'Registration', value: 'registration' },
]);

const noContact = {
	404: { message: 'There is no such contact', remedy: 'Correct the ID of the contact.' },
};

export const contactResource: Resource = {
	value: 'contact',
	name: 'Contact',
	initial: upsert.value,
	operations: [
		create,
		operation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete contact',
			description: 'Remove a contact for good',
			endpoint: at(38, 'DELETE Contacts/{id}'),
			fields: [contact('id', 'The contact to delete')],
			answer: done('Deleted'),
			record: 'contact',
			seeks: 'contact with this ID',
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get contact',
			description: 'Show one contact, with its dynamic fields and its version',
			by: 'contact',
			endpoint: {
				email: at(21, 'GET Contacts?email={email}'),
				id: at(25, 'GET Contacts/{id}'),
				phone: at(22, 'GET Contacts?phone={phone}'),
				code: at(23, 'GET Contacts?secret={secret}&ip={ip}'),
			},
			fields: [contactByAnyKey('The contact to show')],
			more: [
				{
					...text(
						'ip',
						'IP Address',
						'Who gave the secret, so that the platform notices guessing',
						{
							placeholder: '1.1.1.1',
						},
					),
					when: (call) => call.param<{ mode?: string }>('contact').mode === 'code',
				},
			],
			answer: one(CONTACT),
			seeks: 'contact with this e-mail address, ID, phone number or secret',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many contacts',
			description:
				'List contacts by a field or their registration, or base info of the whole account; the platform sends the whole list, whatever the limit',
			endpoint: {
				field: at(24, 'GET Contacts?field={field}&value={value}'),
				baseInfo: at(28, 'GET Contacts/GetContactsBaseInfo', { answer: many(BASE_INFO) }),
				ids: at(20, 'GET Contacts', { answer: ids() }),
				registration: at(
					29,
					'GET Contacts/Registration?timespan={timespan}&source={source}&ip={ip}',
				),
			},
			fields: [
				getBy,
				onlyFor(
					getBy,
					['field'],
					text('field', 'Field', 'The name of the field', {
						required: true,
						placeholder: 'ShoeSize',
					}),
				),
				onlyFor(
					getBy,
					['field'],
					text('value', 'Value', 'The value it must have', { required: true, placeholder: '42' }),
				),
				onlyFor(
					getBy,
					['registration'],
					whole(
						'timespan',
						'Within Minutes',
						'Only those who registered so many minutes ago at most',
						{
							name: 'withinMinutes',
							placeholder: '1440',
						},
					),
				),
				onlyFor(
					getBy,
					['registration'],
					text('source', 'Source', 'Where they come from', { placeholder: 'Web shop' }),
				),
				onlyFor(
					getBy,
					['registration'],
					text('ip', 'IP Address', 'The address they registered from', { placeholder: '1.1.1.1' }),
				),
			],
			answer: many(CONTACT),
		}),
		operation({
			value: 'getDynamicFields',
			name: 'Get Dynamic Fields',
			action: 'Get dynamic fields of contacts',
			description: "List the account's own fields of contacts",
			endpoint: at(27, 'GET Contacts/DynamicFields'),
			answer: few({ Name: 'ShoeSize', Type: 3, Label: 'Shoe size', Values: null }, 'Name'),
		}),
		operation({
			value: 'getPatchFields',
			name: 'Get Patchable Fields',
			action: 'Get patchable fields of contacts',
			description: 'List the fields that Update Many can change',
			endpoint: at(26, 'GET Contacts/PatchFields'),
			answer: few({ Name: 'FirstName' }, 'Name'),
		}),
		operation({
			value: 'getPersonDataFile',
			name: 'Get Person Data File',
			action: 'Get person data file of contact',
			description: 'Get the address of a file with everything the platform knows of a contact',
			endpoint: at(30, 'GET Contacts/{id}/PersonDataFile'),
			fields: [contact('id', 'Whose data to get')],
			answer: value('Url', 'https://example.com/person.zip'),
			seeks: 'contact with this ID',
		}),
		replace,
		operation({
			value: 'setPassword',
			name: 'Set Password',
			action: 'Set password of contact',
			description: 'Give a contact another password',
			endpoint: at(33, 'POST Contacts/{id}/SetPassword'),
			fields: [
				contact('id', 'Whose password to set'),
				hidden('NewPassword', 'New Password', 'What the contact is to log in with', {
					required: true,
				}),
			],
			answer: done('PasswordSet'),
			// The password is the same the second time.
			repeatable: true,
			record: 'contact',
			meanings: noContact,
		}),
		operation({
			value: 'unblockEmail',
			name: 'Unblock Email',
			action: 'Unblock email of contact',
			description: 'Let e-mails go to a contact again whose address has bounced',
			endpoint: at(34, 'POST Contacts/{id}/UnblockEmail'),
			fields: [contact('id', 'The contact to unblock')],
			answer: value('Unblocked', true),
			// Unblocking what is not blocked changes nothing.
			repeatable: true,
			record: 'contact',
			meanings: noContact,
		}),
		update,
		updateMany,
		upsert,
		operation({
			value: 'validatePassword',
			name: 'Validate Password',
			action: 'Validate password of contact',
			description: 'Check a password and show the contact it belongs to',
			endpoint: at(32, 'POST Contacts/{id}/Login'),
			fields: [
				contact('id', 'Whose password to check'),
				hidden('Password', 'Password', 'The password to check', { required: true }),
			],
			more: [
				text('Ip', 'IP Address', 'Who gave the password', { placeholder: '1.1.1.1' }),
				text('Source', 'Source', 'Where it was given', { placeholder: 'Web shop' }),
			],
			answer: one(CONTACT),
			meanings: {
				...noContact,
				422: {
					message: 'The password is wrong',
					remedy: 'Ask for the password again.',
					field: 'Password',
				},
			},
		}),
	],
};
