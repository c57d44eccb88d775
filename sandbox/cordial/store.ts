import type {
	CordialActivity,
	CordialAttribute,
	CordialContact,
	CordialJson,
	CordialList,
	CordialOrder,
	CordialSupplement,
	Dropped,
	Removal,
} from './records';
import type { RuleSet } from '../shared/rules';
import type { CordialRuleId } from './rules';
import { pathOf, setAt } from './values';

/** Every key the article shows; those of a real account are its own. */
const ARTICLE_KEYS = [
	'email',
	'customId',
	'customID',
	'custom_id',
	'channels.phone.address',
	'channels.email.address',
	'segment_id',
];

/** Everything an account holds, as far as it has been processed. */
export class CordialStore {
	/** The primary key first. */
	identifierKeys = ARTICLE_KEYS;
	/** By key. */
	readonly attributes = new Map<string, CordialAttribute>();
	/** By cID. */
	readonly contacts = new Map<string, CordialContact>();
	/** By name. */
	readonly lists = new Map<string, CordialList>();
	/** By key. */
	readonly supplements = new Map<string, CordialSupplement>();
	/** By orderID. */
	readonly orders = new Map<string, CordialOrder>();
	readonly activities: CordialActivity[] = [];
	readonly dropped: Dropped[] = [];
	readonly removals: Removal[] = [];
	private readonly byIdentifier = new Map<string, CordialContact>();
	private lastContact = 0;

	constructor(private readonly rules: RuleSet<CordialRuleId>) {}

	clear(): void {
		this.identifierKeys = ARTICLE_KEYS;
		this.lastContact = 0;
		for (const held of [this.activities, this.dropped, this.removals]) held.length = 0;
		for (const held of [
			this.attributes,
			this.contacts,
			this.lists,
			this.supplements,
			this.orders,
			this.byIdentifier,
		])
			held.clear();
	}

	/** Adds the parts of an account description to what is held. */
	load({ identifierKeys, attributes, lists, supplements, contacts }: CordialJson): void {
		this.identifierKeys = identifierKeys ?? this.identifierKeys;
		for (const { key, name = key, type = 'string', index = false } of attributes ?? [])
			this.attributes.set(key, { key, name, type, index });
		for (const list of lists ?? []) this.addList(typeof list === 'string' ? { name: list } : list);
		for (const { key, name = key } of supplements ?? [])
			this.supplements.set(key, { key, name, records: new Map() });
		for (const contact of contacts ?? []) {
			const { cID, attributes: held } = this.addContact(contact.identifiers, contact.cart);
			for (const [key, value] of Object.entries(contact.attributes ?? {}))
				setAt(held, pathOf(key) ?? [key], value);
			for (const name of contact.lists ?? [])
				(this.lists.get(name) ?? this.addList({ name })).members.add(cID);
		}
	}

	/** Whether the account has this identifier. */
	isIdentifier(key: string): boolean {
		const name = this.nameOf(key);
		return this.identifierKeys.some((known) => this.nameOf(known) === name);
	}

	/** The contact with this identifier. */
	find(key: string, value: string): CordialContact | undefined {
		return this.byIdentifier.get(`${this.nameOf(key)} ${value}`);
	}

	addContact(identifiers: Record<string, string>, cart: CordialContact['cart'] = []) {
		this.lastContact += 1;
		const cID = `65f0${this.lastContact.toString(16).padStart(20, '0')}`;
		const contact: CordialContact = { cID, identifiers: {}, attributes: {}, cart: [...cart] };
		this.contacts.set(cID, contact);
		for (const [key, value] of Object.entries(identifiers)) this.identify(contact, key, value);
		return contact;
	}

	/** Gives the contact an identifier, in place of the one it had and of the contact that had it. */
	identify(contact: CordialContact, key: string, value: string): void {
		const before = contact.identifiers[key];
		if (before !== undefined) this.byIdentifier.delete(`${this.nameOf(key)} ${before}`);
		const owner = this.find(key, value);
		if (owner) delete owner.identifiers[key];
		contact.identifiers[key] = value;
		this.byIdentifier.set(`${this.nameOf(key)} ${value}`, contact);
	}

	removeContact({ cID, identifiers }: CordialContact): void {
		this.contacts.delete(cID);
		for (const [key, value] of Object.entries(identifiers))
			this.byIdentifier.delete(`${this.nameOf(key)} ${value}`);
	}

	addList({ name, enhanced = false, keys = {} }: Partial<CordialList> & { name: string }) {
		const { id, members } = this.lists.get(name) ?? {
			id: this.lists.size + 1,
			members: new Set<string>(),
		};
		const list: CordialList = { id, name, enhanced, keys, members };
		this.lists.set(name, list);
		return list;
	}

	/** The names of the lists the contact is on. */
	listsOf({ cID }: CordialContact): string[] {
		return [...this.lists.values()]
			.filter(({ members }) => members.has(cID))
			.map(({ name }) => name);
	}

	/** The contacts of a list; none where there is no such list. */
	members(name: string): CordialContact[] {
		return [...(this.lists.get(name)?.members ?? [])].flatMap(
			(cID) => this.contacts.get(cID) ?? [],
		);
	}

	/** What keys are compared by. */
	private nameOf(key: string): string {
		return this.rules.on('cordialKeyCase') ? key : key.replaceAll('_', '').toLowerCase();
	}
}
