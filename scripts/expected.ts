/**
 * What the account must hold after `examples/sync-customers.json`, worked out from the two data files alone.
 * It shares no code with the nodes, so that a mistake there cannot excuse itself here.
 *
 * The rules: a later row wins; an empty cell leaves the value untouched; a withdrawn consent beats all; phones as given;
 * a rejected row changes nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';

export { compare } from './expected-compare';

export interface Field {
	id: number;
	title: string;
	type: string;
	options?: string[];
}

export interface Contact {
	email: string;
	firstName: string;
	lastName: string;
	phone: string;
	fieldValues: Record<string, string>;
	/** Status by list id. */
	lists: Record<string, number>;
}

export interface Account {
	lists: Array<{ id: number; name: string }>;
	fields: Field[];
	contacts: Contact[];
}

export type Row = Record<string, string>;

export interface Reject {
	/** The line a spreadsheet shows; the header is row 1. */
	row: number;
	customerId: string;
	column: string;
	value: string;
}

export interface Expected {
	/** By address in lower case. */
	contacts: Map<string, Contact>;
	rejected: Reject[];
	/** Rows that were stored: as a new contact, on one that was there. */
	created: number;
	updated: number;
	/** Rows whose consent was not applied because the contact had unsubscribed. */
	keptUnsubscribed: number;
}

const NEWSLETTER = '1';
const UNSUBSCRIBED = 2;
const STATUS: Record<string, number> = { yes: 1, no: 0, withdrawn: UNSUBSCRIBED };
const FIELD_OF: Record<string, string> = {
	billing_city: '7',
	birth_date: '12',
	customer_tier: '31',
	total_spent: '104',
	orders_count: '109',
	interests: '117',
	date_registered: '121',
};
const EMAIL = /^[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@([a-z0-9-]+\.)+[a-z]{2,}$/;

export function readCustomers(path: string): Row[] {
	return parse(readFileSync(path), { columns: true }) as Row[];
}

export function readAccount(path: string): Account {
	return JSON.parse(readFileSync(path, 'utf8')) as Account;
}

export function dataFile(name: string): string {
	return join(__dirname, '..', 'examples', 'data', name);
}

/** Applies the export to the account, row by row. */
export function expectedAfter(rows: Row[], account: Account): Expected {
	const fields = new Map(account.fields.map((field) => [String(field.id), field]));
	const contacts = new Map(
		account.contacts.map((contact) => [keyOf(contact.email), structuredClone(contact)]),
	);
	const expected: Expected = {
		contacts,
		rejected: [],
		created: 0,
		updated: 0,
		keptUnsubscribed: 0,
	};
	rows.forEach((row, index) => {
		const column = rejectedColumn(row, fields);
		if (column !== undefined) {
			expected.rejected.push({
				row: index + 2,
				customerId: row.customer_id,
				column,
				value: row[column],
			});
			return;
		}
		const key = keyOf(row.email);
		const known = contacts.get(key);
		if (known) expected.updated++;
		else expected.created++;
		const contact = known ?? {
			email: row.email,
			firstName: '',
			lastName: '',
			phone: '',
			fieldValues: {},
			lists: {},
		};
		contacts.set(key, contact);
		store(row, contact, fields);
		if (contact.lists[NEWSLETTER] !== UNSUBSCRIBED)
			contact.lists[NEWSLETTER] = STATUS[row.marketing_consent];
		else if (row.marketing_consent !== 'withdrawn') expected.keptUnsubscribed++;
	});
	return expected;
}

/** The form in which two addresses are the same contact. */
function keyOf(email: string): string {
	return email.trim().toLowerCase();
}

/** The first column that makes a row impossible to store. */
function rejectedColumn(row: Row, fields: Map<string, Field>): string | undefined {
	if (!EMAIL.test(keyOf(row.email))) return 'email';
	return Object.keys(FIELD_OF).find(
		(column) => row[column] !== '' && !fits(row[column], fields.get(FIELD_OF[column])),
	);
}

function fits(value: string, field: Field | undefined): boolean {
	switch (field?.type) {
		case undefined:
			return false;
		case 'number':
			return /^-?\d+(\.\d+)?$/.test(value);
		case 'date':
			return isDay(value);
		case 'dropdown':
			return field.options?.includes(value) === true;
		case 'listbox':
			return choicesOf(value).every((choice) => field.options?.includes(choice));
		default:
			return true;
	}
}

/** A day of the calendar: a date that does not exist comes back as another one, or as none. */
function isDay(value: string): boolean {
	const date = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value;
}

function choicesOf(value: string): string[] {
	return value.split(',').map((choice) => choice.trim());
}

function store(row: Row, contact: Contact, fields: Map<string, Field>): void {
	if (row.first_name !== '') contact.firstName = row.first_name;
	if (row.last_name !== '') contact.lastName = row.last_name;
	if (row.billing_phone !== '') contact.phone = row.billing_phone;
	for (const [column, id] of Object.entries(FIELD_OF)) {
		if (row[column] === '') continue;
		const several = fields.get(id)?.type === 'listbox';
		contact.fieldValues[id] = several ? `||${choicesOf(row[column]).join('||')}||` : row[column];
	}
}
