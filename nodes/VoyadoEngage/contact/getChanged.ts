import type { INodePropertyOptions } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { toApiDateTime, toUnixSeconds, whyNoDate } from '../../shared/dates';
import { invalid, toFailure } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import { choose } from '../choose';
import { MEANINGS } from '../errorNames';
import { idIn } from './shape';

const TYPES: INodePropertyOptions[] = [
	{ name: 'Created', value: 'Created' },
	{ name: 'Deleted', value: 'Deleted' },
	{ name: 'Updated', value: 'Updated' },
];

/** More than 250,000 IDs are refused with 400; halving a window six times reaches 16 million. */
const MOST_HALVINGS = 6;

/** A window of time in seconds since 1970, and the time zone it is told in. */
interface Window {
	from: number;
	to: number;
	timezone: string;
}

/** A moment as the vendor writes it: `2023-05-04 11:05:00.000`, without an offset. */
const written = (seconds: number, timezone: string): string =>
	(toApiDateTime(new Date(seconds * 1000), timezone) ?? '').slice(0, 19).replace('T', ' ') + '.000';

/** @throws Failure */
async function readIds(
	api: Api,
	changeType: string,
	{ from, to, timezone }: Window,
	halvings = 0,
): Promise<string[]> {
	try {
		const { body } = await api.request<unknown[]>({
			method: 'GET',
			path: ['contacts', 'changes'],
			query: { changeType, fromDate: written(from, timezone), toDate: written(to, timezone) },
			// What is no ID would be a change that is lost.
			expects: (answer) => Array.isArray(answer) && answer.every((row) => idIn(row) !== undefined),
		});
		return body.map((row) => idIn(row) as string);
	} catch (error) {
		const failure = toFailure(error);
		const { httpStatus, code } = failure.facts;
		// Perhaps there are too many; the vendor gives that no name.
		const isRefused = httpStatus === 400 && !Object.hasOwn(MEANINGS, code);
		if (!isRefused || halvings >= MOST_HALVINGS || to - from < 2) throw failure;
		const middle = Math.floor((from + to) / 2);
		const half = async (window: Omit<Window, 'timezone'>) =>
			await readIds(api, changeType, { ...window, timezone }, halvings + 1);
		return [...(await half({ from, to: middle })), ...(await half({ from: middle, to }))];
	}
}

/** @throws Failure */
function readMoment(call: Call, displayName: string, name: string, timezone: string): number {
	const value = call.param<unknown>(name, '');
	const seconds = isEmpty(value) ? undefined : toUnixSeconds(value, timezone);
	if (seconds !== undefined) return seconds;
	throw invalid(
		displayName,
		isEmpty(value) ? 'nothing is given' : `"${String(value)}" ${whyNoDate(value)}`,
		'Give a date and time such as 2024-02-28T12:16:48.',
	);
}

/** @throws Failure */
function readTimezone(call: Call): string {
	const { timezone } = call.given('options');
	if (timezone === undefined) return 'UTC';
	const name = String(timezone).trim();
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
	} catch {
		throw invalid(
			'Time Zone',
			`"${name}" is not a time zone`,
			'Give one such as Europe/Stockholm.',
		);
	}
}

export const getChanged: Operation = {
	value: 'getChanged',
	name: 'Get Changed',
	action: 'Get changed contacts',
	description: 'List the IDs of contacts that were created, updated or deleted in a span of time',
	fields: [
		{
			displayName: 'Change',
			name: 'changeType',
			type: 'options',
			options: TYPES,
			default: 'Updated',
			description: 'What happened to the contacts',
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'dateTime',
			required: true,
			default: '',
			description: "Start of the span, in the workflow's time zone unless one is given",
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'dateTime',
			default: '',
			description: 'End of the span; now unless given',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Time Zone of Engage',
					name: 'timezone',
					type: 'string',
					default: 'UTC',
					placeholder: 'e.g. Europe/Stockholm',
					description:
						'The time zone Engage reads dates in. Voyado does not say which it is; ask your Voyado team if changes seem to be missing.',
				},
			],
		},
	],
	repeatable: true,
	async run(call) {
		const changeType = choose<string>(call, 'Change', 'changeType', TYPES);
		const timezone = readTimezone(call);
		const from = readMoment(call, 'From', 'from', call.api.timezone);
		const to = isEmpty(call.param<unknown>('to', ''))
			? Math.ceil(Date.now() / 1000)
			: readMoment(call, 'To', 'to', call.api.timezone);
		if (from >= to) {
			throw invalid('To', 'the span ends before it begins', 'Give a moment after From.');
		}
		const ids = await readIds(call.api, changeType, { from, to, timezone });
		return [...new Set(ids)].map((contactId) => ({ contactId, changeType }));
	},
	sample: { contactId: 'b16fd8f3-d0f5-aaaa-aa60-b00300f9aaaa', changeType: 'Updated' },
};
