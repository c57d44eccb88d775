import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestMethods,
	IHttpRequestOptions,
} from 'n8n-workflow';

import type { Failure } from './errors';
import type { Allowance } from './pace';

/** One request to a platform, without address, token, pace or retry. */
export interface ApiRequest {
	method: IHttpRequestMethods | 'SEARCH';
	/** Path segments below the platform's base; each is encoded. */
	path: Array<string | number>;
	query?: IDataObject;
	body?: IDataObject | unknown[];
	/** Headers of this request alone; the credential adds its own. */
	headers?: Record<string, string>;
	/** Whether sending it twice leaves the platform as sending it once. Default: everything but POST. */
	repeatable?: boolean;
	/** The platform's budget of its own that the request uses beside the account's, by name. */
	budget?: string;
	/**
	 * For a request that is not repeatable: looks whether the record is there after an answer was lost. What it returns
	 * stands for the answer's body; undefined means that the request was not carried out and is sent again; a Failure
	 * says that another record is in the way.
	 */
	findExisting?: () => Promise<IDataObject | Failure | undefined>;
	/**
	 * Asked each time before the request is sent again or after a long wait, because things may have changed and a lost
	 * answer may have been a yes: what it returns stands for the answer's body; undefined: the request is still wanted.
	 * @throws Failure, with which the request ends
	 */
	reconsider?: () => Promise<IDataObject | undefined>;
	/** Error statuses that are an answer here, such as 404 where "not there" is a result. */
	accept?: number[];
	/**
	 * A key that every 2xx answer has, or several of which it has one, or what else tells a whole answer from a broken one
	 * (platforms send empty bodies now and then, which read as `{}`). Texts and numbers need the last.
	 */
	expects?: string | string[] | ((body: unknown) => boolean);
	/** What error statuses mean for this request in particular, for the platform's `explain`. */
	meanings?: Record<number, Meaning>;
}

/** What an error status means for one request, in words for the user. */
export interface Meaning {
	/** One sentence, shown where the platform says nothing itself. */
	message: string;
	/** What the user can do about it. */
	remedy: string;
	/** The parameter the fault lies in. */
	field?: string;
}

/** What came back: any 2xx, or a status the request accepts. An empty body reads as `{}`. */
export interface Answer<Body = IDataObject> {
	status: number;
	/** Whether an earlier try of this request, whose answer was lost, may have been applied. */
	perhapsApplied: boolean;
	headers: IDataObject;
	body: Body;
}

/** Where and how fast to send, read from the credential. */
export interface Connection {
	/** Address that every path is appended to, without a trailing slash. */
	baseUrl: string;
	/** Identifies the account whose limit is shared; holds no secret. */
	account: string;
	/** Requests per second; 0 for none of our own. */
	perSecond: number;
	/** Requests per second of budgets that certain requests have beside it, by name. */
	budgets?: Record<string, number>;
	/** What else of the credential requests are made of, by name; no secrets. */
	settings?: Record<string, string>;
}

/** What an error answer means, in words for the user. */
export interface Explanation {
	message: string;
	/** The platform's own words, where it gave any. */
	said?: string;
	code: string;
	field?: string;
	remedy: string;
	/**
	 * `item`: this item's fault. `setup`: every item would meet it. `denied`: the token, a permission or the plan; the
	 * client asks `Platform.proof` once, if there is one, to tell them apart.
	 */
	scope: 'item' | 'setup' | 'denied';
}

/** Everything the core needs to know about one platform: numbers and predicates, no behaviour of its own. */
export interface Platform {
	/** The name users know it by. */
	displayName: string;
	/** Its credential type. */
	credentialType: string;
	/**
	 * Reads the decrypted credential.
	 * @throws Failure (set-up) when it cannot be used
	 */
	connect(credential: ICredentialDataDecryptedObject): Connection;
	/** The platform's own count of requests per second, as the headers of an answer state it. */
	allowance?(headers: IDataObject): Allowance;
	/**
	 * The status an answer really has, where the platform says so in the body: an error answered with 200, a limit with
	 * 400. Undefined where the body says nothing else.
	 */
	statusOf?(body: IDataObject, status: number): number | undefined;
	/**
	 * Whose limit refused a request that has a budget. The account's unless the platform says otherwise.
	 * @param status the status that HTTP itself gave
	 */
	limitOf?(status: number): 'account' | 'budget';
	/** How lists are written in a query; `brackets` unless given: `ids[]=1&ids[]=2`. */
	arrayFormat?: IHttpRequestOptions['arrayFormat'];
	/** Explains an error answer: status 400 and above with whatever body came, parsed or text. */
	explain(answer: { status: number; body: unknown }, request: ApiRequest): Explanation;
	/** A request that any valid token may send; none where the platform has no such request. */
	proof?: ApiRequest;
}
