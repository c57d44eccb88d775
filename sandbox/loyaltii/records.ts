import type { Row } from './rows';

/** A field of the account's own. */
export interface DynamicField {
	Name: string;
	/** 1 text, 2 boolean, 3 whole number, 4 date, 5 decimal. */
	Type: number;
	Label: string;
	/** The allowed values; null for any. */
	Values: unknown[] | null;
}

export interface Contact extends Row {
	Secret: string;
	Version: string;
	Email: string | null;
	Phone: string | null;
	LastModified: Date;
}

export interface OrderLine extends Row {
	OrderId: number;
	Quantity: number;
	Price: number;
	PriceTotal: number;
	LastModified: Date;
}

export interface Order extends Row {
	Type: string;
	ContactId: number | null;
	ExtOrderId: string | null;
	OrderLines: OrderLine[];
	LastModified: Date;
}

export interface Point extends Row {
	ContactId: number;
	ContactCompanyId: number | null;
	Type: string;
	Amount: number;
	Sum: number;
	DateTime: Date;
	StoreId: number | null;
	IsCanceller: boolean;
	CancellerPointId: number | null;
}

export interface ContactEvent extends Row {
	ContactId: number;
	Type: string;
	SubType: string;
	UniqueExtId: string | null;
	Created: Date;
}

export interface Segment extends Row {
	Name: string;
	FolderId: number;
	Type: number;
	contactIds: Set<number>;
}

export interface Action extends Row {
	Name: string;
	enabled: boolean;
	manual: boolean;
}

/** A table of the account's own. */
export interface DynamicTable extends Row {
	Name: string;
	/** Whether a converter feeds it, so that nobody else writes to it. */
	locked: boolean;
}

export interface TableRow extends Row {
	/** Id of the table. */
	table: number;
	Secret: string;
	ExternalId: string | null;
}

export interface Campaign extends Row {
	EmailCampaignId: number;
	blocks: number;
	/** When the sending starts; none while it is a draft. */
	starts?: Date;
	cancelled: boolean;
}

export interface Dispatch extends Row {
	EmailCampaignId: number;
	Type: number;
	Planned: Date;
	/** Who gets it. */
	receivers: number[];
	/** The status it ends with. */
	end: number;
}

export interface Receiver extends Row {
	EmailDispatchId: number;
	ContactId: number;
}

export interface BulkExport extends Row {
	Type: string;
	Name: string;
	doneAt: number;
	settings: Record<string, unknown>;
}

/** A file the sandbox gives out by address. */
export interface StoredFile {
	type: string;
	bytes: Buffer;
}

type Loose = Record<string, unknown>;

/** What an account holds: rows as the API writes them, dates as text; what is left out gets what a create gives it. */
export interface LoyaltiiJson {
	/** By owner: Contacts, Orders, OrderLines, ContactCompanies, Stores. */
	dynamicFields?: Record<string, Array<Partial<DynamicField> & { Name: string }>>;
	stores?: Loose[];
	companies?: Loose[];
	contacts?: Loose[];
	/** Addresses that bounced, by contact id. */
	bounced?: number[];
	orderTypes?: string[];
	/** Each with OrderLines. */
	orders?: Loose[];
	pointTypes?: string[];
	points?: Loose[];
	events?: Loose[];
	segments?: Array<Loose & { contactIds?: number[] }>;
	/** Usable unless `enabled` or `manual` is false. */
	actions?: Array<Loose & { enabled?: boolean; manual?: boolean }>;
	/** Tables with their rows; `locked` ones are fed by a converter. */
	tables?: Array<{
		Id?: number;
		Name: string;
		locked?: boolean;
		fields?: Array<Partial<DynamicField> & { Name: string }>;
		rows?: Loose[];
	}>;
	/** E-mail campaigns a dispatch can send. */
	emailCampaigns?: Loose[];
	mediaFolders?: Loose[];
	feedSyncs?: Loose[];
	/** Each with Secret and versions, a list of ids. */
	banners?: Array<Loose & { Secret: string; versions?: number[] }>;
	permissionSourceCategories?: Loose[];
	permissionSourceCategoryRelations?: Loose[];
	iframeTokens?: Array<Loose & { Id: string }>;
}
