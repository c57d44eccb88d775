import type { INodePropertyOptions } from 'n8n-workflow';

import type { Call } from '../shared/call';
import { invalid } from '../shared/errors';

/** A choice among a few, by its value; expressions may give it in any case. @throws Failure */
export function choose<Value extends string>(
	call: Call,
	displayName: string,
	name: string,
	options: INodePropertyOptions[],
): Value {
	const given = call.text(name);
	const known = options.find(({ value }) => String(value).toLowerCase() === given.toLowerCase());
	if (known !== undefined) return known.value as Value;
	throw invalid(
		displayName,
		`"${given}" is not one of its values`,
		`Use one of: ${options.map(({ value }) => String(value)).join(', ')}.`,
	);
}
