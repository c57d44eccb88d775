import { Refusal } from '../shared/platform';
import type { Context } from './context';

const seconds = ({ now }: Context) => Math.floor(now() / 1000);

function stamp(ctx: Context, style: 'unix' | 'text'): number | string {
	const asText =
		style === 'text' ? ctx.rules.on('storeTextTimestamps') : !ctx.rules.on('storeUnixTimestamps');
	return asText
		? new Date(seconds(ctx) * 1000).toISOString().slice(0, 19).replace('T', ' ')
		: seconds(ctx);
}

/** The envelope of a good answer; a plain write has no data. */
export function ok(ctx: Context, style: 'unix' | 'text', more: object = {}): object {
	return { status: 'OK', timestamp: stamp(ctx, style), ...more };
}

/** An error in the envelope. */
export function refusal(
	ctx: Context,
	status: number,
	message: string,
	httpStatus = status,
): Refusal {
	return new Refusal(httpStatus, {
		status: 'ERROR',
		timestamp: stamp(ctx, 'unix'),
		data: {
			...(ctx.rules.on('storeErrorCode') && { error_code: `http.status.${status}` }),
			error_message: message,
		},
	});
}

/** What the vendor says to any input it does not take. */
export function invalidData(ctx: Context): Refusal {
	return refusal(ctx, 405, 'Invalid data', ctx.rules.on('storeErrorStatus405') ? 405 : 200);
}
