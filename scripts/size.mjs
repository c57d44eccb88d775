/**
 * What the built package costs n8n: the description of each node as JSON, which is what n8n sends to every editor that
 * opens, as it is and gzipped, and the time to require the node in a new process that has n8n-workflow already (the
 * median of 9). 1 KB is 1,000 bytes. Build first. Once `npm run bench` has installed it, n8n's ActiveCampaign node stands
 * beside ours.
 *
 *   npm run size
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const ROUNDS = 9;
const PEER =
	'bench/peer/node_modules/n8n-nodes-base/dist/nodes/ActiveCampaign/ActiveCampaign.node.js';

/** Runs in the new process: argv[1] is the file of the node. */
const MEASURE = `
	const { gzipSync } = require('node:zlib');
	require(require.resolve('n8n-workflow', { paths: [process.argv[1]] }));
	const since = performance.now();
	const [Node] = Object.values(require(process.argv[1]));
	const milliseconds = performance.now() - since;
	const { description } = new Node();
	const json = JSON.stringify(description);
	const [bytes, gzipped] = [Buffer.byteLength(json), gzipSync(json).length];
	console.log(JSON.stringify({ name: description.displayName, bytes, gzipped, milliseconds }));
`;

function measure(file) {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['-e', MEASURE, path.join(ROOT, file)],
		{ cwd: ROOT, encoding: 'utf8' },
	);
	if (status !== 0) throw new Error(`${file} cannot be loaded. Built? ${stderr}`);
	return JSON.parse(stdout);
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

const { n8n } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
console.log(
	`${'node'.padEnd(34)}${'description'.padStart(12)}${'gzipped'.padStart(10)}${'require'.padStart(10)}`,
);
for (const file of [...n8n.nodes, ...(existsSync(path.join(ROOT, PEER)) ? [PEER] : [])]) {
	const rounds = Array.from({ length: ROUNDS }, () => measure(file));
	const times = rounds.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
	const [{ name, bytes, gzipped }] = rounds;
	const time = `${times[Math.floor(ROUNDS / 2)].toFixed(1)} ms`;
	console.log(
		name.padEnd(34) +
			kilobytes(bytes).padStart(12) +
			kilobytes(gzipped).padStart(10) +
			time.padStart(10),
	);
}
