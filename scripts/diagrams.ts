/**
 * Draws each example workflow from its file: where the nodes stand on n8n's canvas, what leads where, which outputs are
 * for errors. `npm run docs` writes the pictures and the page that shows them; a test compares.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { Page } from './reference';
import { parts, ROOT, whole } from './split/parts';

interface Target {
	node: string;
	index: number;
}

interface Node {
	name: string;
	type: string;
	position: [number, number];
	onError?: string;
	parameters: { content?: string };
}

export interface Workflow {
	name: string;
	nodes: Node[];
	connections: Record<string, { main?: Array<Target[] | null> }>;
}

const STICKY = 'n8n-nodes-base.stickyNote';
/** Edge of a node's box, and the room around the drawing that labels need; in pixels of the canvas. */
const BOX = 96;
const MARGIN = { x: 60, top: 16, bottom: 56 };
/** Letters that fit into a line of a box and of a label. */
const LETTERS = { box: 14, label: 26 };

const STYLE = `<style>
	text { font: 13px system-ui, sans-serif; fill: #1f2328; text-anchor: middle }
	.kind { font-size: 11px; fill: #59636e }
	.out { font-size: 11px; fill: #59636e; text-anchor: start }
	.box { fill: #ffffff; stroke: #59636e; stroke-width: 1.5 }
	.ours { stroke: #e8590c; stroke-width: 2.5 }
	.line { fill: none; stroke: #59636e; stroke-width: 1.5 }
	.error { stroke: #cf222e; stroke-dasharray: 5 4 }
	.tip { fill: #59636e }
	@media (prefers-color-scheme: dark) {
		text { fill: #f0f6fc }
		.kind, .out { fill: #9198a1 }
		.box { fill: #151b23 }
	}
</style>`;

const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Breaks a text into lines of about so many letters, between words. */
function lines(text: string, letters: number): string[] {
	const result: string[] = [];
	for (const word of text.split(' ')) {
		const last = result.length - 1;
		if (last >= 0 && `${result[last]} ${word}`.length <= letters) result[last] += ` ${word}`;
		else result.push(word);
	}
	return result;
}

/** The names of this package's nodes, by their types. */
const OURS = new Map(
	parts().flatMap(({ nodes }) =>
		nodes.map(({ description: { name, displayName } }) => [`${whole.name}.${name}`, displayName]),
	),
);

/** The kind of node in words: `n8n-nodes-base.readWriteFile` becomes `Read Write File`. */
function kindOf(type: string): string {
	const known = OURS.get(type);
	if (known !== undefined) return known;
	const name = type.split('.').pop() ?? type;
	const words = name.replace(/(?<=[a-z\d])(?=[A-Z])/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

function drawnText(all: string[], x: number, y: number, step: number, kind = ''): string {
	const attribute = kind === '' ? '' : ` class="${kind}"`;
	return all
		.map(
			(line, index) => `<text${attribute} x="${x}" y="${y + index * step}">${escaped(line)}</text>`,
		)
		.join('\n');
}

function drawnNode({ name, type, position: [x, y] }: Node): string {
	const ours = OURS.has(type) ? ' ours' : '';
	// n8n draws what starts a workflow with a round left side.
	const isStart = /trigger$/i.test(type);
	const left = isStart ? 36 : 8;
	const box = `M${x + left} ${y}h${BOX - left - 8}a8 8 0 0 1 8 8v${BOX - 16}a8 8 0 0 1 -8 8h${left + 8 - BOX}a${left} ${left} 0 0 1 -${left} -${left}v${2 * left - BOX}a${left} ${left} 0 0 1 ${left} -${left}z`;
	const kind = lines(kindOf(type), LETTERS.box);
	const middle = x + BOX / 2;
	return [
		`<path class="box${ours}" d="${box}"/>`,
		drawnText(kind, middle, y + BOX / 2 + 4 - (kind.length - 1) * 7, 14, 'kind'),
		drawnText(lines(name, LETTERS.label), middle, y + BOX + 18, 16),
	].join('\n');
}

/** Outputs stand one below the other, as inputs do. */
const portAt = (index: number, count: number) => (BOX * (index + 1)) / (count + 1);

function drawnLines(workflow: Workflow): string[] {
	const byName = new Map(workflow.nodes.map((node) => [node.name, node]));
	const arrivals = Object.values(workflow.connections).flatMap(({ main = [] }) =>
		main.flatMap((targets) => targets ?? []),
	);
	const inputsOf = (name: string) =>
		1 + Math.max(...arrivals.filter(({ node }) => node === name).map(({ index }) => index));
	return Object.entries(workflow.connections).flatMap(([name, { main = [] }]) => {
		const source = byName.get(name);
		if (source === undefined) return [];
		const [x, y] = source.position;
		const hasErrors = source.onError === 'continueErrorOutput';
		return main.flatMap((targets, output) => {
			const isError = hasErrors && output === main.length - 1 && output > 0;
			const from = [x + BOX, y + portAt(output, main.length)];
			const word = isError ? 'error' : /\.if$/.test(source.type) ? ['true', 'false'][output] : '';
			const label =
				word === ''
					? []
					: [`<text class="out" x="${from[0] + 6}" y="${from[1] - 5}">${word}</text>`];
			const curves = (targets ?? []).flatMap(({ node, index }) => {
				const target = byName.get(node);
				if (target === undefined) return [];
				const to = [target.position[0], target.position[1] + portAt(index, inputsOf(node))];
				const bend = Math.max(40, (to[0] - from[0]) / 2);
				return [
					`<path class="line${isError ? ' error' : ''}" d="M${from[0]} ${from[1]}C${from[0] + bend} ${from[1]} ${to[0] - bend} ${to[1]} ${to[0] - 7} ${to[1]}"/>`,
					`<path class="tip" d="M${to[0]} ${to[1]}l-9 -4.5v9z"/>`,
				];
			});
			return [...label, ...curves];
		});
	});
}

/** @returns the workflow as SVG; the same text for the same file */
export function diagram(workflow: Workflow): string {
	const nodes = workflow.nodes.filter(({ type }) => type !== STICKY);
	const xs = nodes.map(({ position }) => position[0]);
	const ys = nodes.map(({ position }) => position[1]);
	const left = Math.min(...xs) - MARGIN.x;
	const top = Math.min(...ys) - MARGIN.top;
	const width = Math.max(...xs) + BOX + MARGIN.x - left;
	const height = Math.max(...ys) + BOX + MARGIN.bottom - top;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" role="img">`,
		`<title>${escaped(workflow.name)}</title>`,
		STYLE,
		...drawnLines({ ...workflow, nodes }),
		...nodes.map(drawnNode),
		'</svg>',
		'',
	].join('\n');
}

/** What the first note on the canvas says, without its heading. */
function noteOf({ nodes }: Workflow): string {
	const content = nodes.find(({ type }) => type === STICKY)?.parameters.content ?? '';
	return content.replace(/^#.*\n/, '').trim();
}

/** The names of the example workflows' files, without the ending. */
export const exampleNames = (): string[] =>
	readdirSync(path.join(ROOT, 'examples'))
		.filter((name) => name.endsWith('.json'))
		.map((name) => name.replace(/\.json$/, ''))
		.sort();

/** One picture per example, and the page that shows them all. */
export function pages(): Page[] {
	const examples = exampleNames().map((name) => {
		const text = readFileSync(path.join(ROOT, 'examples', `${name}.json`), 'utf8');
		return { name, workflow: JSON.parse(text) as Workflow };
	});
	const chapters = examples.flatMap(({ name, workflow }) => [
		`## ${workflow.name}`,
		'',
		`[\`${name}.json\`](${name}.json)`,
		'',
		`![${workflow.name}](diagrams/${name}.svg)`,
		'',
		...(noteOf(workflow) === '' ? [] : [noteOf(workflow), '']),
	]);
	const page = [
		'# The examples in pictures',
		'',
		'Made of the workflow files by `npm run docs`; do not edit. Nodes of this package have a thick frame, outputs for errors',
		'are dashed. What to set in each is said in [README.md](README.md).',
		'',
		...chapters,
	];
	return [
		...examples.map(({ name, workflow }) => ({
			file: `examples/diagrams/${name}.svg`,
			text: diagram(workflow),
		})),
		{ file: 'examples/PICTURES.md', text: `${page.join('\n').trimEnd()}\n` },
	];
}
