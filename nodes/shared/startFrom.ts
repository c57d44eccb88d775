import type { INodeProperties, IPollFunctions } from 'n8n-workflow';

import { isEmpty } from './call';
import { toApiDateTime } from './dates';
import { invalid } from './errors';
import { shown } from './values';

/** Where a polling trigger's first poll begins: now, or at a date. */
export const startFromFields: INodeProperties[] = [
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'options',
		options: [
			{
				name: 'Chosen Date',
				value: 'date',
				description: 'The first poll also brings what changed since then',
			},
			{ name: 'Now', value: 'now', description: 'Only what changes after publishing' },
		],
		default: 'now',
		description:
			'Where the first poll begins. Later polls go on where the one before ended, also after the workflow was unpublished for a while; another choice here begins anew.',
	},
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		displayOptions: { show: { startFrom: ['date'] } },
		required: true,
		default: '',
		description: 'The moment from which changes count',
	},
];

/**
 * The Start Date of a polling trigger, in milliseconds.
 * @param example how a date is written
 * @throws Failure
 */
export function readStartDate(context: IPollFunctions, example: string): number {
	const given = context.getNodeParameter('startDate', '');
	const date = isEmpty(given) ? undefined : toApiDateTime(given, context.getTimezone());
	if (date !== undefined) return Date.parse(date);
	throw invalid(
		'Start Date',
		isEmpty(given) ? 'no date is given' : `${shown(given)} is not a date`,
		`Give it as ${example}, or choose Now in Start From.`,
	);
}

/** The moment the fields ask for, in milliseconds; undefined for now. @throws Failure */
export const readStartFrom = (context: IPollFunctions, example: string): number | undefined =>
	context.getNodeParameter('startFrom', 'now') === 'date'
		? readStartDate(context, example)
		: undefined;
