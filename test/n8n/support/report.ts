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

const TICK_MS = 10;

/**
 * Processor time a process has used so far. What is bound by it can be compared while the machine does other things.
 * @returns undefined where there is no /proc
 */
export function processorMs(pid: number): number | undefined {
	const file = `/proc/${pid}/stat`;
	if (!existsSync(file)) return undefined;
	const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
