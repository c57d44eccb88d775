import { Failure } from '../shared/errors';
import { explainUsual, quote } from '../shared/explain';
import type { ApiRequest, Explanation } from '../shared/platform';
import { readProblems } from '../shared/problems';
import { isPage } from '../shared/trial';
import { shown } from '../shared/values';
import type { Meaning } from './errorNames';
import { MEANINGS } from './errorNames';

export const WORDS = {
	name: 'Voyado Engage',
	secret: 'API key',
	secretField: 'API Key',
	checkSecret:
		'Check the API key in the credential. Your Voyado team issues it, one per environment. Some tenants also allow certain IP addresses only.',
};

const NAMES = new RegExp(`\\b(${Object.keys(MEANINGS).join('|')})\\b`);

/** The name of an error. The vendor documents the names but not where they stand, so the whole body is searched. */
export function errorName(body: unknown): string | undefined {
	const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
	return NAMES.exec(text)?.[1];
}

/** The vendor's own words beside the name; where there are neither, the whole body, cut. */
function wordsOf(body: unknown, name: string | undefined): string {
	if (typeof body === 'string') return isPage(body) ? '' : body.trim().slice(0, 300);
	const problems = readProblems(body, {
		lists: ['validationErrors', 'messageDetails'],
		texts: ['errorMessage'],
	});
	const { detail } = (body ?? {}) as { detail?: unknown };
	const texts = new Set(problems.map(({ text }) => text));
	if (typeof detail === 'string') texts.add(detail.trim());
	const words = [...texts].filter((text) => text !== '' && text !== name).join('; ');
	const isBare = typeof body !== 'object' || body === null || Object.keys(body).length === 0;
	return words !== '' || name !== undefined || isBare ? words : shown(body);
}

/** What a named error says: our words, and the vendor's where they add something. */
const inWords = (name: string, { message }: Meaning, said: string): string =>
	`${WORDS.name}: ${message} (${name})${said === '' || said === name ? '' : `: ${said}`}`;

/** What every tenant has; a look-up that finds nobody says so by name, or is no error. */
const EVERYWHERE = new Set([
	...['contacts', 'contacts/bulk', 'contacts/count', 'contacts/id', 'consents'],
]);

/** Explains an error answer, by its documented name first. */
export function explain(
	{ status, body }: { status: number; body: unknown },
	{ path }: Pick<ApiRequest, 'path'>,
): Explanation {
	const name = errorName(body);
	const said = wordsOf(body, name);
	const meaning = name === undefined ? undefined : MEANINGS[name];
	if (name !== undefined && meaning !== undefined) {
		return {
			scope: meaning.setup === true ? 'setup' : 'item',
			code: name,
			...(meaning.field !== undefined && { field: meaning.field }),
			message: inWords(name, meaning, said),
			remedy: meaning.remedy,
		};
	}
	const usual = explainUsual({ status, said }, WORDS);
	if (usual !== undefined) return usual;
	if (status === 404 && EVERYWHERE.has(path.join('/'))) {
		return {
			scope: 'setup',
			code: 'wrong_address',
			message: `There is no Voyado Engage API at this address (404 for ${path.join('/')})`,
			remedy: 'Check the tenant URL in the credential. It has the form https://acme.voyado.com.',
		};
	}
	return {
		scope: 'item',
		code: `http_${status}`,
		message: quote(WORDS.name, said, `${WORDS.name} rejected the request (${status})`),
		remedy: 'Check the values of this item and run it again.',
	};
}

/** An answer with an error status that the request accepted, as the failure it is after all. */
export function refusal(
	answer: { status: number; body: unknown },
	request: Pick<ApiRequest, 'path'>,
): Failure {
	const { message, code, field, remedy, scope } = explain(answer, request);
	return new Failure({
		message,
		code,
		field,
		remedy,
		httpStatus: answer.status,
		setup: scope !== 'item',
	});
}
