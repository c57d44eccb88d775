import { createHmac, randomBytes, timingSafeEqual } from 'crypto';

/** Characters of the random part, 12 bytes. */
const RANDOM_LENGTH = 16;

/** 32 characters that only the holder of the secret can work out. */
const proofOf = (random: string, secret: string, purpose: string): string =>
	createHmac('sha256', secret)
		.update(JSON.stringify([purpose, random]))
		.digest()
		.subarray(0, 24)
		.toString('base64url');

/**
 * A random key that is safe in a URL. It can be known again without having been kept, by who holds the secret: its second
 * part follows from the first.
 *
 * @param purpose what the key is for; it fits nothing else
 */
export function newKey(secret: string, purpose: string): string {
	const random = randomBytes((RANDOM_LENGTH * 3) / 4).toString('base64url');
	return random + proofOf(random, secret, purpose);
}

/** Whether this is a key that `newKey` made for the purpose. */
export function isKey(given: unknown, secret: string, purpose: string): boolean {
	if (typeof given !== 'string' || secret === '') return false;
	const random = given.slice(0, RANDOM_LENGTH);
	return isSecret(given, random + proofOf(random, secret, purpose));
}

/** Compares in constant time, so that the answer's timing tells nothing about the secret. */
export function isSecret(given: unknown, secret: unknown): boolean {
	if (typeof given !== 'string' || typeof secret !== 'string' || secret === '') return false;
	const [a, b] = [given, secret].map((text) => Buffer.from(text));
	return a.length === b.length && timingSafeEqual(a, b);
}
