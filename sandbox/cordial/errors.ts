import { Refusal } from '../shared/platform';
import type { Context } from './context';

/** What a key that does not count is answered with, here and in REST v2. */
export function denied(): Refusal {
	return new Refusal(401, { error: 'Access Denied: Authentication Failure' });
}

/** An error in the envelope of REST v2. */
export function refusal(status: number, errorKey: string, message: string): Refusal {
	return new Refusal(status, { error: true, errorKey, message });
}

/** What is said to a body that is not taken. No source shows it: this is the one place that chooses. */
export function invalid({ rules }: Context, message: string): Refusal {
	return rules.on('cordialErrorEnvelope')
		? refusal(422, 'GENERIC_ERROR_KEY', message)
		: new Refusal(400, { error: message });
}

/** What a path or method the API does not have is answered with: as web servers do, not in the vendor's envelope. */
export function unknownRoute({ rules }: Context): Refusal {
	return rules.on('cordialUnknownRoute404')
		? new Refusal(404, { error: true, message: 'Not found' })
		: new Refusal(200, {});
}
