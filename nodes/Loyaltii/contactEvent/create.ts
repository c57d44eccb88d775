import type { IDataObject } from 'n8n-workflow';

import type { Batch } from '../../shared/batch';
import { isOn } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { collection } from '../../shared/entry';
import { Failure, toFailure } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import type { Api } from '../../shared/api';
import { sendInHalves } from '../../shared/halves';
import type { BatchOperation } from '../../shared/operation';
import { readText } from '../../shared/values';
import { isBroken } from '../endpoint/answers';
import { optionsWith, readBatchSize } from '../endpoint/batchSize';
import { at, requestTo } from '../endpoint/endpoint';
import { jsonObject, text } from '../endpoint/entries';
import { givenUp } from '../endpoint/givenUp';
import { contact } from '../endpoint/locators';
import type { Listed } from '../endpoint/operation';
import { contentOf } from '../endpoint/operation';
import { eventType } from './fields';

const endpoint = at(19, 'POST ContactEvents?ignoreUnknownContacts={ignoreUnknownContacts}', {
	body: ({ events }) => events as unknown[],
});

const who = contact('ContactId', 'Whom the event is about');

const fields: Entry[] = [
	{
		...who,
		// The platform takes the secret as well as the ID.
		write: async (given, call, beside) => {
			const { mode, value } = given as Locator;
			if (mode === 'code') return { ContactSecret: readText('Contact', value) };
			return (await who.write?.(given, call, beside)) ?? {};
		},
	},
	eventType('Type', 'The type of the event'),
	text('SubType', 'Sub Type', 'The finer type of the event', {
		required: true,
		placeholder: 'Read',
	}),
];

const more: Entry[] = [
	jsonObject('InfoJson', 'Info (JSON)', 'Further data of the event', { name: 'infoJson' }),
	text('ParentId', 'Parent ID', 'The ID of what the event belongs to', { placeholder: '1001' }),
	text('ParentType', 'Parent Type', 'The kind of what the event belongs to', {
		placeholder: 'Order',
	}),
	text(
		'UniqueExtId',
		'Unique External ID',
		'An ID of your own; an event whose ID is there already is skipped silently, so that sending it twice does no harm',
		{ placeholder: 'order-1001-read' },
	),
];

interface Wish {
	event: IDataObject;
	ignore: boolean;
}

const batch: Batch<Wish> = {
	async prepare(call) {
		readBatchSize(call);
		const event = await contentOf({ value: 'create', fields, more }, call);
		return { event, ignore: isOn(call.given('options').ignoreUnknownContacts) };
	},
	// Only events that all have an ID of their own can be sent again.
	group: ({ event, ignore }, call) => `${ignore} ${isNamed(event)} ${readBatchSize(call)}`,
	// Of two events with one ID the platform keeps one, whichever.
	apart: ({ event }) => (isNamed(event) ? [String(event.UniqueExtId)] : []),
	limits: (call) => ({ rows: readBatchSize(call) }),
	/** The platform refuses all events of a request if it does not know one contact. */
	async send(rows, { api }) {
		const send = async (some: Wish[]) => await sendEvents(api, some);
		if (!isNamed(rows[0].event)) return await send(rows);
		return await sendInHalves(rows, { send, isRefusal, givenUp: givenUp(NO_HARM) });
	},
};

const isNamed = ({ UniqueExtId }: IDataObject): boolean => UniqueExtId !== undefined;
const isRefusal = ({ facts }: Failure): boolean => facts.httpStatus === 404;
const NO_HARM = 'Running an event again that has an ID of its own does no harm.';

/** Sends events with one request; all have an ID of their own, or none. @throws Failure */
async function sendEvents(api: Api, rows: Wish[]): Promise<IDataObject[]> {
	const events = rows.map(({ event }) => event);
	const repeatable = isNamed(events[0]);
	try {
		const { body } = await api.request<unknown>({
			...requestTo(endpoint, { events, ignoreUnknownContacts: rows[0].ignore }),
			repeatable,
			expects: (answer) => !isBroken(answer),
			meanings: {
				404: {
					message: 'There is no such contact',
					remedy: 'Correct the contact of the event, or switch Ignore Unknown Contacts on.',
					field: 'Contact',
				},
			},
		});
		const said = typeof body === 'string' ? { Answer: body } : {};
		return events.map((event) => ({ ...event, ...said }));
	} catch (error) {
		const failure = toFailure(error);
		// The vendor does not say that none of the others was stored.
		throw isRefusal(failure) && rows.length > 1 && !repeatable ? unclear(failure) : failure;
	}
}

const unclear = ({ facts }: Failure) =>
	new Failure({
		...facts,
		message: `${facts.message}; this refuses every event of the request, and which contact it is about is not said`,
		status: 'uncertain',
		remedy:
			'Give each event a Unique External ID: the node then finds out which ones are refused. Or set Batch Size to 1, or switch Ignore Unknown Contacts on.',
	});

export const create: BatchOperation & Listed = {
	value: 'create',
	name: 'Create',
	action: 'Create contact events',
	description: 'Record what contacts did, many events with one request',
	endpoints: [endpoint],
	fields: [
		...fields.map(({ field }) => field),
		...collection('Additional Fields', 'additionalFields', 'Field', more),
		optionsWith({
			displayName: 'Ignore Unknown Contacts',
			name: 'ignoreUnknownContacts',
			type: 'boolean',
			default: false,
			description:
				'Whether events of contacts the platform does not know are left out silently; otherwise it refuses the whole request',
		}),
	],
	repeatable: false,
	sideBySide: false,
	batch: batch as Batch,
	sample: {
		ContactId: 353034,
		Type: 'Newsletter',
		SubType: 'Read',
		UniqueExtId: 'order-1001-read',
	},
};
