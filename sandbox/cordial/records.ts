/** Last part of the path. */
export type EndpointName =
	| 'upsertContact'
	| 'createContactactivities'
	| 'addContactsToList'
	| 'removeContactsFromList'
	| 'upsertOrder'
	| 'upsertSupplementRecords'
	| 'addProductsToCart'
	| 'removeProductsFromCart';

/** A JSON object nobody has looked into yet. */
export type Fields = Record<string, unknown>;

export interface CordialContact {
	/** The vendor's own id, 24 hexadecimal digits. */
	cID: string;
	/** Primary and secondary keys, spelt as they were sent. */
	identifiers: Record<string, string>;
	/** By path: `location.postal_code` stands in `location`. */
	attributes: Fields;
	cart: CartItem[];
}

export interface CartItem extends Fields {
	productID: string;
	qty: number;
}

export interface CordialAttribute {
	key: string;
	name: string;
	type: 'string' | 'number' | 'date' | 'geo' | 'array';
	index: boolean;
}

export interface CordialList {
	id: number;
	name: string;
	enhanced: boolean;
	/** What else names the list, such as the id an integration gave it. */
	keys: Record<string, string>;
	/** cIDs. */
	members: Set<string>;
}

/** An order as it was sent, without source and contact. */
export interface CordialOrder extends Fields {
	orderID: string;
	cID: string;
}

export interface CordialActivity extends Fields {
	cID: string;
	name: string;
	time: string;
	properties: Fields;
}

export interface CordialSupplement {
	key: string;
	name: string;
	/** By id. */
	records: Map<string, SupplementRecord>;
}

export interface SupplementRecord {
	id: string;
	cID: string;
	fields: Fields;
}

/** What was accepted and came to nothing; the API never tells. */
export interface Dropped {
	/** Milliseconds since 1970. */
	at: number;
	endpoint: EndpointName;
	reason: string;
	/** The part of the body that came to nothing. */
	what: unknown;
}

/** How a request named the list to remove from. */
export interface Removal {
	form: 'identifyListBy' | 'listIdentifier';
	/** What the list was looked for by, as sent: key and value. */
	by: Record<string, string>;
	/** The list that was found. */
	list?: string;
	/** Contacts that left it. */
	removed: number;
}

/** What an account holds. */
export interface CordialJson {
	/** Keys of identifiers, the primary one first; those of the article unless given. */
	identifierKeys?: string[];
	attributes?: Array<Partial<CordialAttribute> & { key: string }>;
	lists?: Array<string | { name: string; enhanced?: boolean; keys?: Record<string, string> }>;
	supplements?: Array<{ key: string; name?: string }>;
	contacts?: Array<{
		identifiers: Record<string, string>;
		/** Keys may be paths. */
		attributes?: Fields;
		/** Names; lists that are missing are made. */
		lists?: string[];
		cart?: CartItem[];
	}>;
}
