import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from './call';
import { invalid } from './errors';

/** A value as messages show it: in quotation marks, cut where it is long. */
export const shown = (value: unknown) => {
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
};

/** A value that must be given, as text. @throws Failure */
export function readText(field: string, value: unknown): string {
	if (isEmpty(value)) throw invalid(field, 'nothing is given', `Give ${field}.`);
	if (typeof value === 'object') {
		throw invalid(field, `${shown(value)} is not a text`, 'Give a single value, not a list.');
	}
	// What an expression makes of a missing value.
	if (typeof value === 'number' && !Number.isFinite(value)) {
		throw invalid(field, `${String(value)} is not a number`, 'Check the expression in this field.');
	}
	return String(value).trim();
}

/** A whole number from `least` on, given as a number or as text. @throws Failure */
export function readWhole(field: string, value: unknown, least: number): number {
	const text = typeof value === 'object' ? '' : String(value).trim();
	const number = Number(text);
	if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= least) return number;
	throw invalid(
		field,
		`${shown(value)} is not a whole number from ${least} on`,
		`Give a number such as ${least + 1}, without decimals.`,
	);
}

const WORDS: Record<string, boolean> = {
	true: true,
	'1': true,
	yes: true,
	false: false,
	'0': false,
	no: false,
};

/** Yes or no, in the words that exports use. @throws Failure, because a guess could invent a consent */
export function readFlag(field: string, value: unknown): boolean {
	const word = typeof value === 'object' ? '' : String(value).trim().toLowerCase();
	if (Object.hasOwn(WORDS, word)) return WORDS[word];
	throw invalid(field, `${shown(value)} is neither yes nor no`, 'Give true or false.');
}

/** Several values, as an array or as text separated by commas: each as text, trimmed; empty ones are none. */
export const wordsOf = (value: unknown): string[] =>
	(Array.isArray(value) ? value : String(value ?? '').split(','))
		.map((word) => String(word).trim())
		.filter((word) => word !== '');

/** Whether parsed JSON is an object of keys and values. */
export const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON given as text; anything else is what it is. Undefined for text that is no JSON. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

/** A list given as JSON text or as an array. @throws Failure */
export function readList(field: string, value: unknown): unknown[] {
	const remedy = 'Give a JSON array of objects, as text or by an expression.';
	const list = parsed(value);
	if (Array.isArray(list)) return list as unknown[];
	if (typeof value === 'string' && list === undefined)
		throw invalid(field, `${shown(value)} is not JSON`, remedy);
	throw invalid(field, `${shown(list)} is not a list`, remedy);
}

/** An object given as JSON text or by an expression. @throws Failure */
export function readObject(field: string, value: unknown): IDataObject {
	const remedy = 'Give a JSON object such as { "key": "value" }, as text or by an expression.';
	const object = parsed(value);
	if (isRecord(object)) return object;
	if (typeof value === 'string' && object === undefined)
		throw invalid(field, `${shown(value)} is not JSON`, remedy);
	throw invalid(field, `${shown(object)} is not an object`, remedy);
}
