import type { Call } from './call';
import { invalid } from './errors';

/**
 * How many rows the user wants: everything, or the Limit field.
 * @returns undefined for everything
 */
export function limitOf(call: Call): number | undefined {
	if (call.flag('returnAll', false)) return undefined;
	const limit = Number(call.param('limit', 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw invalid(
		'Limit',
		`"${call.text('limit')}" is not a whole number above 0`,
		'Give a number such as 50, or switch Return All on.',
	);
}
