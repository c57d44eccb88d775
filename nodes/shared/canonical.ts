import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

/** JSON with sorted keys: the same text for the same data, whatever the order it came in. */
function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
	return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`).join(',')}}`;
}

/** The same data has the same fingerprint (SHA-256, hex), other data another. */
export const fingerprint = (data: IDataObject): string =>
	createHash('sha256').update(canonicalJson(data)).digest('hex');
