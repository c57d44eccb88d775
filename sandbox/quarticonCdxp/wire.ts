import { parse } from 'node:querystring';
import type { RuleSet } from '../shared/rules';
import type { RuleId } from './rules';

/** Writes JSON as PHP's json_encode does. */
export function phpJson(body: unknown, rules: RuleSet<RuleId>): string {
	const json = JSON.stringify(rules.on('idsAreStrings') ? body : withNumericIds(body)) ?? '';
	if (!rules.on('phpEscaping')) return json;
	return json
		.replace(/\//g, '\\/')
		.replace(
			/[\u0080-\uffff]/g,
			(char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
		);
}

/** Parses a query as PHP does: + is a space, `a[]=1&a[]=2` and `a[b]=1` keep their brackets as part of the key. */
export function parseQuery(query: string, rules: RuleSet<RuleId>): Record<string, unknown> {
	return { ...parse(rules.on('plusInQueryIsSpace') ? query : query.replace(/\+/g, '%2B')) };
}

/** One value of the query; of a repeated key the last, as PHP has it. */
export function queryText(query: Record<string, unknown>, key: string): string {
	const value = query[key];
	return String((Array.isArray(value) ? (value as unknown[]).at(-1) : value) ?? '');
}

/** All values of a `key[]`. */
export function queryList(query: Record<string, unknown>, key: string): string[] {
	const value = query[`${key}[]`] ?? query[key] ?? [];
	return (Array.isArray(value) ? value : [value]).map(String);
}

/** The keys of `key[inner]=value` pairs. */
export function queryMap(query: Record<string, unknown>, key: string): Array<[string, string]> {
	const start = `${key}[`;
	return Object.keys(query)
		.filter((name) => name.startsWith(start) && name.endsWith(']'))
		.map((name) => [name.slice(start.length, -1), queryText(query, name)]);
}

function withNumericIds(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withNumericIds);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			key === 'id' && /^\d+$/.test(String(inner)) ? Number(inner) : withNumericIds(inner),
		]),
	);
}
