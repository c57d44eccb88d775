/** What a measured process is told to do, and what it answers. */

/**
 * The package; n8n's built-in ActiveCampaign node; a minimal node: a parallel loop over n8n's HTTP helper; the same loop
 * without even parameters.
 */
export type Side = 'ours' | 'peer' | 'loop' | 'bare';

/** n8n's On Error setting of a node; left out, it is Stop Workflow. */
export type OnError = 'continueRegularOutput' | 'continueErrorOutput';

/** A sandbox account. */
export interface Access {
	url: string;
	token: string;
}

/** Stores `count` contacts in each of `executions` executions that run at once. */
export interface UpsertJob {
	task: 'upserts';
	side: Side;
	access: Access;
	count: number;
	/** The credential's Requests per Second; only ours has one. 0 unless given. */
	perSecond?: number;
	executions?: number;
	onError?: OnError;
	/** First part of the e-mail addresses; processes that share an account take different ones. */
	prefix?: string;
	/** Contacts stored before the measuring starts, so that every side's code is loaded and translated. */
	warmUp?: number;
}

/** Starts a run of `large` items and, once it is under way, one of a single item. */
export interface FairnessJob {
	task: 'fairness';
	access: Access;
	large: number;
	perSecond: number;
}

/** Asks a node for the custom fields it would offer in the editor. */
export interface LookupJob {
	task: 'lookup';
	side: Side;
	access: Access;
}

/** Loads a side's built files into a process that has n8n's libraries already, as an n8n that starts. */
export interface LoadJob {
	task: 'load';
	side: Side;
}

/** The package; a node that only emits the same output; a parallel loop over n8n's HTTP helper. */
export type FlowSide = 'ours' | 'output' | 'loop';

/** What flows are there; each is a node with what it is given and what it gives. */
export type FlowName = 'products' | 'contacts' | 'contactsWithFields' | 'import' | 'listAdditions';

/** Lets `count` items flow through a node in one execution, to see what memory it takes. */
export interface FlowJob {
	task: 'flow';
	flow: FlowName;
	side: FlowSide;
	access: Access;
	count: number;
	/** Items that our node took before in the same process, so that every side has the same code loaded; 0 for none. */
	warmUp: number;
	/** Whether garbage is collected again and again, so that what stays is what is in use. */
	collected: boolean;
}

export type Job = UpsertJob | FairnessJob | LookupJob | LoadJob | FlowJob;

/** How one execution ended. */
export interface ExecutionResult {
	status: string;
	ms: number;
	/** Items that came out well, and how many different contacts they name. */
	done: number;
	distinct: number;
	/** Items on the error path, and how many of them still hold their input. */
	rejected: number;
	rejectedWithInput: number;
	failure?: string;
}

export interface UpsertResult {
	/** All executions together. */
	ms: number;
	cpuMs: number;
	peakRssMb: number;
	executions: ExecutionResult[];
}

export interface FairnessResult {
	singleMs: number;
	singleStatus: string;
}

export interface LookupResult {
	offered: number;
	ms: number;
}

export interface LoadResult {
	ms: number;
	modules: number;
}

export interface FlowResult {
	status: string;
	ms: number;
	cpuMs: number;
	peakRssMb: number;
	/** Items that came out well, and how many different records they name. */
	done: number;
	distinct: number;
	/** Items on the error path. */
	rejected: number;
	/** The output as JSON. */
	outputMb: number;
	failure?: string;
}

export interface Results {
	upserts: UpsertResult;
	flow: FlowResult;
	fairness: FairnessResult;
	lookup: LookupResult;
	load: LoadResult;
}
