import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { readBaseUrl } from '../shared/baseUrl';
import { fingerprint } from '../shared/canonical';
import { readPerSecond, readSecret } from '../shared/credential';
import { Failure } from '../shared/errors';
import type { Platform } from '../shared/platform';
import { explain, WORDS } from './errors';

/** What the vendor asks to stay below; it refuses from 200 on (fact sheet, section 1). */
const PER_SECOND = 50;

/** Product/Version, as the vendor asks; no control characters, which no header can carry. */
const USER_AGENT = /^[\x21-\x7e]+\/[\x20-\x7e]+$/;

/** @throws Failure (set-up) when the name is no Product/Version; an empty one is replaced by the credential's default */
function checkUserAgent({ userAgent }: ICredentialDataDecryptedObject): void {
	const name = typeof userAgent === 'string' ? userAgent.trim() : '';
	if (name === '' || USER_AGENT.test(name)) return;
	throw new Failure({
		message: `User Agent: "${name}" does not have the form Product/Version`,
		code: 'invalid_user_agent',
		field: 'User Agent',
		remedy: 'Open the credential and enter a name such as AcmeShop/1.5.',
		setup: true,
	});
}

export const engage: Platform = {
	displayName: WORDS.name,
	credentialType: 'voyadoEngageApi',

	connect(credential) {
		const { tenantUrl, apiKey, requestsPerSecond } = credential;
		const key = readSecret(
			apiKey,
			WORDS.secretField,
			'Enter the API key in the credential. Your Voyado team issues it.',
		);
		const origin = readBaseUrl(tenantUrl, {
			field: 'Tenant URL',
			example: 'https://acme.voyado.com',
			suffix: '/api/v3',
		});
		checkUserAgent(credential);
		return {
			baseUrl: `${origin}/api/v3`,
			// The limit is counted per key, not per tenant.
			account: fingerprint({ key }),
			perSecond: readPerSecond(requestsPerSecond, PER_SECOND),
		};
	},

	explain,

	// A number; the request that the vendor's own example of a first call sends.
	proof: {
		method: 'GET',
		path: ['contacts', 'count'],
		expects: (body) => typeof body === 'number' || typeof body === 'object',
	},
};
