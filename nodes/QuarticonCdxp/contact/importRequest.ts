import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { Failure, toFailure } from '../../shared/errors';
import { notAttempted } from '../../shared/outcome';
import type { ImportBudget } from '../platform';
import { problemsOf } from '../platform';
import type { ImportRow } from './importRow';

/** The most one request carries (fact sheet, section 9). */
export const MOST_ROWS = 250;
const MOST_BYTES = 399_999;

/** How often the rows that the platform names are taken out and the others sent again. */
const MOST_ROUNDS = 20;
/** How many bad rows that the platform does not name are looked for in one batch. */
const MOST_SOUGHT = 5;

const bodyOf = (contacts: ImportRow[], excludeAutomations: boolean): IDataObject => ({
	contacts,
	// Where the key stands is told in two ways; at the top it was seen to work. Left out, automations run.
	...(excludeAutomations && { exclude_automations: true }),
});

/** What is left of a request for its rows. */
export const BYTES_FOR_ROWS = MOST_BYTES - Buffer.byteLength(JSON.stringify(bodyOf([], true)));

/** The platform refused a request as a whole: nothing of it was queued. */
interface Refusal {
	/** What it says of single rows, by place. */
	reasons: Map<number, string>;
	said: string;
}

/** Sends one request. @returns the batch's id, or why it was refused. @throws Failure */
async function send(
	api: Api,
	rows: ImportRow[],
	excludeAutomations: boolean,
): Promise<string | Refusal> {
	const budget: ImportBudget = rows.length === 1 ? 'importOfOne' : 'import';
	const { status, body } = await api.request({
		method: 'POST',
		path: ['import', 'bulk_import'],
		body: bodyOf(rows, excludeAutomations),
		budget,
		accept: [400],
		expects: 'batchId',
		// The same data, tags and consents twice are the same as once; automations would run twice.
		repeatable: excludeAutomations,
	});
	return status === 400 ? refusalOf(body, rows.length) : String(body.batchId);
}

function refusalOf(body: IDataObject, rows: number): Refusal {
	const reasons = new Map<number, string>();
	for (const entry of Array.isArray(body.failureReasons) ? body.failureReasons : []) {
		const { contact, failureReason } = (entry ?? {}) as IDataObject;
		// Counted from 1.
		const place = Number(contact) - 1;
		if (Number.isInteger(place) && place >= 0 && place < rows)
			reasons.set(place, String(failureReason ?? ''));
	}
	const said = problemsOf(body)
		.map(({ text }) => text)
		.join('; ');
	return { reasons, said };
}

function refused(said: string): Failure {
	return new Failure({
		message:
			said === ''
				? 'QuarticOn CDXP refused to import this contact'
				: `QuarticOn CDXP says: ${said}`,
		code: 'import_refused',
		...(/email/i.test(said) && { field: 'Email' }),
		remedy: 'Nothing of this contact was imported. Correct it and run the item again.',
		httpStatus: 400,
	});
}

function givenUp(said: string): Failure {
	return new Failure({
		message: `QuarticOn CDXP refused a batch with this contact, for more contacts than were looked for${said === '' ? '' : `: ${said}`}`,
		code: 'too_many_refused',
		remedy:
			'Nothing of this contact was imported. Look at the contacts of the same batch that were refused, correct what they have in common, and run these items again.',
		httpStatus: 400,
	});
}

/**
 * Brings rows into the platform's queue. It takes a request as a whole or refuses it, so that refused rows are told apart
 * here: those it names are taken out; where it names none, the request is sent in halves.
 *
 * @returns per row the id of the batch it is in, or why it is in none
 */
export async function queueRows(
	api: Api,
	rows: ImportRow[],
	excludeAutomations: boolean,
): Promise<Array<string | Failure>> {
	const results = new Array<string | Failure>(rows.length);
	const settle = (places: number[], result: string | Failure) => {
		for (const place of places) results[place] = result;
	};
	const parts = [rows.map((_, place) => place)];
	let rounds = 0;
	let sought = 0;
	for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
		const places = part;
		let answer: string | Refusal;
		try {
			answer = await send(
				api,
				places.map((place) => rows[place]),
				excludeAutomations,
			);
		} catch (error) {
			const failure = toFailure(error);
			settle(places, failure);
			if (failure.facts.setup !== true && failure.facts.cancelled !== true) continue;
			settle(parts.splice(0).flat(), notAttempted(failure));
			break;
		}
		if (typeof answer === 'string') {
			settle(places, answer);
			continue;
		}

		const { reasons, said } = answer;
		for (const [index, reason] of reasons) settle([places[index]], refused(reason));
		const rest = places.filter((_, index) => !reasons.has(index));
		if (reasons.size > 0) {
			rounds++;
			if (rest.length > 0) parts.unshift(rest);
		} else if (places.length === 1) {
			sought++;
			settle(places, refused(said));
		} else {
			const half = Math.ceil(places.length / 2);
			parts.unshift(places.slice(0, half), places.slice(half));
		}
		if (rounds >= MOST_ROUNDS || sought >= MOST_SOUGHT)
			settle(parts.splice(0).flat(), givenUp(said));
	}
	return results;
}
