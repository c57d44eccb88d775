import type { Context } from './context';
import { contactNotFound, invalidField, NamedRefusal } from './errors';
import { only } from './lookup';
import type { Fields, VoyadoContact } from './records';
import { readSent } from './sent';
import { comparable } from './store';
import { createContact, heldKey, updateContact } from './writes';

/** What a bulk request asks for. */
export interface BulkOrder {
	kind: 'create' | 'update';
	rows: Fields[];
	/** Of contacts that do not name theirs. */
	contactType: string;
	isExported: boolean;
}

/** One accepted bulk request. */
export interface BulkBatch extends BulkOrder {
	id: string;
	queuedAt: number;
	isDone: boolean;
	succeeded: number;
	errors: Array<{ index: number; errorCode: string; detail: string }>;
}

/** No source says how long the vendor takes. */
export const DEFAULT_BULK_MS = 2_000;

/**
 * Bulk requests, carried out in order once their time has come. Nothing ticks: whoever looks at the tenant calls
 * `advance` first.
 */
export class BulkQueue {
	private batches: BulkBatch[] = [];
	private waiting: BulkBatch[] = [];

	constructor(
		private readonly ctx: Context,
		/** How long a batch takes, in milliseconds. */
		public ms = DEFAULT_BULK_MS,
	) {}

	get all(): readonly BulkBatch[] {
		return this.batches;
	}

	find(id: string | undefined): BulkBatch | undefined {
		return this.batches.find((batch) => batch.id === id);
	}

	/** Accepts a request. */
	add(order: BulkOrder): BulkBatch {
		const { rules, store, now } = this.ctx;
		const batch: BulkBatch = {
			...order,
			id: store.newId(),
			queuedAt: now(),
			isDone: false,
			succeeded: 0,
			errors: [],
		};
		this.batches.push(batch);
		this.hold(batch, 1);
		if (rules.on('voyadoBulkLater')) this.waiting.push(batch);
		else this.carryOut(batch);
		return batch;
	}

	/** Carries out every batch that is due. */
	advance(): void {
		if (this.waiting.length === 0) return;
		const latest = this.ctx.now() - this.ms;
		this.carryOutAll(({ queuedAt }) => queuedAt <= latest);
	}

	/** Carries out everything, due or not. */
	finish(): void {
		this.carryOutAll(() => true);
	}

	clear(): void {
		this.batches = [];
		this.waiting = [];
	}

	private carryOutAll(isDue: (batch: BulkBatch) => boolean): void {
		const due = this.waiting.filter(isDue);
		this.waiting = this.waiting.filter((batch) => !isDue(batch));
		for (const batch of this.inOrder(due)) this.carryOut(batch);
	}

	private inOrder<T>(list: T[]): T[] {
		return this.ctx.rules.on('voyadoBulkInOrder') ? list : [...list].reverse();
	}

	/** Holds the keys of contacts that are about to be created, or lets go of them. */
	private hold({ kind, rows, contactType }: BulkBatch, by: 1 | -1): void {
		const { inCreation } = this.ctx.store;
		if (kind === 'update') return;
		for (const row of rows) {
			const key = heldKey(this.ctx, String(row.contactType ?? contactType), row);
			const held = (inCreation.get(key) ?? 0) + by;
			if (held > 0) inCreation.set(key, held);
			else inCreation.delete(key);
		}
	}

	private carryOut(batch: BulkBatch): void {
		batch.isDone = true;
		this.hold(batch, -1);
		const rows = this.inOrder(batch.rows.map((row, index) => ({ row, index })));
		for (const { row, index } of rows) {
			try {
				this.apply(batch, row);
				batch.succeeded += 1;
			} catch (error) {
				if (!(error instanceof NamedRefusal)) throw error;
				batch.errors.push({ index, errorCode: error.errorCode, detail: error.detail });
				if (!this.ctx.rules.on('voyadoBulkRowsAlone')) return;
			}
		}
	}

	private apply({ kind, contactType, isExported }: BulkBatch, row: Fields): void {
		const { ctx } = this;
		const sent = readSent(ctx, row);
		if (kind === 'create') createContact(ctx, sent, { contactType, isExported, isQueued: true });
		else updateContact(ctx, this.contactOf(row, contactType), sent, { isExported });
	}

	/** The contact a row of an update means. @throws NamedRefusal */
	private contactOf(row: Fields, contactType: string): VoyadoContact {
		const { ctx } = this;
		const key = ctx.store.keyOf(String(row.contactType ?? contactType));
		const byId = row.id !== undefined && row.id !== null;
		if (byId && ctx.rules.on('voyadoBulkIdentifier')) {
			const contact = ctx.store.contact(String(row.id));
			if (!contact) throw contactNotFound(ctx);
			return contact;
		}
		if (comparable(key, row[key]) === '')
			throw invalidField(ctx, key, 'an id or the key field is needed.');
		return only(ctx, ctx.store.having(key, row[key]));
	}
}
