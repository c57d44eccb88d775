import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { Failure, toFailure } from '../../shared/errors';
import { engage } from '../platform';

const FIELD = 'Signing Secret';
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A key in the form of the portal, `whsec_` and base64. @throws Failure without the secret in its words */
function keyOf(secret: string, place: string): Buffer {
	const text = secret.replace(/^whsec_/, '');
	const key = Buffer.from(BASE64.test(text) ? text : '', 'base64');
	if (key.length > 0) return key;
	throw new Failure({
		message: `${FIELD}: ${place} is not a signing secret`,
		code: 'invalid_signing_secret',
		field: FIELD,
		remedy:
			'Copy the signing secret of the endpoint from the webhook portal of Engage into the credential. It looks like whsec_ and 32 letters or digits.',
		setup: true,
	});
}

/**
 * The keys that calls may be signed with: one per endpoint of the vendor's portal, and the old ones while secrets are
 * changed, separated by commas or white space.
 *
 * @returns none where the credential holds none
 * @throws Failure where there is no credential, or something in it is no secret
 */
export async function readKeys(context: IHookFunctions | IWebhookFunctions): Promise<Buffer[]> {
	let given: unknown;
	try {
		given = (await context.getCredentials(engage.credentialType)).signingSecret;
	} catch (error) {
		throw toFailure(error, 'no_credential');
	}
	if (isEmpty(given)) return [];
	const secrets = String(given)
		.split(/[\s,;]+/)
		.filter((secret) => secret !== '');
	return secrets.map((secret, index) =>
		keyOf(secret, secrets.length === 1 ? 'what the credential holds' : `number ${index + 1}`),
	);
}

/** Nothing could be told from a call of anybody else. */
export const noSecret = (): Failure =>
	new Failure({
		message: `${FIELD}: the credential holds none, so that calls of Voyado cannot be told from others`,
		code: 'no_signing_secret',
		field: FIELD,
		remedy:
			'Copy the signing secret of the endpoint (whsec_…) from the webhook portal of Engage into the credential. To do without, switch Accept Unsigned Calls on.',
		setup: true,
	});
