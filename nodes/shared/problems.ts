import type { IDataObject } from 'n8n-workflow';

import { isRecord } from './values';

/** What a platform's error body says, in the shapes that are in use. */
export interface Problem {
	text: string;
	code?: string;
	/** A second, finer code some platforms send beside it. */
	detailCode?: string;
	/** Where the fault lies, as the platform names it, such as a JSON pointer or the name of a field. */
	pointer?: string;
}

/** Keys of a platform's own, beside those that are in general use. */
export interface ProblemKeys {
	/** Keys of lists of problems, beside `errors`. */
	lists?: string[];
	/** Keys of a problem's text, beside `detail`, `message` and `error`. */
	texts?: string[];
	/** The key of a problem's second code. */
	detailCode?: string;
}

const textOf = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const firstText = (row: IDataObject, keys: string[]): string | undefined =>
	keys.map((key) => textOf(row[key])).find((text) => text !== undefined);

function problemOf(entry: unknown, { texts = [], detailCode }: ProblemKeys): Problem | undefined {
	if (!isRecord(entry)) {
		const text = textOf(entry);
		return text === undefined ? undefined : { text };
	}
	const title = textOf(entry.title);
	const detail = firstText(entry, ['detail', ...texts, 'message']);
	const text =
		title !== undefined && detail !== undefined && detail !== title
			? `${title}: ${detail}`
			: (detail ?? title);
	if (text === undefined) return undefined;
	return {
		text,
		code: textOf(entry.code),
		detailCode: detailCode === undefined ? undefined : textOf(entry[detailCode]),
		pointer: textOf((entry.source as IDataObject | undefined)?.pointer),
	};
}

/** Problems by the name of the field they lie in: `{ Email: ["is taken"] }`. */
const byField = (entry: IDataObject): Problem[] =>
	Object.entries(entry).flatMap(([field, said]) =>
		[said]
			.flat()
			.map(textOf)
			.filter((text) => text !== undefined)
			.map((text) => ({ text: `${field}: ${text}`, pointer: field })),
	);

/**
 * Reads every problem an error body names: `errors` (a list of objects or texts, one text, or texts by field), further
 * lists the platform has, else `message`, `error` or `detail`. An empty, HTML or unknown body names none.
 */
export function readProblems(body: unknown, keys: ProblemKeys = {}): Problem[] {
	if (!isRecord(body)) return [];
	for (const key of ['errors', ...(keys.lists ?? [])]) {
		const rows = [body[key]].flat();
		const found = rows.flatMap((row) => {
			const problem = problemOf(row, keys);
			if (problem !== undefined) return [problem];
			return isRecord(row) ? byField(row) : [];
		});
		if (found.length > 0) return found;
	}
	const text = firstText(body, ['message', 'error', 'detail', ...(keys.texts ?? [])]);
	return text === undefined ? [] : [{ text, code: textOf(body.code) }];
}
