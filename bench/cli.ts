/** `npm run bench`: measures the package beside n8n's built-in node. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { installPeer, prepareChild } from './harness/install';
import type { Machine } from './harness/machine';
import { describeMachine } from './harness/machine';
import { DOCS, OUT } from './harness/places';
import { drawChart } from './report/charts';
import { toPage } from './report/page';
import { show } from './report/terminal';
import type { Finding } from './report/types';
import { ROWS } from './rows';
import type { Row } from './rows/row';

const HELP = `Measures the package beside n8n's built-in ActiveCampaign node; some 40 minutes for everything.

  --rows <a,b>   only these rows: ${ROWS.map(({ id }) => id).join(', ')}
  --quick        fewer and smaller measurements: shows that the bench works, proves nothing

A full run writes docs/benchmarks.md with its charts, and the raw numbers to out/bench.json; other runs write all of it to
out/bench/.
Ends with 1 if a bar is missed.`;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			rows: { type: 'string' },
			quick: { type: 'boolean', default: false },
			help: { type: 'boolean' },
		},
	});
	if (values.help) {
		console.log(HELP);
		return 0;
	}
	const rows = chosen(values.rows);
	await installPeer();
	await prepareChild();
	const machine = describeMachine();
	if (Number(machine.load) > machine.cores / 2) {
		console.log(
			`The machine is busy (load average ${machine.load}): ratios hold, absolute numbers do not.`,
		);
	}

	const findings: Finding[] = [];
	for (const row of rows) {
		console.log(`\n── Row ${row.id}: ${row.title}`);
		const say = (text: string) => console.log(`  ${text}`);
		const finding = await row.run({ quick: values.quick, say });
		findings.push({ id: row.id, title: row.title, ...finding });
		console.log(show(findings[findings.length - 1]));
	}
	const complete = rows.length === ROWS.length && !values.quick;
	const options = [
		...(values.rows === undefined ? [] : [`--rows ${values.rows}`]),
		...(values.quick ? ['--quick'] : []),
	];
	const command = ['npm run bench', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
	write(complete ? DOCS : OUT, findings, machine, command);

	const bars = findings.flatMap((finding) => finding.bars);
	const failed = bars.filter(({ passed }) => !passed).length;
	console.log(`\n${bars.length - failed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

/** @throws Error if a name is unknown */
function chosen(names: string | undefined): Row[] {
	if (names === undefined) return ROWS;
	return names.split(',').map((name) => {
		const row = ROWS.find(({ id }) => id === name.trim());
		if (row !== undefined) return row;
		throw new Error(`There is no row "${name}". Rows: ${ROWS.map(({ id }) => id).join(', ')}.`);
	});
}

function write(folder: string, findings: Finding[], machine: Machine, command: string): void {
	const pictures = join(folder, 'benchmarks');
	mkdirSync(pictures, { recursive: true });
	for (const chart of findings.flatMap(({ charts = [] }) => charts)) {
		writeFileSync(join(pictures, `${chart.name}.svg`), drawChart(chart));
	}
	writeFileSync(join(folder, 'benchmarks.md'), toPage(findings, machine, command));
	const raw = {
		command,
		machine,
		rows: findings.map(({ id, bars, raw: all }) => ({ id, bars, all })),
	};
	// The numbers behind the published page outlive later runs of single rows.
	const file = folder === DOCS ? `${OUT}.json` : join(OUT, 'raw.json');
	writeFileSync(file, `${JSON.stringify(raw, null, '\t')}\n`);
}

// An end by a signal takes the sandbox along (harness/sandbox.ts).
for (const [signal, code] of [
	['SIGINT', 130],
	['SIGTERM', 143],
] as const) {
	process.once(signal, () => process.exit(code));
}

main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exit(1);
	},
);
