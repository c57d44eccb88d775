import type { RuleSet } from '../shared/rules';
import type { NoteRecord } from './crmRecords';
import type {
	AccountRecord,
	ConsentRecord,
	ContactRecord,
	ContactSeed,
	ContactTagRecord,
	FieldRecord,
	FieldValueRecord,
	ListRecord,
	TagRecord,
} from './records';
import { newField, relateField } from './fieldStore';
import type { RuleId } from './rules';
import { firstTables } from './tables';

/** Everything one CDXP account holds. Routes change it through the tables; tests through the helper methods. */
export class CdxpStore {
	tables: ReturnType<typeof firstTables>;
	/** Whether plan and user may use deals and accounts. */
	crm = true;
	/** Addresses the importer leaves out, lower case. */
	readonly exclusions = new Set<string>();
	private byEmail = new Map<string, string>();

	constructor(
		readonly rules: RuleSet<RuleId>,
		readonly now: () => number,
	) {
		this.tables = firstTables(now());
	}

	/** Forgets everything. */
	clear(): void {
		this.tables = firstTables(this.now());
		this.crm = true;
		this.byEmail = new Map();
		this.exclusions.clear();
	}

	/** Adds a list as the panel does: visible to the first group. */
	addList({ id, name }: { id?: number | string; name: string }): ListRecord {
		const list = this.tables.lists.add(
			{
				name,
				stringid: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
				sender_url: 'https://shop.example',
				sender_reminder: 'You signed up in our shop.',
				channel: 'email',
				cdate: this.now(),
			},
			id,
		);
		const [group] = this.tables.groups.all();
		if (group) this.tables.listGroups.add({ list: list.id, group: group.id });
		return list;
	}

	/** Adds a field as the panel does: with its options, for all lists. */
	addField(field: {
		id?: number | string;
		title: string;
		type?: string;
		perstag?: string;
		options?: string[];
	}): FieldRecord {
		const { options = [], id, ...own } = field;
		const row = newField(this, own, id);
		relateField(this, row.id, '0');
		for (const [index, value] of options.entries())
			this.tables.options.add({
				field: row.id,
				value,
				label: value,
				orderid: String(index),
				isdefault: '0',
				cdate: row.cdate,
			});
		return row;
	}

	addTag({ id, tag }: { id?: number | string; tag: string }): TagRecord {
		return this.tables.tags.add(
			{ tag, tagType: 'contact', description: '', cdate: this.now() },
			id,
		);
	}

	addAccount({
		id,
		name,
		accountUrl = '',
	}: {
		id?: number | string;
		name: string;
		accountUrl?: string;
	}): AccountRecord {
		return this.tables.accounts.add(
			{ name, accountUrl, owner: '1', cdate: this.now(), udate: this.now() },
			id,
		);
	}

	/** Adds a contact with its values, consents, tags and account, as if it had always been there: no events. */
	addContact(seed: ContactSeed): ContactRecord {
		const { firstName = '', lastName = '', phone = '' } = seed;
		const cdate = this.now();
		const row = this.tables.contacts.add(
			{ email: seed.email, firstName, lastName, phone, cdate, udate: cdate },
			seed.id,
		);
		this.noteEmail(row);
		for (const [field, value] of Object.entries(seed.fieldValues ?? {}))
			this.setFieldValue(row.id, field, value);
		for (const [list, status] of Object.entries(seed.lists ?? {}))
			this.setConsent(row.id, list, status);
		for (const name of seed.tags ?? [])
			this.tagContact(row.id, (this.tagByName(name) ?? this.addTag({ tag: name })).id);
		if (seed.account !== undefined) {
			this.tables.accountContacts.add({
				contact: row.id,
				account: String(seed.account),
				jobTitle: '',
				cdate,
				udate: cdate,
			});
		}
		return row;
	}

	/** Sets a custom field and returns the stored row. */
	setFieldValue(contact: string, field: string, value: string): FieldValueRecord {
		const udate = this.now();
		const known = this.tables.fieldValues.find(contact, field);
		if (known && this.rules.on('fieldValueUpsert')) return Object.assign(known, { value, udate });
		return this.tables.fieldValues.add({ contact, field, value, cdate: udate, udate });
	}

	/** Sets a consent and returns the stored row. */
	setConsent(contact: string, list: string, status: number, sourceid = '4'): ConsentRecord {
		const udate = this.now();
		const owner = this.tables.contacts.get(contact);
		if (owner && !this.rules.on('consentLeavesUdate')) owner.udate = udate;
		const known = this.tables.consents.find(contact, list);
		if (known && this.rules.on('consentRepeatKeepsId'))
			return Object.assign(known, { status, sourceid, udate });
		return this.tables.consents.add({ contact, list, status, sourceid, cdate: udate, udate });
	}

	tagContact(contact: string, tag: string): ContactTagRecord {
		return (
			this.tables.contactTags.find(contact, tag) ??
			this.tables.contactTags.add({ contact, tag, cdate: this.now() })
		);
	}

	/** Changes the e-mail and keeps the look-up by e-mail true. */
	changeEmail(contact: ContactRecord, email: string): void {
		this.byEmail.delete(contact.email.toLowerCase());
		contact.email = email;
		this.noteEmail(contact);
	}

	/** Removes a contact and everything that hangs on it. */
	deleteContact(contact: ContactRecord): void {
		this.byEmail.delete(contact.email.toLowerCase());
		for (const links of [
			this.tables.fieldValues,
			this.tables.consents,
			this.tables.contactTags,
			this.tables.accountContacts,
		]) {
			links.deleteOf(contact.id);
		}
		for (const { id, contact: second } of this.tables.dealContacts.all())
			if (second === contact.id) this.tables.dealContacts.delete(id);
		this.deleteNotesOf('Subscriber', contact.id);
		this.tables.contacts.delete(contact.id);
	}

	/** The notes of one thing, oldest first. */
	notesOf(reltype: string, relid: string): NoteRecord[] {
		return this.tables.notes
			.all()
			.filter((note) => note.reltype === reltype && note.relid === relid);
	}

	deleteNotesOf(reltype: string, relid: string): void {
		this.notesOf(reltype, relid).forEach(({ id }) => this.tables.notes.delete(id));
	}

	contacts(): ContactRecord[] {
		return this.tables.contacts.all();
	}

	contactByEmail(email: string): ContactRecord | undefined {
		const contact = this.tables.contacts.get(this.byEmail.get(email.trim().toLowerCase()));
		if (!contact || this.rules.on('emailMatchIgnoresCase')) return contact;
		return contact.email === email.trim() ? contact : undefined;
	}

	tagByName(name: string): TagRecord | undefined {
		return this.tables.tags.all().find(({ tag }) => tag === name);
	}

	/** Values by field id; a cleared field is an empty string. */
	fieldValuesOf(contactId: string | number): Record<string, string> {
		return Object.fromEntries(
			this.tables.fieldValues.of(String(contactId)).map(({ field, value }) => [field, value]),
		);
	}

	/** Consent status by list id: 0 unconfirmed, 1 subscribed, 2 unsubscribed, 3 bounced. */
	listStatusOf(contactId: string | number): Record<string, number> {
		return Object.fromEntries(
			this.tables.consents.of(String(contactId)).map(({ list, status }) => [list, status]),
		);
	}

	/** Tag names of a contact. */
	tagsOf(contactId: string | number): string[] {
		return this.tables.contactTags
			.of(String(contactId))
			.map(({ tag }) => this.tables.tags.get(tag)?.tag ?? '');
	}

	/** The account a contact belongs to. */
	accountOf(contactId: string | number): AccountRecord | undefined {
		return this.tables.accounts.get(this.tables.accountContacts.of(String(contactId))[0]?.account);
	}

	private noteEmail({ email, id }: ContactRecord): void {
		if (email) this.byEmail.set(email.trim().toLowerCase(), id);
	}
}
