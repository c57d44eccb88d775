import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { isEmpty, isOn } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { readStartFrom } from '../../shared/startFrom';
import { wordsOf } from '../../shared/values';
import type { ChangeName } from './properties';
import { CHANGES } from './properties';

/** What the user asks for. */
export interface Wish {
	types: ChangeName[];
	/** The moment from which changes count, in milliseconds; undefined for now. */
	start?: number;
	/** The time zone of the vendor's dates, an IANA name. */
	timezone: string;
	fullContact: boolean;
}

function readTypes(context: IPollFunctions): ChangeName[] {
	const words = wordsOf(context.getNodeParameter('events', []));
	const unknown = words.find((word) => !Object.hasOwn(CHANGES, word));
	if (words.length === 0 || unknown !== undefined) {
		throw invalid(
			'Trigger On',
			unknown === undefined ? 'nothing is chosen' : `"${unknown}" is not one of the choices`,
			`Choose at least one of ${Object.keys(CHANGES).join(', ')}.`,
		);
	}
	return [...new Set(words)] as ChangeName[];
}

function readTimezone(given: unknown): string {
	const name = isEmpty(given) ? 'UTC' : String(given).trim();
	try {
		return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
	} catch {
		throw invalid(
			'Time Zone of Engage',
			`"${name}" is not a time zone`,
			'Give one such as Europe/Stockholm.',
		);
	}
}

/** @throws Failure when something is missing or wrong */
export function readWish(context: IPollFunctions): Wish {
	const options = context.getNodeParameter('options', {}) as IDataObject;
	return {
		types: readTypes(context),
		start: readStartFrom(context, '2021-08-13T17:51:44+02:00'),
		timezone: readTimezone(options.timezone),
		fullContact: isOn(options.fullContact),
	};
}
