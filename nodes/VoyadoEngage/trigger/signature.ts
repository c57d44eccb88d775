import { createHmac } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { isSecret } from '../../shared/secret';

/** A call may be this much older or younger than our clock says (Svix's own verifier). */
const TOLERANCE_SECONDS = 300;

/** Names of the sender's headers begin with one of these; the second is that of senders without Svix's name. */
const PREFIXES = ['svix', 'webhook'];

/** What a call says of itself. Empty where it does not. */
export interface Stamp {
	/** The same for every delivery of one event. */
	id: string;
	/** When this delivery was made, in seconds since 1970. */
	timestamp: string;
	/** Signatures, such as `v1,<base64> v1,<base64>`. */
	signature: string;
}

/** Reads the headers of a call; where both sets of names are there, Svix's own. */
export function readStamp(headers: IDataObject): Stamp {
	const read = (prefix: string) => {
		const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) =>
			String(headers[`${prefix}-${name}`] ?? '').trim(),
		);
		return { id, timestamp, signature };
	};
	const stamps = PREFIXES.map(read);
	return stamps.find(({ signature }) => signature !== '') ?? stamps[0];
}

/**
 * Checks that one of the keys has signed the call: HMAC-SHA256 over `id.timestamp.body`, byte for byte.
 *
 * @param now milliseconds since 1970
 * @returns why the call is refused, for who sent it; undefined where it is good
 */
export function whyRefused(
	{ id, timestamp, signature }: Stamp,
	body: Buffer,
	keys: Buffer[],
	now = Date.now(),
): string | undefined {
	if (signature === '') return 'The signature is missing';
	if (id === '' || !/^\d{1,12}$/.test(timestamp)) return 'The ID or the timestamp is missing';
	if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > TOLERANCE_SECONDS)
		return 'The timestamp is more than 5 minutes away from the time of the receiver';
	const given = signature
		.split(/\s+/)
		.filter((one) => one.startsWith('v1,'))
		.map((one) => one.slice(3));
	const isGood = keys.some((key) => {
		const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body);
		const text = wanted.digest('base64');
		return given.some((one) => isSecret(one, text));
	});
	return isGood ? undefined : 'The signature does not fit the signing secret of the receiver';
}
