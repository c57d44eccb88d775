import CliTable from 'cli-table3';

import type { Bar, Finding, Table } from './types';

const PLAIN = { style: { head: [], border: [] } };

const toText = ({ head, rows }: Table): string => {
	const table = new CliTable({ head, ...PLAIN });
	table.push(...rows);
	return table.toString();
};

export const barTable = (bars: Bar[]): Table => ({
	head: ['bar', 'wanted', 'measured', ''],
	rows: bars.map(({ title, wanted, measured, passed }) => [
		title,
		wanted,
		measured,
		passed ? 'passed' : 'FAILED',
	]),
});

/** A row's tables for the terminal. */
export function show({ id, title, how, tables, bars }: Finding): string {
	const parts = tables.map((table) => `${table.title ? `${table.title}\n` : ''}${toText(table)}`);
	if (bars.length > 0) parts.push(toText(barTable(bars)));
	return [`\nRow ${id}: ${title}`, how, ...parts].join('\n');
}
