import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { invalid } from '../../shared/errors';
import type { ChangeSource, PollStep } from '../../shared/poll';
import { toIso } from '../dates';
import type { MailingList } from '../list/lists';
import { byId } from '../platform';
import { consentItem } from './items';
import type { ContactRows } from './rows';
import { besideOf, INCLUDE_BESIDE, readAlone, readPage, rowsIn } from './rows';
import type { Followed } from './statuses';
import { packStatuses, unpackStatuses } from './statuses';

/** The statuses a contact can have on a list, in the order they are read (fact sheet, sections 4 and 7). */
export const STATUSES = [1, 2, 0, 3];
/** Most contacts of a list that are followed; what is remembered of them is kept with the workflow. */
const MAX_FOLLOWED = 200_000;
/** A contact that so many passes in a row did not meet is forgotten: it was deleted. */
const GONE = 2;
/** Changed contacts of one step where each of them costs two requests. */
const FEW = 20;

/** One contact as a page of the list shows it. */
interface Met {
	contact: IDataObject;
	status: number;
	/** The consent itself, where the account sends it beside the contact. */
	consent?: IDataObject;
}

/**
 * Consents that changed on one list. Whether a consent moves the time of its contact is not known, and the platform
 * cannot list consents by time, so each pass reads the whole list, status by status, and compares.
 */
export class ConsentChanges implements ChangeSource {
	readonly key: string;
	private readonly followed: Map<number, Followed>;
	/** Where the first pass begins to count, in milliseconds; undefined once it is over. */
	private start: number | undefined;
	private isFirst: boolean;
	/** The status that is being read, by its place in STATUSES, and the last contact of it. */
	private turn: number;
	private after: string;

	/** @param start the moment from which changes count, in milliseconds; undefined for now */
	constructor(
		private readonly api: Api,
		private readonly list: MailingList,
		saved: IDataObject | undefined,
		start?: number,
	) {
		this.key = `list ${list.id}`;
		this.followed = unpackStatuses(saved?.followed);
		this.isFirst = saved?.isFirst !== false;
		this.start = typeof saved?.start === 'number' ? saved.start : start;
		this.turn = Number(saved?.turn ?? 0);
		this.after = String(saved?.after ?? '');
	}

	async step(): Promise<PollStep> {
		if (this.followed.size > MAX_FOLLOWED) {
			throw invalid(
				'List Names or IDs',
				`the list "${this.list.name}" has more than ${MAX_FOLLOWED} contacts`,
				'Leave it out, and take its changes from the other trigger, whose webhooks know no such limit.',
			);
		}
		const asked = STATUSES[this.turn] ?? STATUSES[0];
		const query = { listid: this.list.id, status: asked };
		const page = await readPage(this.api, this.after, query, ['contactLists']);
		// "Now" is when the platform gave its first answer.
		const start = this.start ?? Math.floor((page.now ?? Date.now()) / 1000) * 1000;

		const consents = rowsIn(page.body, 'contactLists');
		const byContact = new Map(
			consents
				?.filter(({ list }) => String(list) === this.list.id)
				.map((consent) => [String(consent.contact), consent]),
		);
		const met: Met[] = [];
		const changed: Met[] = [];
		for (const contact of page.contacts) {
			if (consents === undefined && changed.length === FEW) break;
			const consent = byContact.get(String(contact.id));
			const own = Number(consent?.status ?? asked);
			const one = { contact, consent, status: STATUSES.includes(own) ? own : asked };
			met.push(one);
			if (this.isChange(one, start)) changed.push(one);
		}
		const items = await this.toItems(changed, page.now ?? Date.now());
		const statusRead = met.length === page.contacts.length && !page.more;
		const done = statusRead && this.turn >= STATUSES.length - 1;
		const keep = () => {
			this.start = start;
			this.keep(met, statusRead);
			if (done) this.end();
		};
		return { items, done, keep };
	}

	private isChange({ contact, consent, status }: Met, start: number): boolean {
		const before = this.followed.get(Number(contact.id));
		if (before !== undefined) return before.status !== status;
		// The first pass takes the list as it is, but for what happened after the start.
		return !this.isFirst || timeOf(consent) >= start;
	}

	private keep(met: Met[], statusRead: boolean): void {
		const passBegins = this.turn === 0 && this.after === '';
		if (passBegins) for (const one of this.followed.values()) one.missed++;
		for (const { contact, status } of met)
			this.followed.set(Number(contact.id), { status, missed: 0 });
		this.after = statusRead ? '' : String(met[met.length - 1]?.contact.id ?? this.after);
		if (statusRead) this.turn++;
	}

	private end(): void {
		for (const [id, { missed }] of this.followed) if (missed >= GONE) this.followed.delete(id);
		this.turn = 0;
		this.isFirst = false;
	}

	private async toItems(changed: Met[], now: number): Promise<IDataObject[]> {
		const rows = await readThese(
			this.api,
			changed.map(({ contact }) => contact),
		);
		return await Promise.all(
			changed.map(async ({ contact, consent, status }, index) => {
				const previous = this.followed.get(Number(contact.id))?.status;
				const at = toIso(consent?.udate) ?? new Date(now).toISOString();
				return await consentItem(this.api, rows[index], { list: this.list, status, previous, at });
			}),
		);
	}

	save(): IDataObject {
		const { start, isFirst, turn, after } = this;
		return {
			followed: packStatuses(this.followed),
			isFirst,
			turn,
			after,
			...(isFirst && start !== undefined && { start }),
		};
	}
}

/** When a consent was last given or withdrawn, in milliseconds; NaN where the account does not say. */
const timeOf = (consent: IDataObject | undefined): number =>
	Date.parse(String(consent?.udate ?? consent?.sdate ?? ''));

/** Contacts of a page with their custom fields and tags, in the same order. */
export async function readThese(api: Api, contacts: IDataObject[]): Promise<ContactRows[]> {
	if (contacts.length === 0) return [];
	const { body } = await api.request({
		method: 'GET',
		path: ['contacts'],
		query: {
			ids: contacts.map(({ id }) => String(id)),
			limit: byId.size,
			include: INCLUDE_BESIDE.join(','),
		},
		expects: 'contacts',
	});
	const beside = besideOf(body);
	if (beside === undefined)
		return await Promise.all(contacts.map(async (contact) => await readAlone(api, contact)));
	return contacts.map((contact) => ({
		contact,
		fieldValues: [],
		contactTags: [],
		...beside.get(String(contact.id)),
	}));
}
