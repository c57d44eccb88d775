import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/values';

/** What an endpoint answers, and the rows that come of it. */
export interface Answer {
	/** Whether a body is the whole answer; a page, or JSON cut short, is not. */
	expects(body: unknown): boolean;
	/** @param content what was asked with */
	rows(body: unknown, content: IDataObject): IDataObject[];
	/** Whether it may be long, so that the operation offers Return All and Limit. */
	isList: boolean;
	/** A typical row. */
	sample: IDataObject;
}

/** An empty body reads as `{}`. */
const isNothing = (body: unknown): boolean => isRecord(body) && Object.keys(body).length === 0;

/** A web page, or JSON cut short. */
export const isBroken = (body: unknown): boolean =>
	typeof body === 'string' && /^\s*[<{[]/.test(body);

const toRow = (key: string) => (entry: unknown) => (isRecord(entry) ? entry : { [key]: entry });

/** One record. */
export const one = (sample: IDataObject): Answer => ({
	expects: (body) => isRecord(body) && !isNothing(body),
	rows: (body) => [body as IDataObject],
	isList: false,
	sample,
});

/** A list of records; of plain values, each becomes a row under `key`. */
export const many = (sample: IDataObject, key = 'Value'): Answer => ({
	expects: Array.isArray,
	rows: (body) => (body as unknown[]).map(toRow(key)) as IDataObject[],
	isList: true,
	sample,
});

/** A list too short for a limit, such as the types an account has. */
export const few = (sample: IDataObject, key = 'Value'): Answer => ({
	...many(sample, key),
	isList: false,
});

/** A list of IDs. */
export const ids = (): Answer => many({ Id: 1 }, 'Id');

/** A single number, text or yes or no, or `null` for none, under `key`. */
export const value = (key: string, example: number | string | boolean): Answer => ({
	expects: (body) => !isBroken(body),
	rows: (body) => [
		isRecord(body) && !isNothing(body)
			? body
			: ({ [key]: isNothing(body) ? null : body } as IDataObject),
	],
	isList: false,
	sample: { [key]: example },
});

/**
 * What a write answers where the vendor does not document it: a record as it is, anything else under `Answer`; `done` says
 * what was done.
 */
export const done = (word: string, sample: IDataObject = {}): Answer => ({
	expects: (body) => !isBroken(body),
	rows: (body) => {
		const said = isNothing(body) ? {} : toRow('Answer')(body);
		return [{ ...(said as IDataObject), [word]: true }];
	},
	isList: false,
	sample: { ...sample, [word]: true },
});
