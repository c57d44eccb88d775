import { randomBytes, timingSafeEqual } from 'crypto';

/** A random key that is safe in a URL. */
export const newSecret = (): string => randomBytes(24).toString('base64url');

/** Compares in constant time, so that the answer's timing tells nothing about the secret. */
export function isSecret(given: unknown, secret: unknown): boolean {
	if (typeof given !== 'string' || typeof secret !== 'string' || secret === '') return false;
	const [a, b] = [given, secret].map((text) => Buffer.from(text));
	return a.length === b.length && timingSafeEqual(a, b);
}
