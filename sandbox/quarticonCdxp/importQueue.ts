import { createHash } from 'node:crypto';
import { touchContact } from './contactSync';
import type { Context } from './context';
import type { ContactRecord } from './records';
import { saveValues } from './values';

/** A contact as the importer takes it; what it does not know is gone. */
export interface ImportContact {
	email: string;
	/** Name and phone as far as they were sent. */
	names: { firstName?: unknown; lastName?: unknown; phone?: unknown };
	tags: string[];
	fields: Array<{ field: string; value: unknown }>;
	/** Ids of lists. */
	subscribe: string[];
	unsubscribe: string[];
}

/** One accepted request of the importer. */
export interface ImportBatch {
	id: string;
	queuedAt: number;
	/** How many contacts were sent, those left out at once included. */
	size: number;
	contacts: ImportContact[];
	isDone: boolean;
	/** Ids of contacts. */
	success: string[];
	/** E-mails. */
	failure: string[];
}

/** Requests per minute of the clock. */
const PER_MINUTE = { several: 100, single: 20 };
const MINUTE_MS = 60_000;
/** What a live account was seen to take for one contact. */
export const VENDOR_IMPORT_MS = 6_000;
/** Before, the platform has not given the batch a status. */
const NO_STATUS_MS = 1_000;

/**
 * What the bulk importer has accepted, carried out in order once its time has come. Nothing ticks: whoever looks at the
 * account calls `advance` first.
 */
export class ImportQueue {
	private batches: ImportBatch[] = [];
	/** When requests with several contacts, and with a single one, came in this minute. */
	private turns = { several: [] as number[], single: [] as number[] };

	constructor(
		private readonly ctx: Context,
		/** How long a batch takes. */
		public ms = VENDOR_IMPORT_MS,
	) {}

	get all(): readonly ImportBatch[] {
		return this.batches;
	}

	find(id: string): ImportBatch | undefined {
		return this.batches.find((batch) => batch.id === id);
	}

	/** Asks for a turn of the importer's own limit, which has nothing to do with the account's. */
	takeTurn(kind: keyof typeof PER_MINUTE): { allowed: boolean; perMinute: number } {
		const now = this.ctx.now();
		const start = Math.floor(now / MINUTE_MS) * MINUTE_MS;
		const recent = this.turns[kind].filter((at) => at >= start);
		const allowed = recent.length < PER_MINUTE[kind];
		this.turns[kind] = allowed ? [...recent, now] : recent;
		return { allowed, perMinute: PER_MINUTE[kind] };
	}

	/** Accepts contacts; addresses on the exclusion list are left out at once. */
	add(sent: ImportContact[]): ImportBatch {
		const { rules, store, now } = this.ctx;
		const isExcluded = ({ email }: ImportContact) =>
			rules.on('importSkipsExcluded') && store.exclusions.has(email.toLowerCase());
		const batch: ImportBatch = {
			id: this.newId(sent),
			queuedAt: now(),
			size: sent.length,
			contacts: sent.filter((contact) => !isExcluded(contact)),
			isDone: false,
			success: [],
			failure: sent.filter(isExcluded).map(({ email }) => email),
		};
		this.batches.push(batch);
		if (!rules.on('importIsQueued')) this.carryOut(batch);
		return batch;
	}

	/** Carries out every batch that is due. */
	advance(): void {
		const now = this.ctx.now();
		for (const batch of this.batches) {
			if (!batch.isDone && now >= batch.queuedAt + this.ms) this.carryOut(batch);
		}
	}

	/** Carries out everything, due or not. */
	finish(): void {
		for (const batch of this.batches) if (!batch.isDone) this.carryOut(batch);
	}

	/** The vendor's word for how far a batch is. */
	statusOf(batch: ImportBatch): string | false {
		const age = this.ctx.now() - batch.queuedAt;
		if (age < NO_STATUS_MS && this.ctx.rules.on('importStatusFalseAtFirst')) return false;
		if (batch.isDone) return 'completed';
		return age < this.ms / 2 ? 'waiting' : 'active';
	}

	clear(): void {
		this.batches = [];
		this.turns = { several: [], single: [] };
	}

	/** A new id: the same in every run for the same contacts, so that runs can be compared. */
	private newId(sent: ImportContact[]): string {
		for (let count = 0; ; count++) {
			const hash = createHash('md5')
				.update(JSON.stringify([sent, count]))
				.digest('hex');
			const id = hash.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
			if (this.find(id) === undefined) return id;
		}
	}

	private carryOut(batch: ImportBatch): void {
		batch.isDone = true;
		for (const contact of batch.contacts) {
			const known = this.ctx.store.contactByEmail(contact.email);
			if (known && this.refuses(known, contact)) batch.failure.push(contact.email);
			else batch.success.push(...this.store(contact, known));
		}
	}

	private refuses({ id }: ContactRecord, { subscribe }: ImportContact): boolean {
		const { rules, store } = this.ctx;
		const statuses = store.listStatusOf(id);
		const hasLeft = subscribe.some((list) => statuses[list] === 2);
		const hasBounced = Object.values(statuses).includes(3);
		return (
			(hasLeft && rules.on('importNeverResubscribes')) ||
			(hasBounced && rules.on('importRefusesBounced'))
		);
	}

	/** @returns the contact's id, where the vendor reports it */
	private store(sent: ImportContact, known: ContactRecord | undefined): string[] {
		const { ctx } = this;
		const contact = known ?? ctx.store.addContact({ email: sent.email });
		touchContact(ctx, contact, sent.names, true);
		saveValues(ctx, contact, sent.fields);
		for (const name of sent.tags) this.tag(contact, name);
		for (const list of sent.subscribe) this.setConsent(contact, list, 1);
		for (const list of sent.unsubscribe) this.setConsent(contact, list, 2);
		if (known && !ctx.rules.on('importFiresNothing')) ctx.events.contact('update', contact, 'api');
		return known && !ctx.rules.on('importReportsUpdated') ? [] : [contact.id];
	}

	private tag({ id }: ContactRecord, name: string): void {
		const { rules, store } = this.ctx;
		const known = store.tagByName(name);
		if (!known && !rules.on('importCreatesTags')) return;
		store.tagContact(id, (known ?? store.addTag({ tag: name })).id);
	}

	private setConsent(contact: ContactRecord, listId: string, status: number): void {
		const { rules, store, events } = this.ctx;
		const list = store.tables.lists.get(listId);
		if (!list || store.listStatusOf(contact.id)[listId] === status) return;
		store.setConsent(contact.id, listId, status);
		if (!rules.on('importFiresNothing')) events.consent(contact, list, status, 'api');
	}
}
