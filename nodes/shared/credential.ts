import { isEmpty } from './call';
import { Failure } from './errors';

/**
 * The secret of a credential, trimmed.
 * @param field what the credential calls it
 * @param source where the user gets it; a whole sentence
 * @throws Failure (set-up) where there is none
 */
export function readSecret(value: unknown, field: string, source: string): string {
	if (typeof value === 'string' && value.trim() !== '') return value.trim();
	throw new Failure({
		message: `${field}: the credential holds none`,
		code: 'no_token',
		field,
		remedy: source,
		setup: true,
	});
}

/** Requests per second as the credential says, 0 for none of our own; `usual` where it says nothing that can be meant. */
export function readPerSecond(value: unknown, usual: number): number {
	const given = isEmpty(value) ? usual : Number(value);
	return Number.isFinite(given) && given >= 0 ? given : usual;
}
