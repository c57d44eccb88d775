import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { isEmpty, isOn } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { readStartDate } from '../../shared/startFrom';
import { readText, readWhole, shown, wordsOf } from '../../shared/values';
import type { Event } from './properties';
import { EVENTS } from './properties';

/** The highest ID: the platform's are 32-bit integers (fact sheet, section 1). */
export const HIGHEST_ID = 2 ** 31 - 1;

/** What the user asks for. */
export interface Wish {
	event: Event;
	/** Types of contact events or points; none for all points. */
	types: string[];
	/** Subtypes of contact events; none for all. */
	subtypes: Set<string>;
	/** The table's name; empty unless rows of a table are wanted. */
	table: string;
	/** What registrations are narrowed by. */
	registration: { source?: string; ip?: string };
	/** The ID after which the first pass begins, or the moment in milliseconds; undefined for now. */
	start?: number;
	fullContact: boolean;
}

const distinct = (value: unknown): string[] => [...new Set(wordsOf(value))];

function readStartId(context: IPollFunctions): number {
	const given = context.getNodeParameter('startAfterId', '');
	const id = readWhole('Start After ID', isEmpty(given) ? '' : given, 0);
	if (id <= HIGHEST_ID) return id;
	throw invalid('Start After ID', `${shown(given)} is too high`, `IDs end at ${HIGHEST_ID}.`);
}

/** Ways to start, by event; a reader that gives undefined starts now. */
function readStart(context: IPollFunctions, event: Event): number | undefined {
	const ways: Record<string, () => number | undefined> = {
		now: () => undefined,
		...(event === 'contactRegistered'
			? { date: () => readStartDate(context, '2025-08-27T10:00:00+02:00') }
			: { beginning: () => 0, id: () => readStartId(context) }),
	};
	const chosen = String(context.getNodeParameter('startFrom', 'now'));
	if (Object.hasOwn(ways, chosen)) return ways[chosen]();
	throw invalid(
		'Start From',
		`"${chosen}" is not one of the choices`,
		`Choose one of ${Object.keys(ways).join(', ')}.`,
	);
}

function readEvent(context: IPollFunctions): Event {
	const event = String(context.getNodeParameter('event', 'contactEvent'));
	if (Object.hasOwn(EVENTS, event)) return event as Event;
	throw invalid(
		'Trigger On',
		`"${event}" is not one of the choices`,
		`Choose one of ${Object.keys(EVENTS).join(', ')}.`,
	);
}

function readTypes(context: IPollFunctions, event: Event): string[] {
	if (event === 'point') return distinct(context.getNodeParameter('pointTypes', []));
	if (event !== 'contactEvent') return [];
	const types = distinct(context.getNodeParameter('eventTypes', ''));
	if (types.length > 0) return types;
	throw invalid('Event Types', 'nothing is given', 'Give the types of events, such as web, store.');
}

/** @throws Failure when something is missing or wrong */
export function readWish(context: IPollFunctions): Wish {
	const event = readEvent(context);
	const given = (name: string) => context.getNodeParameter(name, '');
	const word = (name: string) => String(given(name) ?? '').trim();
	const isContact = event === 'contactRegistered';
	const { value } = context.getNodeParameter('table', {}) as IDataObject;
	const { fullContact } = context.getNodeParameter('options', {}) as IDataObject;
	return {
		event,
		types: readTypes(context, event),
		subtypes: new Set(event === 'contactEvent' ? wordsOf(given('eventSubtypes')) : []),
		table: event === 'tableRow' ? readText('Table', value) : '',
		registration: {
			...(isContact && word('registrationSource') && { source: word('registrationSource') }),
			...(isContact && word('registrationIp') && { ip: word('registrationIp') }),
		},
		start: readStart(context, event),
		fullContact: event !== 'tableRow' && isOn(fullContact),
	};
}
