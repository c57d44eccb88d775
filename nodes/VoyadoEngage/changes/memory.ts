import type { IDataObject } from 'n8n-workflow';

import { fingerprint } from '../../shared/canonical';

/** Most contacts that are remembered. */
const MAX_KNOWN = 20_000;
/** Characters of a contact's mark, 64 bits. */
const MARK_LENGTH = 16;

/** Contacts by their marks; undefined where they were too many to be remembered. */
export type Marks = Set<string> | undefined;

/** What stands for a contact in the memory. */
export const markOf = (contactId: string): string =>
	fingerprint({ contactId: contactId.toLowerCase() }).slice(0, MARK_LENGTH);

/** The marks and those of more contacts. */
export function joined(marks: Marks, more: Iterable<string>): Marks {
	if (marks === undefined) return undefined;
	const all = new Set([...marks, ...more]);
	return all.size > MAX_KNOWN ? undefined : all;
}

/** A span of time to read: what changed after `from` and up to `to`, in milliseconds since 1970. */
export interface Span {
	/** `overlap` was read before, `last` will be read again by the next pass, `earlier` is read this once. */
	kind: 'overlap' | 'last' | 'earlier';
	from: number;
	to: number;
}

/** One pass over everything that changed since the cursor; it may take several polls. */
export interface Pass {
	/** The next cursor; undefined until the first answer has told the platform's time. */
	to?: number;
	/** What is still to be read; the first one is being read. */
	spans: Span[];
	/** The contact of the first span up to which all have been looked at. */
	after: string;
	/** Contacts met in spans that the next pass reads again. */
	met: Marks;
	/** Contacts handed over by this pass. */
	handed: Marks;
}

/** What is kept from poll to poll. */
export interface Memory {
	/** The cursor; undefined until the first pass has begun. */
	since?: number;
	/** Contacts met before in what the next pass reads again; undefined where that is not known. */
	known: Marks;
	pass?: Pass;
}

const encoded = (marks: Marks): string | null => (marks === undefined ? null : [...marks].join(''));

const decoded = (text: unknown): Marks =>
	typeof text === 'string'
		? new Set(text.match(new RegExp(`.{${MARK_LENGTH}}`, 'g')) ?? [])
		: undefined;

export const toJson = ({ since, known, pass }: Memory): IDataObject => ({
	...(since !== undefined && { since }),
	known: encoded(known),
	...(pass !== undefined && {
		pass: { ...pass, met: encoded(pass.met), handed: encoded(pass.handed) } as IDataObject,
	}),
});

const isSpan = (span: unknown): span is Span => {
	const { from, to } = (span ?? {}) as Partial<Span>;
	return Number.isFinite(from) && Number.isFinite(to);
};

/** What `toJson` made; of what is damaged, as much as can be read. */
export function fromJson(saved: IDataObject | undefined, start: number | undefined): Memory {
	const { since, known, pass } = (saved ?? {}) as IDataObject & { pass?: IDataObject };
	if (typeof since !== 'number') return { since: start, known: undefined };
	const { to, spans, after, met, handed } = pass ?? {};
	const isWhole = Array.isArray(spans) && spans.length > 0 && spans.every(isSpan);
	return {
		since,
		known: decoded(known),
		...(isWhole && {
			pass: {
				...(typeof to === 'number' && { to }),
				spans: spans as unknown as Span[],
				after: String(after ?? ''),
				met: decoded(met),
				handed: decoded(handed),
			},
		}),
	};
}
