import type { Context } from './context';
import { bool, date, int, shapeOf, text, type Field, type Model, type Sent } from './model';
import type { Contact } from './records';

export const OWNER = 'Contacts';

/** What every way of writing a contact takes. */
const COMMON: Record<string, Field> = {
	Email: text(250),
	PhoneCountryCode: text(10),
	Phone: text(20),
	FirstName: text(50),
	LastName: text(50),
	LimitMailsPermanently: bool,
	LimitMailsTemporarilyUntil: date,
	PreferredStoreId: int,
	ContactCompanyId: int,
	LatestPermissionSource: text(),
};

const VERSION: Record<string, Field> = { Version: { kind: 'any' }, NewPassword: text() };

export const CREATE: Model = {
	fields: {
		RegistrationDateTime: date,
		RegistrationSource: text(50),
		RegistrationIp: text(16),
		RegistrationStoreId: int,
		...COMMON,
	},
	required: ['RegistrationSource'],
	owner: OWNER,
};

export const UPDATE: Model = {
	fields: { ...VERSION, ...COMMON },
	required: ['Version'],
	owner: OWNER,
};

export const PATCH: Model = {
	fields: { ...VERSION, ...COMMON, ProfileLastUpdated: date },
	owner: OWNER,
};

/** The static fields that a PUT replaces. */
export const REPLACED = Object.keys(COMMON);

/** The static fields that a batch PATCH takes. */
export const BATCH = [...Object.keys(COMMON), 'ProfileLastUpdated'];

const COLUMNS = [
	'Id',
	'Secret',
	...Object.keys(CREATE.fields).slice(0, 3),
	'LastModified',
	'Version',
	'RegistrationStoreId',
	...Object.keys(COMMON),
	'ProfileLastUpdated',
];

/** A contact as it is read. */
export function contactShape(ctx: Context, contact: Contact): Sent {
	return shapeOf(ctx, contact, COLUMNS, OWNER);
}

const BASE_INFO = ['Id', 'Secret', 'Email', 'Phone', 'FirstName', 'LastName'];

/** The six fields of a base info. */
export function baseInfo(ctx: Context, contact: Contact): Sent {
	return shapeOf(ctx, contact, BASE_INFO);
}

/** Changes a contact, which gives it a new Version. */
export function changeContact({ store, rules }: Context, contact: Contact, changes: Sent): Contact {
	const { NewPassword, Version, ...fields } = changes;
	void Version;
	if (typeof NewPassword === 'string') store.passwords.set(contact.Id, NewPassword);
	return Object.assign(contact, fields, {
		LastModified: store.date(),
		...(rules.on('loyaltiiVersionBumps') && { Version: store.nextVersion() }),
	});
}
