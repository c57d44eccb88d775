import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Observed } from '../../shared/changeWindow';
import { ChangeWindow } from '../../shared/changeWindow';
import type { ChangeSource, PollStep } from '../../shared/poll';
import { contactEventId, contactItem } from './items';
import type { ContactRows } from './rows';
import { besideOf, INCLUDE_BESIDE, readAlone, readPage } from './rows';

const HOUR_MS = 60 * 60_000;
/** Longest ways of the world's time zones from UTC. */
const [FARTHEST_WEST_MS, FARTHEST_EAST_MS] = [12 * HOUR_MS, 14 * HOUR_MS];
const DAY_MS = 24 * HOUR_MS;
/** Changed contacts of one step where each of them costs two requests. */
const FEW = 20;

const msOf = (value: unknown): number => Date.parse(String(value ?? ''));

interface Change {
	rows: ContactRows;
	type: 'contact_created' | 'contact_updated';
	eventId: string;
}

/**
 * Contacts that were created or updated. The platform can list contacts by the day of their last update (or of their
 * creation) only and not in that order, so each pass reads every contact of the days since the cursor and compares.
 */
export class ContactChanges implements ChangeSource {
	readonly key = 'contacts';
	private readonly window: ChangeWindow;
	/** The time to ask by: where only new contacts are wanted, they are all that has to be read. */
	private readonly by: 'created' | 'updated';
	/** Whether a filter by day was seen to take the named day in. */
	private dayCounts: boolean;

	/**
	 * @param wanted the types of items to hand over
	 * @param start the moment from which changes count, in milliseconds; undefined for now
	 */
	constructor(
		private readonly api: Api,
		private readonly wanted: Set<string>,
		saved: IDataObject | undefined,
		start?: number,
	) {
		this.window = new ChangeWindow(saved?.window as IDataObject | undefined, start);
		this.dayCounts = saved?.dayCounts === true;
		this.by = wanted.has('contact_updated') ? 'updated' : 'created';
	}

	/** The day to ask for: early enough in every time zone, and if the platform should leave the named day out. */
	private get day(): string {
		const since = this.window.since ?? Date.now();
		const early = since - FARTHEST_WEST_MS - (this.dayCounts ? 0 : DAY_MS);
		return new Date(early).toISOString().slice(0, 10);
	}

	async step(): Promise<PollStep> {
		const { window, day } = this;
		const page = await readPage(
			this.api,
			window.after,
			{ [`filters[${this.by}_after]`]: day },
			INCLUDE_BESIDE,
		);
		window.begin(page.now);

		const beside = besideOf(page.body);
		const met: Observed[] = [];
		const changes: Change[] = [];
		let read = 0;
		for (const contact of page.contacts) {
			if (beside === undefined && changes.length === FEW) break;
			read++;
			const rows = {
				contact,
				fieldValues: [],
				contactTags: [],
				...beside?.get(String(contact.id)),
			};
			const eventId = contactEventId(rows);
			const observed = {
				id: String(contact.id),
				updatedAt: msOf(contact.udate),
				createdAt: msOf(contact.cdate),
				hash: eventId.slice(0, 12),
			};
			met.push(observed);
			const verdict = window.judge(observed);
			if (verdict === undefined || !this.wanted.has(`contact_${verdict}`)) continue;
			changes.push({ rows, type: `contact_${verdict}`, eventId });
		}
		const items = await Promise.all(
			changes.map(async ({ rows, ...change }) => {
				const whole = beside === undefined ? await readAlone(this.api, rows.contact) : rows;
				return await contactItem(this.api, whole, change);
			}),
		);
		const done = read === page.contacts.length && !page.more;
		return { items, done, keep: () => this.keep(met, day, done) };
	}

	private keep(met: Observed[], day: string, done: boolean): void {
		// Whoever is of a time before the named day was over, wherever the account is, shows that the day counts.
		const surely = Date.parse(day) + DAY_MS - FARTHEST_EAST_MS;
		if (met.some((one) => one[`${this.by}At`] < surely)) this.dayCounts = true;
		this.window.keep(met, met[met.length - 1]?.id ?? this.window.after);
		if (done) this.window.end();
	}

	save(): IDataObject {
		return { window: this.window.save(), dayCounts: this.dayCounts };
	}
}
