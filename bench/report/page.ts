import type { Machine } from '../harness/machine';
import { barTable } from './terminal';
import type { Chart, Finding, Table } from './types';

const cell = (text: string): string => text.replace(/\|/g, '\\|');
const line = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const toMarkdown = ({ title, head, rows }: Table): string =>
	[
		...(title === undefined ? [] : [`${title}:`, '']),
		line(head),
		line(head.map(() => '---')),
		...rows.map(line),
	].join('\n');

const picture = ({ name, title }: Chart): string => `![${title}](benchmarks/${name}.svg)`;

function section({ id, title, how, tables, bars, charts = [] }: Finding): string {
	return [
		`## ${title}`,
		how,
		`\`npm run bench -- --rows ${id}\``,
		...tables.map(toMarkdown),
		...(bars.length > 0 ? [toMarkdown(barTable(bars))] : []),
		...charts.map(picture),
	].join('\n\n');
}

/** The page on what was measured. */
export function toPage(findings: Finding[], machine: Machine, command: string): string {
	const bars = findings.flatMap((finding) => finding.bars);
	const passed = bars.filter((bar) => bar.passed).length;
	const intro = [
		'# Benchmarks',
		`Made by \`${command}\` on ${machine.date}: ${passed} of ${bars.length} bars passed. Do not edit; run the command again.`,
		`The peer is n8n's built-in ActiveCampaign node (n8n-nodes-base ${machine.peer}), *Create a contact* with *Update if exists* on: it speaks the same API. Both nodes run in n8n's own engine (n8n-core ${machine.core}, n8n-workflow ${machine.workflow}), in the same run, against the same sandbox. The sandbox and every measurement have a process of their own; measurements that are compared take turns. Peak memory is the largest resident set of the whole process, n8n's engine included.`,
		toMarkdown({
			head: ['machine', ''],
			rows: [
				['processor', `${machine.cores} × ${machine.processor}`],
				['memory', `${machine.memoryGb} GB`],
				['system', machine.system],
				['Node', machine.node],
				['load average at the start', machine.load],
			],
		}),
	];
	return `${[...intro, ...findings.map(section)].join('\n\n')}\n`;
}
