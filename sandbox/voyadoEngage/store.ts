import { createHash } from 'node:crypto';
import type {
	Assignment,
	Change,
	ChangeType,
	ConsentJson,
	ContactSeed,
	ContactType,
	Fields,
	KeyField,
	Promotion,
	TenantJson,
	Transaction,
	VoyadoContact,
} from './records';

/** Fields every tenant has. */
const FIELDS = [
	'firstName',
	'lastName',
	'email',
	'mobilePhone',
	'street',
	'careOf',
	'zipCode',
	'city',
	'countryCode',
	'birthDay',
	'gender',
	'socialSecurityNumber',
	'externalId',
	'memberNumber',
];
/** Fields contacts are looked up by. */
export const INDEXED = [
	'email',
	'mobilePhone',
	'socialSecurityNumber',
	'externalId',
	'memberNumber',
] as const;
export type Indexed = (typeof INDEXED)[number];

const TYPES: Record<string, ContactType> = { Member: { mandatory: ['firstName'] }, Contact: {} };

/** What no longer differs when two values of a field mean the same person; '' for no value. */
export function comparable(field: Indexed, value: unknown): string {
	if (typeof value !== 'string' && typeof value !== 'number') return '';
	const text = String(value).trim();
	if (field === 'email') return text.toLowerCase();
	return field === 'mobilePhone' || field === 'socialSecurityNumber'
		? text.replace(/[\s-]/g, '')
		: text;
}

/** Everything one tenant holds. */
export class VoyadoStore {
	keyField: KeyField = 'email';
	customKey: 'memberNumber' | 'externalId' | null = 'memberNumber';
	contactTypes = TYPES;
	defaultContactType = 'Contact';
	readonly knownFields = new Set(FIELDS);
	readonly consents = new Map<string, ConsentJson>();
	readonly contacts = new Map<string, VoyadoContact>();
	/** All that happened to contacts since the start; what the tenant was loaded with is older. */
	readonly changes: Change[] = [];
	/** Ids of contacts in the order they were exported to other systems. */
	readonly exports: string[] = [];
	/** By id of the contact. */
	readonly transactions = new Map<string, Transaction[]>();
	readonly promotions = new Map<string, Promotion>();
	readonly assignments = new Map<string, Assignment>();
	/** How many queued contacts are about to be created with a key. */
	readonly inCreation = new Map<string, number>();
	private readonly index = new Map<string, Set<VoyadoContact>>();
	private ids = 0;

	constructor(private readonly now: () => number) {}

	clear(): void {
		this.keyField = 'email';
		this.customKey = 'memberNumber';
		this.contactTypes = TYPES;
		this.defaultContactType = 'Contact';
		this.ids = 0;
		for (const held of [
			this.knownFields,
			this.consents,
			this.contacts,
			this.transactions,
			this.promotions,
			this.assignments,
			this.inCreation,
			this.index,
		])
			held.clear();
		for (const field of FIELDS) this.knownFields.add(field);
		this.changes.length = 0;
		this.exports.length = 0;
	}

	/** Adds the parts of a description to what the tenant holds. */
	load(json: TenantJson): void {
		this.keyField = json.keyField ?? this.keyField;
		if (json.customKey !== undefined) this.customKey = json.customKey;
		this.contactTypes = { ...this.contactTypes, ...json.contactTypes };
		this.defaultContactType = json.defaultContactType ?? this.defaultContactType;
		for (const name of json.attributes ?? []) this.knownFields.add(name);
		for (const consent of json.consents ?? []) this.consents.set(consent.id, consent);
		for (const promotion of json.promotions ?? []) this.addPromotion(promotion);
		for (const contact of json.contacts ?? []) this.seed(contact);
	}

	/** A GUID, the same in every run, so that runs can be compared. */
	newId(): string {
		this.ids += 1;
		const hash = createHash('md5').update(`voyado ${this.ids}`).digest('hex');
		return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
	}

	/** The contacts that have the value in this field. */
	having(field: Indexed, value: unknown): VoyadoContact[] {
		const text = comparable(field, value);
		return text === '' ? [] : [...(this.index.get(`${field} ${text}`) ?? [])];
	}

	/** The contact with this GUID, in any case. */
	contact(id: string): VoyadoContact | undefined {
		return this.contacts.get(id.toLowerCase());
	}

	/** Whether the tenant has this type of contact. */
	hasType(type: string): boolean {
		return Object.hasOwn(this.contactTypes, type);
	}

	/** The key field of a type. */
	keyOf(type: string): KeyField {
		return this.contactTypes[type]?.key ?? this.keyField;
	}

	/** Adds a contact without telling anybody. */
	addContact(
		contact: Partial<VoyadoContact> & Pick<VoyadoContact, 'contactType' | 'fields'>,
	): VoyadoContact {
		const now = this.now();
		const added: VoyadoContact = {
			consents: [],
			isApproved: true,
			createdAt: now,
			updatedAt: now,
			...contact,
			id: (contact.id ?? this.newId()).toLowerCase(),
			preferences: {
				acceptsEmail: false,
				acceptsSms: false,
				acceptsPostal: false,
				...contact.preferences,
			},
		};
		this.contacts.set(added.id, added);
		this.addToIndex(added);
		return added;
	}

	/** Replaces the fields of a contact. */
	setFields(contact: VoyadoContact, fields: Fields): void {
		this.removeFromIndex(contact);
		contact.fields = fields;
		this.addToIndex(contact);
	}

	/** Removes a contact and all that hangs on it. */
	removeContact(contact: VoyadoContact): void {
		this.removeFromIndex(contact);
		this.contacts.delete(contact.id);
		this.transactions.delete(contact.id);
		for (const { id, contactId } of this.assignments.values())
			if (contactId === contact.id) this.assignments.delete(id);
	}

	/** Notes that something happened to a contact. */
	note(type: ChangeType, id: string): void {
		this.changes.push({ at: this.now(), type, id });
	}

	/** Adds a purchase or return of a contact; what is left out is made up. */
	addTransaction(contactId: string, sent: Partial<Transaction>): Transaction {
		const id = sent.id ?? this.newId();
		const transaction: Transaction = {
			id,
			transactionNumber: id.slice(0, 8),
			createdDate: new Date(this.now()).toISOString(),
			storeName: 'Sandbox Store',
			numberOfItems: 1,
			netPriceSum: 100,
			localNetPriceSum: sent.netPriceSum ?? 100,
			localCurrency: 'SEK',
			groupCurrency: 'SEK',
			storeType: 'ECOM',
			lineItems: [],
			externalId: '',
			...sent,
		};
		const known = this.transactions.get(contactId) ?? [];
		this.transactions.set(contactId, [...known, transaction]);
		return transaction;
	}

	/** Sets up a promotion that contacts can be given. */
	addPromotion(sent: Partial<Promotion> & { id: string }): Promotion {
		const promotion: Promotion = {
			externalId: '',
			name: 'Promotion',
			heading: '',
			description: '',
			expiresOn: null,
			isActive: true,
			imageUrl: '',
			link: '',
			redemptionChannels: [{ type: 'ECOM', valueType: 'PERCENT', value: 10 }],
			...sent,
		};
		this.promotions.set(promotion.id, promotion);
		return promotion;
	}

	/** Gives a contact a promotion without telling anybody. */
	assign(contactId: string, sent: Partial<Assignment> & { promotionId: string }): Assignment {
		const assignment: Assignment = {
			id: this.newId(),
			isActive: true,
			redeemedOn: null,
			...sent,
			contactId,
		};
		this.assignments.set(assignment.id, assignment);
		return assignment;
	}

	private seed({ transactions = [], promotions = [], ...seed }: ContactSeed): void {
		const { id, contactType = 'Member', preferences, consents, isApproved, ...fields } = seed;
		const contact = this.addContact({
			...(id !== undefined && { id }),
			contactType,
			fields,
			preferences: { acceptsEmail: false, acceptsSms: false, acceptsPostal: false, ...preferences },
			...(consents && { consents }),
			...(isApproved !== undefined && { isApproved }),
		});
		for (const transaction of transactions) this.addTransaction(contact.id, transaction);
		for (const promotion of promotions) this.assign(contact.id, promotion);
	}

	private addToIndex(contact: VoyadoContact): void {
		for (const key of indexKeys(contact)) {
			const held = this.index.get(key);
			if (held) held.add(contact);
			else this.index.set(key, new Set([contact]));
		}
	}

	private removeFromIndex(contact: VoyadoContact): void {
		for (const key of indexKeys(contact)) {
			const held = this.index.get(key);
			held?.delete(contact);
			if (held?.size === 0) this.index.delete(key);
		}
	}
}

function indexKeys({ fields }: VoyadoContact): string[] {
	return INDEXED.map((field) => [field, comparable(field, fields[field])])
		.filter(([, text]) => text !== '')
		.map(([field, text]) => `${field} ${text}`);
}
