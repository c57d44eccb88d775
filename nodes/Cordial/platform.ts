import type { IDataObject } from 'n8n-workflow';

import { readBaseUrl } from '../shared/baseUrl';
import { fingerprint } from '../shared/canonical';
import { readPerSecond, readSecret } from '../shared/credential';
import { Failure } from '../shared/errors';
import { explainUsual, quote } from '../shared/explain';
import type { ApiRequest, Explanation, Platform } from '../shared/platform';
import { readProblems } from '../shared/problems';
import { isPage } from '../shared/trial';

/** The vendor publishes no numbers; this is polite, and the user may change it. */
const PER_SECOND = 10;

/** The addresses of the newest edition of the article (fact sheet, section 1). */
const REGIONS: Record<string, string> = {
	use1: 'https://integrations-ingest-svc.use1.cordial.com/api',
	usw1: 'https://integrations-ingest-svc.cordial.com/api',
	usw2: 'https://integrations-ingest-svc.usw2.cordial.com/api',
};

const ALLOW_LIST =
	'Check the API key and the region in the credential, and that the IP address of this n8n is on the allow-list of the key.';

const WORDS = {
	name: 'Cordial',
	secret: 'API key',
	secretField: 'API Key',
	checkSecret: ALLOW_LIST,
};

/** What an error body says. REST v2 has five shapes; this service is taken to use the same (fact sheet, section 1). */
const problemsOf = (body: unknown) =>
	readProblems(body, { lists: ['validationErrors', 'fieldErrors', 'messages'] });

/** What any server says of a path it does not have; Cordial itself names what it does not know (fact sheet, section 4). */
const BARE_404 = /^not found\.?$/i;

/** The word by which the envelope names an error. */
function keyOf(body: unknown): string | undefined {
	const { errorKey } = (body ?? {}) as IDataObject;
	return typeof errorKey === 'string' && errorKey !== '' ? errorKey : undefined;
}

function explain(
	{ status, body }: { status: number; body: unknown },
	{ path }: ApiRequest,
): Explanation {
	const problems = problemsOf(body);
	const said = problems.map(({ text }) => text).join('; ');
	const code = keyOf(body);
	const usual = explainUsual({ status, said, code }, WORDS);
	if (usual !== undefined) return usual;
	if (status === 404 && code === undefined && (said === '' || BARE_404.test(said))) {
		return {
			scope: 'setup',
			code: 'wrong_address',
			message: `There is no Asynchronous API of Cordial at this address (404 for ${path.join('/')})`,
			remedy: 'Check the region or the base URL in the credential.',
		};
	}
	return {
		scope: 'item',
		code: code ?? `http_${status}`,
		field: problems[0]?.pointer,
		message: quote(WORDS.name, said, `Cordial rejected the request (${status})`),
		remedy: 'Nothing of it was accepted. Correct the value it names and run the item again.',
	};
}

/** @throws Failure (set-up) */
function addressOf(region: unknown, baseUrl: unknown): string {
	if (region === 'custom') {
		return readBaseUrl(baseUrl, { field: 'Base URL', example: REGIONS.usw1, anyPath: true });
	}
	const name = String(region);
	if (Object.hasOwn(REGIONS, name)) return REGIONS[name];
	throw new Failure({
		message: `Region: "${name}" is none of Cordial's`,
		code: 'invalid_address',
		field: 'Region',
		remedy: 'Choose a region in the credential.',
		setup: true,
	});
}

/** Whether a text is JSON without its end: what it opens, it does not close. */
function isCutShort(text: string): boolean {
	if (!/^\s*[{[]/.test(text)) return false;
	const outsideTexts = text.replace(/"(?:\\[^]?|[^"\\])*"?/g, '');
	const count = (marks: RegExp) => outsideTexts.match(marks)?.length ?? 0;
	return count(/[{[]/g) > count(/[}\]]/g);
}

/**
 * Whether an answer is whole. What a good one holds is not documented: another vendor's tests have `{}`, the check of the
 * key a bare text (fact sheet, section 1). So everything is taken but a web page, or JSON that was cut short.
 */
export const isAnswer = (body: unknown): boolean =>
	typeof body !== 'string' || !(isPage(body) || isCutShort(body));

export const cordial: Platform = {
	displayName: WORDS.name,
	credentialType: 'cordialApi',

	connect({ region, baseUrl, apiKey, requestsPerSecond }) {
		const key = readSecret(
			apiKey,
			WORDS.secretField,
			"Make a key in Cordial's account settings and enter it in the credential.",
		);
		const address = addressOf(region, baseUrl);
		return {
			baseUrl: address,
			// All accounts of a region share a host.
			account: `${new URL(address).host} ${fingerprint({ key })}`,
			perSecond: readPerSecond(requestsPerSecond, PER_SECOND),
		};
	},

	/**
	 * The platform counts per method and endpoint (fact sheet, section 1), so a refusal keeps that call quiet and no other.
	 * How many it takes of each is not published: all calls together keep to Requests per Second.
	 */
	limitOf: () => 'budget',

	explain,

	proof: { method: 'GET', path: ['checkAuth'], expects: isAnswer },
};
