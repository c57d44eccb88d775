import type { IDataObject } from 'n8n-workflow';

import { readBaseUrl } from '../shared/baseUrl';
import { readPerSecond, readSecret } from '../shared/credential';
import type { Words } from '../shared/explain';
import { explainUsual, quote } from '../shared/explain';
import type { PageStyle } from '../shared/pages';
import type { ApiRequest, Explanation, Platform } from '../shared/platform';
import type { Problem } from '../shared/problems';
import { readProblems } from '../shared/problems';

/** The vendor's limit (fact sheet, section 3). */
const PER_SECOND = 5;

/** The vendor's largest page; its default of 20 would cut lists short. */
const PAGE_SIZE = 100;

/** How many rows match in all. The vendor sends it as text on most lists and as a number on some. */
function total(body: IDataObject): number | undefined {
	const count = Number((body.meta as IDataObject | undefined)?.total ?? NaN);
	return Number.isFinite(count) ? count : undefined;
}

/** What a page holds at most where the vendor does not heed the size asked for. */
const DEFAULT_PAGE_SIZE = 20;

/** Whether a page may be a full one. */
const isFull = (rows: IDataObject[], size: number) =>
	rows.length >= Math.min(size, DEFAULT_PAGE_SIZE);

/** Lists in the vendor's order. */
export const byOffset: PageStyle = {
	size: PAGE_SIZE,
	query: ({ seen }, size) => ({ limit: size, offset: seen }),
	hasMore: ({ body, rows, position, size }) => {
		const matching = total(body);
		return matching === undefined ? isFull(rows, size) : position.seen + rows.length < matching;
	},
};

/**
 * Contacts by id: as fast on page 1,000 as on page 1, and no row moves while it is read. A bound of the user's own holds
 * for the first page, and the later ones lie within it.
 */
const byCursor = (order: 'ASC' | 'DESC', bound: 'id_greater' | 'id_less'): PageStyle => ({
	size: PAGE_SIZE,
	query: ({ last }, size) => ({
		limit: size,
		'orders[id]': order,
		...(last === undefined ? {} : { [bound]: String(last.id) }),
	}),
	hasMore: ({ body, rows, size }) => {
		// Of those still to come: the cursor narrows the count as well.
		const matching = total(body);
		return matching === undefined ? isFull(rows, size) : rows.length < matching;
	},
});

export const byId = byCursor('ASC', 'id_greater');
export const byIdDown = byCursor('DESC', 'id_less');

/** Causes the vendor names by a code. */
const BY_CODE: Record<string, Pick<Explanation, 'field' | 'remedy'>> = {
	email_invalid: {
		field: 'Email',
		remedy: 'Correct the e-mail address, or filter such rows out before this node.',
	},
	must_be_valid_email_address: {
		field: 'Email',
		remedy: 'Correct the e-mail address, or filter such rows out before this node.',
	},
	duplicate: {
		remedy:
			'A record with this name or address exists already. Use Create or Update, or update the existing one.',
	},
	list_not_exist: {
		field: 'List',
		remedy: 'Choose a list that exists in the account; it may have been deleted.',
	},
	contact_not_exist: {
		field: 'Contact',
		remedy: 'The contact does not exist any more. Create it first.',
	},
	related_missing: {
		remedy:
			'A record this one refers to does not exist in the account. Choose it again in the node.',
	},
};

/** What the node calls the attributes that the vendor's pointers name. */
const ATTRIBUTES: Record<string, string> = {
	account: 'Account',
	contact: 'Contact',
	email: 'Email',
	list: 'List',
	status: 'Status',
	tag: 'Tags',
};

function fieldAt(pointer: string | undefined): string | undefined {
	const attribute = pointer?.split('/').pop();
	return ATTRIBUTES[attribute ?? ''] ?? attribute;
}

/**
 * Requests per second that the bulk importer takes beside the account's limit: 100 a minute, and 20 with a single contact
 * (fact sheet, section 9).
 */
const IMPORT_BUDGETS = { import: 100 / 60, importOfOne: 20 / 60 };
export type ImportBudget = keyof typeof IMPORT_BUDGETS;

const SETTINGS = 'Settings → Developer in the QuarticOn CDXP panel';

const WORDS: Words = {
	name: 'QuarticOn CDXP',
	secret: 'API token',
	checkSecret: `Copy the token anew from ${SETTINGS}, and check that the account URL belongs to the same account.`,
};

/** What an error body says; the importer has keys of its own. */
export const problemsOf = (body: unknown): Problem[] =>
	readProblems(body, { lists: ['failureReasons'], texts: ['failureReason'], detailCode: 'error' });

/** The message of an error body: what the vendor says, or the status where it says nothing. */
function explain(
	{ status, body }: { status: number; body: unknown },
	request: ApiRequest,
): Explanation {
	const problems = problemsOf(body);
	const [problem] = problems;
	const said = problems.map(({ text }) => text).join('; ');
	const message = (fallback: string) => quote(WORDS.name, said, fallback);

	if (status === 402) {
		return {
			scope: 'setup',
			code: 'payment_required',
			message: message('QuarticOn CDXP has suspended the account (402)'),
			remedy: 'There is a payment problem with the account. Ask its administrator.',
		};
	}
	if (status === 404 && !/no result found|not found/i.test(said)) {
		return {
			scope: 'setup',
			code: 'wrong_address',
			message: `There is no QuarticOn CDXP API at this address (404 for ${request.path.join('/')})`,
			remedy: `Copy the account URL from ${SETTINGS}. It is not the address of the panel.`,
		};
	}
	if (status === 404) {
		return {
			scope: 'item',
			code: 'not_found',
			message: message('Not found'),
			remedy: 'The record does not exist in the account, or was deleted.',
		};
	}
	if (status === 429 && request.budget !== undefined) {
		return {
			scope: 'item',
			code: 'rate_limited',
			message: message('QuarticOn CDXP kept refusing because of the limit of its importer'),
			remedy:
				'Other tools import into the same account at the same time. Run these items again later, with as many contacts per request as fit.',
		};
	}
	const usual = explainUsual({ status, said }, WORDS);
	if (usual !== undefined) return usual;
	const known = BY_CODE[problem?.detailCode ?? ''] ?? BY_CODE[problem?.code ?? ''];
	return {
		scope: 'item',
		code: problem?.code ?? `http_${status}`,
		field: known?.field ?? fieldAt(problem?.pointer),
		message: message(`QuarticOn CDXP rejected the request (${status})`),
		remedy: known?.remedy ?? 'Correct the value it names and run the item again.',
	};
}

export const cdxp: Platform = {
	displayName: WORDS.name,
	credentialType: 'quarticonCdxpApi',

	connect({ accountUrl, apiToken, requestsPerSecond }) {
		readSecret(apiToken, 'API Token', `Copy the token from ${SETTINGS} into the credential.`);
		const origin = readBaseUrl(accountUrl, {
			field: 'Account URL',
			example: 'https://youraccount.api-us1.com',
			suffix: '/api/3',
		});
		const perSecond = readPerSecond(requestsPerSecond, PER_SECOND);
		return {
			baseUrl: `${origin}/api/3`,
			// The limit counts per account, whichever token asks.
			account: new URL(origin).host,
			perSecond,
			// Who wants no pace wants none for imports either.
			...(perSecond > 0 && { budgets: IMPORT_BUDGETS }),
		};
	},

	allowance(headers) {
		const [limit, remaining] = ['ratelimit-limit', 'ratelimit-remaining'].map((name) =>
			headers[name] === undefined ? undefined : Number(headers[name]),
		);
		return { limit, remaining };
	},

	/** The importer answers 400 where it means 429. */
	statusOf(body, status) {
		return status === 400 && /^rate limit exceeded/i.test(String(body.message)) ? 429 : undefined;
	},

	/** Only the importer's own limit is told in the body. */
	limitOf: (status) => (status === 429 ? 'account' : 'budget'),

	explain,

	proof: { method: 'GET', path: ['users', 'me'] },
};
