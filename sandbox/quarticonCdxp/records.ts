import type { CrmJson } from './crmSeeds';

/** What the sandbox remembers. Times are milliseconds since 1970; ids are strings of digits. */
export interface ContactRecord {
	id: string;
	email: string;
	firstName: string;
	lastName: string;
	phone: string;
	cdate: number;
	udate: number;
}

export interface FieldRecord {
	id: string;
	title: string;
	type: string;
	perstag: string;
	descript: string;
	defval: string;
	/** These three are "1" or "0". */
	isrequired: string;
	show_in_list: string;
	visible: string;
	ordernum: string;
	cdate: number;
	udate: number;
}

export interface OptionRecord {
	id: string;
	field: string;
	value: string;
	label: string;
	orderid: string;
	isdefault: string;
	cdate: number;
}

/** Without one a field is in no form and on no contact of the panel. */
export interface FieldRelRecord {
	id: string;
	field: string;
	/** Id of a list; "0" for all. */
	relid: string;
	cdate: number;
}

export interface FieldValueRecord {
	id: string;
	contact: string;
	field: string;
	value: string;
	cdate: number;
	udate: number;
}

export interface ListRecord {
	id: string;
	name: string;
	stringid: string;
	sender_url: string;
	sender_reminder: string;
	channel: string;
	cdate: number;
}

export interface ConsentRecord {
	id: string;
	contact: string;
	list: string;
	status: number;
	sourceid: string;
	cdate: number;
	udate: number;
}

export interface TagRecord {
	id: string;
	tag: string;
	tagType: string;
	description: string;
	cdate: number;
}

export interface ContactTagRecord {
	id: string;
	contact: string;
	tag: string;
	cdate: number;
}

export interface AccountRecord {
	id: string;
	name: string;
	accountUrl: string;
	owner: string;
	cdate: number;
	udate: number;
}

export interface AccountContactRecord {
	id: string;
	contact: string;
	account: string;
	jobTitle: string;
	cdate: number;
	udate: number;
}

export interface WebhookRecord {
	id: string;
	name: string;
	url: string;
	events: string[];
	sources: string[];
	listid: string;
	cdate: number;
	/** Since when the hook is switched off; undefined while it is on. */
	deactivated?: number;
}

/** The account a sandbox starts with; every part is optional. */
export interface AccountJson extends CrmJson {
	lists?: Array<{ id?: number | string; name: string }>;
	fields?: Array<{
		id?: number | string;
		title: string;
		type?: string;
		perstag?: string;
		options?: string[];
	}>;
	tags?: Array<string | { id?: number | string; tag?: string; name?: string }>;
	accounts?: Array<{ id?: number | string; name: string; accountUrl?: string }>;
	contacts?: ContactSeed[];
	/** Addresses the importer leaves out. */
	exclusions?: string[];
}

/** A contact with everything that hangs on it. */
export interface ContactSeed {
	id?: number | string;
	email: string;
	firstName?: string;
	lastName?: string;
	phone?: string;
	/** Values by field id. */
	fieldValues?: Record<string, string>;
	/** Consent status by list id. */
	lists?: Record<string, number>;
	/** Tag names; missing tags are created. */
	tags?: string[];
	/** Id of the account the contact belongs to. */
	account?: number | string;
}
