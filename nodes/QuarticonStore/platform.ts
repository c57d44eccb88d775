import type { IDataObject } from 'n8n-workflow';

import { readBaseUrl } from '../shared/baseUrl';
import { readPerSecond, readSecret } from '../shared/credential';
import { explainUsual, quote } from '../shared/explain';
import type { ApiRequest, Explanation, Platform } from '../shared/platform';
import { readProblems } from '../shared/problems';

/** The vendor documents no limit; this is polite, and the user may change it. */
const PER_SECOND = 10;

const ISSUED = 'QuarticOn issues it: ask your contact person or the help desk there';

const WORDS = {
	name: 'QuarticOn Store',
	secret: 'API key',
	secretField: 'API Key',
	checkSecret: `Check the API key in the credential. ${ISSUED}.`,
};

/** What the envelope says about an error. The code is missing now and then. */
function errorOf(body: unknown): { code?: string; text?: string } {
	const { data } = (body ?? {}) as { data?: { error_code?: unknown; error_message?: unknown } };
	const word = (value: unknown) =>
		typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
	return {
		code: word(data?.error_code),
		text: word(data?.error_message) ?? readProblems(body)[0]?.text,
	};
}

/** What invalid input may mean, by call. */
const INVALID_INPUT: Record<string, string> = {
	'POST contact':
		'Check the e-mail address and the agreements. A tag must exist in the QuarticOn panel before a contact can have it.',
	'GET contact':
		'The platform may say so of a contact it does not know. (It documents the address in the body of the request, which n8n cannot send; this node sends it in the query.)',
	'POST track/event': 'Check the values of the event and the customer symbol in the credential.',
	'GET recommendation':
		'Check the placement ID, and that the customer symbol in the credential belongs to it.',
};

function explain(
	{ status, body }: { status: number; body: unknown },
	{ method, path }: ApiRequest,
): Explanation {
	const { code, text } = errorOf(body);
	const said = [text, code === undefined ? undefined : `(${code})`].filter(Boolean).join(' ');
	const usual = explainUsual({ status, said, code }, WORDS);
	if (usual !== undefined) return usual;
	if (status === 404) {
		return {
			scope: 'setup',
			code: 'wrong_address',
			message: `There is no QuarticOn Store API at this address (404 for ${path.join('/')})`,
			remedy: 'Check the base URL in the credential; https://restapi.quartic.pl/store is usual.',
		};
	}
	return {
		scope: 'item',
		code: code ?? `http_${status}`,
		message: quote(WORDS.name, said, `QuarticOn Store rejected the request (${status})`),
		remedy:
			INVALID_INPUT[`${method} ${path.join('/')}`] ??
			'Check the values of this item and run it again.',
	};
}

/** The status an error envelope names, such as 405 in `http.status.405`; 400 where it names none. */
function statusNamed(body: IDataObject): number {
	const [, status = 400] = /\b([45]\d\d)$/.exec(errorOf(body).code ?? '') ?? [];
	return Number(status);
}

export const store: Platform = {
	displayName: WORDS.name,
	credentialType: 'quarticonStoreApi',

	connect({ baseUrl, apiKey, customer, acceptVersion, requestsPerSecond }) {
		const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
		readSecret(apiKey, WORDS.secretField, `Enter the API key in the credential. ${ISSUED}.`);
		const origin = readBaseUrl(baseUrl, {
			field: 'Base URL',
			example: 'https://restapi.quartic.pl/store',
			suffix: '/store',
		});
		return {
			baseUrl: `${origin}/store`,
			account: [new URL(origin).host, text(customer)].join(' ').trim(),
			perSecond: readPerSecond(requestsPerSecond, PER_SECOND),
			settings: { customer: text(customer), acceptVersion: text(acceptVersion) },
		};
	},

	/** The envelope decides: an error may come with status 200. An answer without an envelope says nothing. */
	statusOf(body, sent) {
		const { status } = body;
		if (sent >= 300 || status === undefined || String(status).toUpperCase() === 'OK')
			return undefined;
		return statusNamed(body);
	},

	explain,
};
