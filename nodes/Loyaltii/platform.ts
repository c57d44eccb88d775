import type { IDataObject } from 'n8n-workflow';

import { readBaseUrl } from '../shared/baseUrl';
import { fingerprint } from '../shared/canonical';
import { readPerSecond, readSecret } from '../shared/credential';
import { explainUsual, quote } from '../shared/explain';
import type { PageStyle } from '../shared/pages';
import type { ApiRequest, Explanation, Meaning, Platform } from '../shared/platform';
import { readProblems } from '../shared/problems';

/** The vendor documents no limit; this is polite, and the user may change it. */
const PER_SECOND = 10;

const PATH = '/api/v1';

/** Rows per page; where the vendor says "around 1000", a page may hold more. */
export const MOST_ROWS = 1000;

const WORDS = {
	name: 'Loyaltii',
	secret: 'API key',
	secretField: 'API Key',
	checkSecret:
		'Check the API key in the credential, and that Base URL is the host your account lives on.',
};

/** The newest ID of a page; the order is documented for tables only. */
const highest = (rows: IDataObject[]): number => Math.max(...rows.map(({ Id }) => Number(Id)));

const idOf = ({ Id }: IDataObject) => Id;

/** Lists whose rows come after an ID, 1,000 at a time. */
export const afterId = (from: number): PageStyle => ({
	size: MOST_ROWS,
	query: ({ rows }) => ({ lastId: rows === undefined ? from : highest(rows) }),
	hasMore: ({ rows }) => rows.length >= MOST_ROWS,
	keyOf: idOf,
});

/** The same where the request says how many it takes. */
export const afterIdTaking = (from: number): PageStyle => ({
	...afterId(from),
	query: ({ rows }, size) => ({ lastId: rows === undefined ? from : highest(rows), take: size }),
	hasMore: ({ rows, size }) => rows.length >= size,
});

/** What an error says: `Message`, problems by field, or a text. */
function wordsIn(body: unknown): string {
	if (typeof body === 'string') return /^\s*</.test(body) ? '' : body.trim().slice(0, 300);
	const problems = readProblems(body, { lists: ['ModelState'], texts: ['Message'] });
	return problems.map(({ text }) => text).join('; ');
}

/** What a status means where the request has no word of its own for it. */
const MEANINGS: Record<number, Meaning> = {
	400: {
		message: 'Loyaltii calls a value of this item invalid (400)',
		remedy: 'Check the values of this item and run it again.',
	},
	404: {
		message: 'Loyaltii knows no such record (404)',
		remedy: 'Correct the ID or the value the record is looked up by; it may have been deleted.',
	},
	409: {
		message: 'Another record has a value that must be unique, or a value names no record (409)',
		remedy: 'Check the values of this item that must be unique, and the IDs in it.',
	},
};

const CODES: Record<number, string> = {
	400: 'invalid_value',
	404: 'not_found',
	409: 'conflict',
	423: 'locked',
};

function explain(
	{ status, body }: { status: number; body: unknown },
	{ meanings }: ApiRequest,
): Explanation {
	const said = wordsIn(body);
	const usual = explainUsual({ status, said }, WORDS);
	if (usual !== undefined) return usual;
	const meaning = meanings?.[status] ?? MEANINGS[status];
	return {
		scope: 'item',
		code: CODES[status] ?? `http_${status}`,
		...(meaning?.field !== undefined && { field: meaning.field }),
		message: quote(
			WORDS.name,
			said,
			meaning?.message ?? `Loyaltii rejected the request (${status})`,
		),
		remedy: meaning?.remedy ?? 'Check the values of this item and run it again.',
	};
}

/** A hash that tells secrets apart without holding them. One key belongs to one account, so it tells accounts of one host apart. */
export const markOf = (secret: string) => fingerprint({ secret }).slice(0, 16);

export const loyaltii: Platform = {
	displayName: WORDS.name,
	credentialType: 'loyaltiiApi',

	connect({ baseUrl, apiKey, requestsPerSecond }) {
		const key = readSecret(
			apiKey,
			WORDS.secretField,
			'Enter the API key in the credential; Loyaltii issues it.',
		);
		const origin = readBaseUrl(baseUrl, {
			field: 'Base URL',
			example: 'https://api.loyaltii.com',
			suffix: PATH,
		});
		return {
			baseUrl: `${origin}${PATH}`,
			account: `${new URL(origin).host} ${markOf(key)}`,
			perSecond: readPerSecond(requestsPerSecond, PER_SECOND),
		};
	},

	arrayFormat: 'indices',
	explain,
	// That any key may read the types is an assumption; see docs/loyaltii.md.
	proof: { method: 'GET', path: ['Orders', 'Types'], expects: Array.isArray },
};
