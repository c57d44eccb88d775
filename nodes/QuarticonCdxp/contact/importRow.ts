import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { checkEmail } from '../../shared/email';
import { invalid } from '../../shared/errors';
import { readTagNames } from '../tag/add';
import { readFieldValues } from './customFields';
import type { Consent } from './parts';
import { readConsents } from './parts';

/** A contact as the importer takes it (fact sheet, section 9). It drops what it does not know without a word. */
export interface ImportRow extends IDataObject {
	email: string;
	first_name?: string;
	last_name?: string;
	phone?: string;
	fields?: Array<{ id: number; value: string }>;
	tags?: string[];
	subscribe?: Array<{ listid: number }>;
	unsubscribe?: Array<{ listid: number }>;
}

/** The importer's names for the standard fields. */
const NAMES = {
	firstName: { key: 'first_name', label: 'First Name' },
	lastName: { key: 'last_name', label: 'Last Name' },
	phone: { key: 'phone', label: 'Phone' },
} as const;

function readNames(call: Call): Partial<ImportRow> {
	const given = call.given('additionalFields');
	const row: Partial<ImportRow> = {};
	for (const [name, { key, label }] of Object.entries(NAMES)) {
		const value = given[name];
		if (value === undefined) continue;
		if (typeof value === 'object')
			throw invalid(label, `${JSON.stringify(value)} is not a text`, 'Give a single text.');
		row[key] = String(value);
	}
	return row;
}

function listsWith(consents: Consent[], wanted: Consent['status']): Array<{ listid: number }> {
	return consents
		.filter(({ status }) => status === wanted)
		.map(({ list }) => ({ listid: Number(list.id) }));
}

/** An item as a row of the import; empty parts are left out. @throws Failure */
export async function readRow(call: Call): Promise<ImportRow> {
	const email = checkEmail(call.param('email'));
	const names = readNames(call);
	const fields = (await readFieldValues(call)).map(({ field, value }) => ({
		id: Number(field),
		value,
	}));
	const consents = await readConsents(call);
	if (consents.some(({ status }) => status === 'unconfirmed')) {
		throw invalid(
			'Status',
			'the bulk importer knows no "unconfirmed"',
			'Use subscribed or unsubscribed, or set this consent with Create or Update.',
		);
	}
	const lists = {
		tags: readTagNames(call.given('options').tags),
		fields,
		subscribe: listsWith(consents, 'subscribed'),
		unsubscribe: listsWith(consents, 'unsubscribed'),
	};
	return {
		email,
		...names,
		...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
	};
}
