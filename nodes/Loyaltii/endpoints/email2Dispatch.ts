import type { IDataObject } from 'n8n-workflow';

import { checkEmail } from '../../shared/email';
import type { Resource } from '../../shared/operation';
import { done } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import {
	flag,
	jsonObject,
	limiting,
	moment,
	onlyFor,
	required,
	selector,
	text,
	texts,
	whole,
	wholes,
} from '../endpoint/entries';
import { operation } from '../endpoint/operation';

const target = selector('Send To', 'sendTo', 'Who gets the e-mail', [
	{ name: 'Contacts', value: 'contacts' },
	{ name: 'Email Addresses', value: 'emails' },
	{ name: 'Segments', value: 'segments' },
]);

const emails = texts('Emails', 'Email Addresses', 'The addresses, separated by commas', {
	check: (address) => checkEmail(address, 'Email Addresses'),
	placeholder: 'name@email.com',
	required: true,
});

/** Exactly one scope: contacts or addresses, each with the same values for the e-mail, or segments. */
function inScope({
	ContactIds,
	Emails,
	InSegmentIds,
	NotInSegmentIds = [],
	TakeRandom = null,
	Dynamic = {},
	...rest
}: IDataObject): IDataObject {
	const each = (keys: unknown) =>
		Object.fromEntries((keys as unknown[]).map((key) => [String(key), { Dynamic }]));
	const scope =
		ContactIds !== undefined
			? { Contacts: each(ContactIds) }
			: Emails !== undefined
				? { Emails: each(Emails) }
				: { Segments: { InSegmentIds, NotInSegmentIds, TakeRandom, Dynamic } };
	return { ...rest, Scope: scope as IDataObject };
}

export const email2DispatchResource: Resource = {
	value: 'email2Dispatch',
	name: 'Email2 Dispatch',
	initial: 'create',
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create email2 dispatch',
			description:
				'Send an e-mail of the new editor; the platform returns an ID for segments only, else a text',
			endpoint: at(50, 'POST Email2Dispatches', { body: inScope }),
			fields: [
				text('TriggerId', 'Trigger ID', 'The trigger of the e-mail, as its editor names it', {
					required: true,
					placeholder: 'welcome',
				}),
				target,
				onlyFor(
					target,
					['contacts'],
					required(wholes('ContactIds', 'Contact IDs', 'IDs of the contacts, separated by commas')),
				),
				onlyFor(target, ['emails'], emails),
				onlyFor(
					target,
					['segments'],
					required(
						wholes('InSegmentIds', 'Segment IDs', 'IDs of the segments, separated by commas', {
							name: 'segmentIds',
						}),
					),
				),
				onlyFor(
					target,
					['segments'],
					limiting(
						wholes(
							'NotInSegmentIds',
							'Except Segment IDs',
							'Nobody in these segments, IDs separated by commas',
							{ name: 'exceptSegmentIds' },
						),
					),
				),
				onlyFor(
					target,
					['segments'],
					limiting(
						whole('TakeRandom', 'Take Random', 'Only so many, chosen at random', {
							placeholder: '100',
						}),
					),
				),
			],
			more: [
				whole('BatchDelaySec', 'Batch Delay (Seconds)', 'How long to wait between batches', {
					placeholder: '60',
				}),
				jsonObject('Dynamic', 'Dynamic (JSON)', 'Values for the e-mail, by name', {
					name: 'dynamic',
				}),
				limiting(flag('IsTest', 'Is Test', 'Whether this is a test')),
				limiting(moment('Schedule', 'Send At', 'When to send; at once unless given')),
			],
			// A second one would be a second e-mail.
			answer: done('Queued', { Answer: '4711' }),
		}),
	],
};
