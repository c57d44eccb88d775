import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const FILE = 'out/n8n-report.json';

/** Adds what was measured to the report of the run. */
export function report(name: string, measured: object): void {
	mkdirSync(dirname(FILE), { recursive: true });
	const before = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as object) : {};
	writeFileSync(FILE, `${JSON.stringify({ ...before, [name]: measured }, null, '\t')}\n`);
}

export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)];
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));
