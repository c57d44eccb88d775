/** What the sandbox remembers beside contacts: people, pipelines, deals, notes, custom fields of deals and accounts. */
export interface UserRecord {
	id: string;
	username: string;
	email: string;
	firstName: string;
	lastName: string;
}

export interface GroupRecord {
	id: string;
	title: string;
	descript: string;
	cdate: number;
}

export interface ListGroupRecord {
	id: string;
	list: string;
	group: string;
}

export interface PipelineRecord {
	id: string;
	title: string;
	currency: string;
	/** 0 off, 1 round robin, 2 by value. */
	autoassign: string;
	allusers: string;
	allgroups: string;
	cdate: number;
	udate: number;
}

/** A user or group of a pipeline. */
export interface PipelineLinkRecord {
	id: string;
	pipeline: string;
	to: string;
}

export interface StageRecord {
	id: string;
	/** Id of the pipeline. */
	group: string;
	/** title, color, order, width, dealOrder, cardRegion1 to 5; as texts. */
	texts: Record<string, string>;
	/** The stages a pipeline is born with have no date. */
	cdate?: number;
	udate?: number;
}

export interface DealRecord {
	id: string;
	title: string;
	description: string;
	/** In cents. */
	value: number;
	currency: string;
	percent: string;
	/** 0 open, 1 won, 2 lost. */
	status: string;
	contact: string;
	account: string;
	/** Id of the pipeline. */
	group: string;
	stage: string;
	owner: string;
	cdate: number;
	mdate: number;
}

/** A second contact of a deal. */
export interface DealContactRecord {
	id: string;
	deal: string;
	contact: string;
	role: string | null;
	cdate: number;
}

export interface NoteRecord {
	id: string;
	note: string;
	reltype: string;
	relid: string;
	cdate: number;
	mdate: number;
}

/** A custom field of deals or accounts. */
export interface CustomFieldRecord {
	id: string;
	fieldLabel: string;
	fieldType: string;
	fieldOptions: unknown;
	fieldDefault: unknown;
	fieldDefaultCurrency: unknown;
	isFormVisible: number;
	isRequired: number;
	displayOrder: number;
	cdate: number;
	udate: number;
}

/** A value of such a field. */
export interface CustomValueRecord {
	id: string;
	/** Id of the deal or account. */
	owner: string;
	field: string;
	value: unknown;
	currency?: unknown;
	cdate: number;
	udate: number;
}
