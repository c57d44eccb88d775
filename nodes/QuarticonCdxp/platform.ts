import type { IDataObject } from 'n8n-workflow';

import { readBaseUrl } from '../shared/baseUrl';
import { Failure, readProblems } from '../shared/errors';
import type { PageStyle } from '../shared/pages';
import type { ApiRequest, Explanation, Platform } from '../shared/platform';

/** The vendor's largest page; its default of 20 would cut lists short. */
const PAGE_SIZE = 100;

/** How many rows match in all. The vendor sends it as text on most lists and as a number on some. */
function total(body: IDataObject): number | undefined {
	const count = Number((body.meta as IDataObject | undefined)?.total ?? NaN);
	return Number.isFinite(count) ? count : undefined;
}

/** Lists in the vendor's order. */
export const byOffset: PageStyle = {
	size: PAGE_SIZE,
	query: ({ seen }, size) => ({ limit: size, offset: seen }),
	hasMore: ({ body, rows, position, size }) => {
		const matching = total(body);
		return matching === undefined ? rows.length >= size : position.seen + rows.length < matching;
	},
};

/** Contacts by rising id: as fast on page 1,000 as on page 1, and no row moves while it is read. */
export const byId: PageStyle = {
	size: PAGE_SIZE,
	query: ({ last }, size) => ({
		limit: size,
		'orders[id]': 'ASC',
		...(last === undefined ? {} : { id_greater: String(last.id) }),
	}),
	hasMore: ({ body, rows, size }) => rows.length >= size || rows.length < (total(body) ?? 0),
};

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

const SETTINGS = 'Settings → Developer in the QuarticOn CDXP panel';

/** The message of an error body: what the vendor says, or the status where it says nothing. */
function explain(
	{ status, body }: { status: number; body: unknown },
	request: ApiRequest,
): Explanation {
	const problems = readProblems(body);
	const [problem] = problems;
	const said = problems.map(({ text }) => text).join('; ');
	const message = (fallback: string) => (said === '' ? fallback : `QuarticOn CDXP says: ${said}`);

	if (status === 401 || status === 403) {
		return {
			scope: 'denied',
			code: 'wrong_token',
			...(said !== '' && { said }),
			message: `QuarticOn CDXP refuses the API token (${status}${said === '' ? '' : `: ${said}`})`,
			remedy: `Copy the token anew from ${SETTINGS}, and check that the account URL belongs to the same account.`,
		};
	}
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
	if (status === 429) {
		return {
			scope: 'item',
			code: 'rate_limited',
			message: 'QuarticOn CDXP kept refusing because of its limit of requests per second',
			remedy:
				'Other tools use the same account at the same time. Lower Requests per Second in the credential, and run these items again.',
		};
	}
	if (status >= 500 || status === 408) {
		return {
			scope: 'item',
			code: `http_${status}`,
			message: message(`QuarticOn CDXP could not process the request (${status})`),
			remedy: 'The platform had a fault. Run these items again later.',
		};
	}
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
	displayName: 'QuarticOn CDXP',
	credentialType: 'quarticonCdxpApi',

	connect({ accountUrl, apiToken, requestsPerSecond }) {
		if (typeof apiToken !== 'string' || apiToken.trim() === '') {
			throw new Failure({
				message: 'API Token: the credential holds none',
				code: 'no_token',
				field: 'API Token',
				remedy: `Copy the token from ${SETTINGS} into the credential.`,
				setup: true,
			});
		}
		const origin = readBaseUrl(accountUrl, {
			field: 'Account URL',
			example: 'https://youraccount.api-us1.com',
			suffix: '/api/3',
		});
		const perSecond = Number(requestsPerSecond ?? 5);
		return {
			baseUrl: `${origin}/api/3`,
			// The limit counts per account, whichever token asks.
			account: new URL(origin).host,
			perSecond: Number.isFinite(perSecond) && perSecond >= 0 ? perSecond : 5,
		};
	},

	allowance(headers) {
		const [limit, remaining] = ['ratelimit-limit', 'ratelimit-remaining'].map((name) =>
			headers[name] === undefined ? undefined : Number(headers[name]),
		);
		return { limit, remaining };
	},

	explain,

	proof: { method: 'GET', path: ['users', 'me'] },
};
