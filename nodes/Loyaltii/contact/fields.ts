import type { IDataObject } from 'n8n-workflow';

import { listed } from '../../shared/numberEntries';
import type { Entry } from '../../shared/entry';
import { invalid } from '../../shared/errors';
import type { Meaning } from '../../shared/platform';
import { dynamicFields } from '../endpoint/dynamicFields';
import { email, flag, moment, text, whole } from '../endpoint/entries';
import { COMPANIES, oneOf, STORES } from '../endpoint/locators';

export const CONTACT: IDataObject = {
	Id: 353034,
	Secret: 'mx7Kq',
	RegistrationDateTime: '2025-08-27T10:00:00+02:00',
	RegistrationSource: 'n8n',
	RegistrationIp: '1.1.1.1',
	RegistrationStoreId: null,
	LastModified: '2025-08-27T10:00:00+02:00',
	Version: 'AAAAAAAB9vE=',
	Email: 'a@example.com',
	PhoneCountryCode: '45',
	Phone: '12345678',
	FirstName: 'Anna',
	LastName: 'Berg',
	LimitMailsPermanently: false,
	LimitMailsTemporarilyUntil: null,
	PreferredStoreId: 42,
	ContactCompanyId: null,
	LatestPermissionSource: null,
};

export const BASE_INFO: IDataObject = {
	Id: 353034,
	Secret: 'mx7Kq',
	Email: 'a@example.com',
	Phone: '12345678',
	FirstName: 'Anna',
	LastName: 'Berg',
};

export const address = email('Email', 'Email', 'The e-mail address; unique in the account');
export const source = text(
	'RegistrationSource',
	'Registration Source',
	'Where the contact comes from',
	{
		placeholder: 'Web shop',
	},
);
export const dynamic = dynamicFields('Contacts');

/** What a contact may hold beside it. */
export const more = [
	oneOf(COMPANIES, 'ContactCompanyId', 'The company the contact belongs to', false),
	text('FirstName', 'First Name', 'The first name of the contact', { placeholder: 'Anna' }),
	text('LastName', 'Last Name', 'The last name of the contact', { placeholder: 'Berg' }),
	text(
		'LatestPermissionSource',
		'Latest Permission Source',
		'Where the latest consent comes from',
		{
			placeholder: 'Checkout',
		},
	),
	flag(
		'LimitMailsPermanently',
		'Limit Mails Permanently',
		'Whether the contact gets fewer e-mails from now on',
	),
	moment(
		'LimitMailsTemporarilyUntil',
		'Limit Mails Until',
		'Until when the contact gets fewer e-mails',
	),
	text('Phone', 'Phone', 'The phone number without its country code; unique in the account', {
		placeholder: '12345678',
	}),
	text(
		'PhoneCountryCode',
		'Phone Country Code',
		'The country code, not repeated in the phone number',
		{
			placeholder: '45',
		},
	),
	oneOf(STORES, 'PreferredStoreId', 'The store the contact prefers; it must exist', false),
	moment('RegistrationDateTime', 'Registered At', 'When the contact registered'),
	text('RegistrationIp', 'Registration IP', 'The address the contact registered from', {
		placeholder: '1.1.1.1',
	}),
	whole('RegistrationStoreId', 'Registration Store ID', 'The store the contact registered in', {
		placeholder: '42',
	}),
];

/** The only fields that an empty text empties; of all others nothing is known. */
const CLEARABLE: Record<string, string> = {
	email: 'Email',
	phone: 'Phone',
	phoneCountryCode: 'PhoneCountryCode',
};

export const clearFields: Entry = {
	field: {
		displayName: 'Clear Fields',
		name: 'clearFields',
		type: 'multiOptions',
		options: [
			{ name: 'Email', value: 'email' },
			{ name: 'Phone', value: 'phone' },
			{ name: 'Phone Country Code', value: 'phoneCountryCode' },
		],
		default: [],
		description:
			'Fields to empty; a value given for the same field wins. The platform can empty no others; use Replace for those.',
	},
	write: (given, _call, beside) =>
		Object.fromEntries(
			listed(given)
				.map((one) => String(one).trim())
				.filter((one) => beside[one] === undefined)
				.map((one) => {
					if (CLEARABLE[one] !== undefined) return [CLEARABLE[one], ''];
					throw invalid(
						'Clear Fields',
						`"${one}" is not a field that can be emptied`,
						`Use one of: ${Object.keys(CLEARABLE).join(', ')}.`,
					);
				}),
		),
};

export const TAKEN: Meaning = {
	message:
		'Another contact has this e-mail address or phone number, or there is no such preferred store (409)',
	remedy: 'Update the contact that has them, or correct address, phone number or preferred store.',
};
