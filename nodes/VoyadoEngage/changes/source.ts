import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { toFailure } from '../../shared/errors';
import type { ChangeSource, PollStep } from '../../shared/poll';
import { toItems } from './items';
import type { Memory } from './memory';
import { fromJson, toJson } from './memory';
import { advanced, begun, halved, take } from './pass';
import type { ChangeName } from './properties';
import { isRefused, readChanged } from './read';
import type { Wish } from './wish';

/** Contacts that one step hands over, and where each of them costs a request. */
const MANY = 1_000;
const FEW = 20;

/**
 * Contacts that changed in one way. The platform tells which contacts did between two moments, and not when: what was
 * read is remembered for a while and read once more, so that what became visible late is told from what was there.
 */
export class ContactChanges implements ChangeSource {
	readonly key: ChangeName;
	private memory: Memory;
	/** The last answer; a span is handed over in several steps. */
	private answer?: { about: string; ids: string[]; now: number };

	constructor(
		private readonly api: Api,
		type: ChangeName,
		private readonly wish: Wish,
		saved: IDataObject | undefined,
	) {
		const { start } = wish;
		this.key = type;
		// A change at the very moment of the start counts.
		this.memory = fromJson(saved, start === undefined ? start : start - 1);
	}

	async step(): Promise<PollStep> {
		const { api, key: type, wish } = this;
		const memory = begun(this.memory, wish.timezone);
		const [span] = memory.pass.spans;
		const about = `${span.from} ${span.to}`;
		try {
			if (this.answer?.about !== about)
				this.answer = { about, ...(await readChanged(api, type, span, wish.timezone)) };
		} catch (error) {
			const failure = toFailure(error);
			const halves = isRefused(failure) ? halved(memory) : undefined;
			if (halves === undefined) throw failure;
			return { items: [], done: false, keep: () => (this.memory = halves) };
		}
		const { ids, now } = this.answer;
		const part = take(memory, ids, wish.fullContact ? FEW : MANY);
		const next = advanced(memory, part, { now, timezone: wish.timezone });
		const found = { type, from: span.from, to: span.to, since: memory.since ?? span.to };
		const items = await toItems(api, part.ids, found, wish.fullContact);
		return { items, done: next.pass === undefined, keep: () => (this.memory = next) };
	}

	save(): IDataObject {
		return toJson(this.memory);
	}
}
