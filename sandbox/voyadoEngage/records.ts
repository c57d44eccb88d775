export type Fields = Record<string, unknown>;

/** The fields a contact may be known by. */
export type KeyField = 'email' | 'mobilePhone' | 'externalId' | 'socialSecurityNumber';

/** What a kind of contact must have. */
export interface ContactType {
	/** That of the tenant unless given. */
	key?: KeyField;
	mandatory?: string[];
}

export interface Preferences {
	acceptsEmail: boolean;
	acceptsSms: boolean;
	acceptsPostal: boolean;
}

/** A consent of the tenant, as GET /consents shows it. */
export interface ConsentJson {
	id: string;
	name: string;
	/** Texts by culture. */
	metaData?: Record<string, { conditionText: string; displayText: string; linkText: string }>;
}

/** A consent as a contact has it. */
export interface ConsentGiven {
	id: string;
	value: boolean;
	date: string;
	source: string;
	comment: string;
}

/** A contact; times are milliseconds since 1970. */
export interface VoyadoContact {
	/** A GUID. */
	id: string;
	contactType: string;
	/** Everything the tenant knows of the person, by field. */
	fields: Fields;
	preferences: Preferences;
	consents: ConsentGiven[];
	source?: string;
	storeExternalId?: string;
	isApproved: boolean;
	createdAt: number;
	updatedAt: number;
}

export type ChangeType = 'Created' | 'Updated' | 'Deleted';

export interface Change {
	at: number;
	type: ChangeType;
	id: string;
}

/** A purchase, or a return, whose numbers are negative. */
export interface Transaction {
	id: string;
	transactionNumber: string;
	createdDate: string;
	storeName: string;
	numberOfItems: number;
	netPriceSum: number;
	localNetPriceSum: number;
	localCurrency: string;
	groupCurrency: string;
	storeType: string;
	lineItems: Fields[];
	externalId: string;
}

export type Channel = 'ECOM' | 'POS' | 'OTHER';

/** A promotion as it is set up once: the template of what contacts are given. */
export interface Promotion {
	id: string;
	externalId: string;
	name: string;
	heading: string;
	description: string;
	/** ISO date; null for none. */
	expiresOn: string | null;
	isActive: boolean;
	imageUrl: string;
	link: string;
	redemptionChannels: Array<{ type: Channel } & Fields>;
}

/** A promotion that a contact was given. */
export interface Assignment {
	id: string;
	promotionId: string;
	contactId: string;
	isActive: boolean;
	/** When it was redeemed, as ISO date. */
	redeemedOn: string | null;
}

/** A contact to start with: its fields, and what hangs on it. */
export interface ContactSeed extends Fields {
	/** A GUID; one is made unless given. */
	id?: string;
	contactType?: string;
	preferences?: Partial<Preferences>;
	consents?: ConsentGiven[];
	isApproved?: boolean;
	transactions?: Array<Partial<Transaction>>;
	promotions?: Array<Partial<Assignment> & { promotionId: string }>;
}

/** What a tenant holds; every part may be left out. */
export interface TenantJson {
	/** The key field of types that have none of their own; email unless given. */
	keyField?: KeyField;
	/** What customKey means; null when nothing is set up; memberNumber unless given. */
	customKey?: 'memberNumber' | 'externalId' | null;
	/** Member and Contact unless given. */
	contactTypes?: Record<string, ContactType>;
	/** The type of contacts whose type a bulk request does not name; Contact unless given. */
	defaultContactType?: string;
	/** Names of fields beyond those every tenant has. */
	attributes?: string[];
	consents?: ConsentJson[];
	promotions?: Array<Partial<Promotion> & { id: string }>;
	contacts?: ContactSeed[];
}
