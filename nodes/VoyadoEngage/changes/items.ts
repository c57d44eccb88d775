import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { fingerprint } from '../../shared/canonical';
import { toFailure } from '../../shared/errors';
import { simplifyContact } from '../contact/shape';
import { readContact } from '../contact/write';
import { withContact, withNote } from '../trigger/note';
import type { ChangeName } from './properties';

const iso = (ms: number): string => new Date(ms).toISOString();

/** Where a change was found, in milliseconds since 1970. */
export interface Found {
	type: ChangeName;
	/** The span of time it happened in; the platform tells no more. */
	from: number;
	to: number;
	/** The cursor of the pass that met it. */
	since: number;
}

/**
 * The same for the same change. A contact is created and deleted once; an update is told by what the contact is after it,
 * and where that was not read, by the span that was asked for.
 */
function eventIdOf(contactId: string, { type, since, to }: Found, contact?: unknown): string {
	const change = { type, contactId: contactId.toLowerCase() };
	if (type !== 'contact.updated') return fingerprint(change);
	const seen = contact === undefined ? { to } : { contact: contact as IDataObject };
	return fingerprint({ ...change, since, ...seen });
}

/** The item of a contact that changed. */
function toItem(contactId: string, found: Found, more: IDataObject = {}): IDataObject {
	return {
		eventId: eventIdOf(contactId, found, more.fullContact),
		type: found.type,
		occurredAt: iso(found.to),
		occurredAfter: iso(found.from),
		contactId,
		...more,
	};
}

/**
 * What Full Contact adds to each of these contacts. One that cannot be had gets a note; where that may be the platform's
 * fault and holds for all of them, it is better to ask again later.
 * @throws Failure
 */
async function contactsOf(api: Api, ids: string[]): Promise<IDataObject[]> {
	const read = await Promise.all(
		ids.map(async (id) => {
			try {
				return simplifyContact(await readContact(api, id));
			} catch (error) {
				return toFailure(error);
			}
		}),
	);
	const failures = read.filter((one) => one instanceof Error);
	const isTheirs = ({ facts: { httpStatus = 0 } }: (typeof failures)[number]) =>
		httpStatus >= 400 && httpStatus < 500 && httpStatus !== 429;
	const fault =
		failures.find(({ facts }) => facts.setup === true) ??
		(failures.length === read.length ? failures.find((one) => !isTheirs(one)) : undefined);
	if (fault !== undefined) throw fault;
	return read.map((one) => (one instanceof Error ? withNote(one.message) : withContact(one)));
}

/** The items of contacts that changed, with their contacts if wanted; of one that is deleted there is none. @throws Failure */
export async function toItems(
	api: Api,
	ids: string[],
	found: Found,
	fullContact: boolean,
): Promise<IDataObject[]> {
	if (!fullContact || found.type === 'contact.deleted') return ids.map((id) => toItem(id, found));
	const more = await contactsOf(api, ids);
	return ids.map((id, index) => toItem(id, found, more[index]));
}
