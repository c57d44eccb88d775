import { Presets, SingleBar } from 'cli-progress';

import type { Sandbox } from '../sandbox';

const REDRAW_MS = 200;
const LINE_MS = 5000;

/** Shows how many contacts the platform has taken: a bar on a terminal, else a line now and then. */
export function showProgress(sandbox: Sandbox, rows: number): () => void {
	return process.stdout.isTTY ? showBar(sandbox, rows) : showLines(sandbox, rows);
}

/** How many upserts were answered well. A row that is refused before it is sent never shows here. */
function storedIn({ journal }: Sandbox): number {
	return journal
		.find('POST', '/contact/sync')
		.filter(({ status }) => status === 200 || status === 201).length;
}

function showBar(sandbox: Sandbox, rows: number): () => void {
	const format =
		'{bar} {percentage} % | {value}/{total} rows | {requests} requests | {duration_formatted}';
	const bar = new SingleBar({ format, hideCursor: true }, Presets.shades_classic);
	const numbers = () => ({ requests: sandbox.journal.total });
	bar.start(rows, 0, numbers());
	const timer = setInterval(() => bar.update(storedIn(sandbox), numbers()), REDRAW_MS);
	return () => {
		clearInterval(timer);
		bar.update(rows, numbers());
		bar.stop();
	};
}

function showLines(sandbox: Sandbox, rows: number): () => void {
	const started = Date.now();
	const line = () => {
		const seconds = Math.round((Date.now() - started) / 1000);
		console.log(
			`  ${storedIn(sandbox)} of ${rows} rows stored, ${sandbox.journal.total} requests, ${seconds} s`,
		);
	};
	const timer = setInterval(line, LINE_MS);
	return () => {
		clearInterval(timer);
		line();
	};
}
