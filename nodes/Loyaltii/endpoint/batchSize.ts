import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { byDisplayName } from '../../shared/sorting';

/** What one request carries at most; the vendor names no limit, this is a careful guess. */
const MOST = 1000;
const USUAL = 100;

/** The options of an operation whose items share requests. */
export const optionsWith = (...more: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Batch Size',
			name: 'batchSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MOST },
			default: USUAL,
			description: 'The most items that one request carries',
		},
		...more,
	].sort(byDisplayName) as INodeProperties[],
});

export const batchSize = optionsWith();

/** @throws Failure */
export function readBatchSize(call: Call): number {
	const { batchSize: given = USUAL } = call.given('options');
	const size = Number(given);
	if (Number.isInteger(size) && size >= 1 && size <= MOST) return size;
	throw invalid(
		'Batch Size',
		`"${String(given)}" is not a whole number from 1 to ${MOST}`,
		`Give a number such as ${USUAL}.`,
	);
}
