import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { sameEmail } from '../../shared/email';
import { Failure } from '../../shared/errors';
import { lookUpByEmail } from './find';

/** How long a batch is waited for, and how often is asked: after one second, later after five. */
const MOST_WAITED_MS = 300_000;
const STEP_MS = 1_000;
const LONGEST_STEP_MS = 5_000;

/** Contacts per page. */
const PAGE_SIZE = 100;

interface Ended {
	/** The vendor's word. */
	status: string;
	/** Contact ids. */
	success: string[];
	/** E-mails. */
	failure: Set<string>;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Asks until the batch has ended; undefined when that takes too long. @throws Failure */
async function waitFor(api: Api, batchId: string): Promise<Ended | undefined> {
	const until = Date.now() + MOST_WAITED_MS;
	for (let step = STEP_MS; ; step = Math.min(step + STEP_MS, LONGEST_STEP_MS)) {
		if (Date.now() + step > until) return undefined;
		await api.pause(step);
		const { body } = await api.request({
			method: 'GET',
			path: ['import', 'info'],
			query: { batchId },
			expects: 'status',
		});
		// In the first second the status is false.
		const status = String(body.status);
		if (['completed', 'failed', 'interrupted'].includes(status)) {
			return {
				status,
				success: listOf(body.success).map(String),
				failure: new Set(listOf(body.failure).map(sameEmail)),
			};
		}
	}
}

/** Contact ids by address. */
async function idsByEmail(api: Api, ids: string[]): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (let start = 0; start < ids.length; start += PAGE_SIZE) {
		const { body } = await api.request({
			method: 'GET',
			path: ['contacts'],
			query: { ids: ids.slice(start, start + PAGE_SIZE), limit: PAGE_SIZE },
			expects: 'contacts',
		});
		for (const { id, email } of listOf(body.contacts) as IDataObject[])
			found.set(sameEmail(email), String(id));
	}
	return found;
}

const rejected = (email: string, batchId: string) =>
	new Failure({
		message: `Email: QuarticOn CDXP did not import "${email}" (batch ${batchId}) and gives no reason`,
		code: 'import_failed',
		field: 'Email',
		remedy:
			'The address is invalid or has bounced, it stands on the exclusion list, the contact has unsubscribed from a list it should be added to, or the account may not have more contacts.',
	});

const brokenOff = (status: string, batchId: string) =>
	new Failure({
		message: `The import was given up by QuarticOn CDXP: batch ${batchId} is "${status}"`,
		code: 'import_given_up',
		status: 'uncertain',
		remedy:
			'Part of the batch may have been imported. Look for the contact in the platform, or run this item again.',
	});

const untold = (email: string, batchId: string) =>
	new Failure({
		message: `Email: QuarticOn CDXP says nothing of "${email}" in the result of batch ${batchId}, and no contact has the address`,
		code: 'import_untold',
		field: 'Email',
		status: 'uncertain',
		remedy: 'Look for the contact in the platform, or run this item again.',
	});

/**
 * Waits for a batch and reads what became of its contacts.
 *
 * @returns one result per address, in order; `queued` for those that could not be learnt about in time: they are that
 * much for certain
 */
export async function resultsOf(
	api: Api,
	batchId: string,
	emails: string[],
): Promise<Array<IDataObject | Failure>> {
	const results: Array<IDataObject | Failure> = emails.map((email) => queued(email, batchId));
	try {
		const ended = await waitFor(api, batchId);
		if (ended === undefined) return results;
		const { status, success, failure } = ended;
		for (const [place, email] of emails.entries())
			if (failure.has(sameEmail(email))) results[place] = rejected(email, batchId);

		const ids = await idsByEmail(api, success);
		for (const [place, email] of emails.entries()) {
			if (failure.has(sameEmail(email))) continue;
			const id = ids.get(sameEmail(email));
			if (id !== undefined) results[place] = imported(id, email, batchId);
			else if (status !== 'completed') results[place] = brokenOff(status, batchId);
			else results[place] = await lookedFor(api, email, batchId);
		}
	} catch {
		// Whatever keeps the answer from us, stopping included, the contacts are queued.
	}
	return results;
}

/**
 * A contact that a completed batch names neither as done nor as failed. The vendor's reference speaks of the ids of new
 * contacts only, so that one who is there counts as updated.
 */
async function lookedFor(api: Api, email: string, batchId: string): Promise<IDataObject | Failure> {
	const contact = await lookUpByEmail(api, email);
	return contact === undefined
		? untold(email, batchId)
		: imported(String(contact.id), email, batchId);
}

const imported = (id: string, email: string, batchId: string): IDataObject => ({
	id,
	email,
	status: 'imported',
	batchId,
});

/** What is known of a contact once the platform has taken it. */
export const queued = (email: string, batchId: string): IDataObject => ({
	email,
	status: 'queued',
	batchId,
});
