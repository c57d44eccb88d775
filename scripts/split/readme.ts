/** The README of a part: what its nodes and credentials say of themselves, and the platform's page of `docs/`. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';

import type { Manifest, Part } from './parts';
import { readRoot, ROOT, whole } from './parts';

/** Where the whole package's files can be read. */
const REPOSITORY = whole.homepage.replace(/#.*$/, '');

const optionsOf = (property?: INodeProperties) =>
	(property?.options ?? []) as INodePropertyOptions[];

const cell = (text: string) => text.replace(/\|/g, '\\|').replace(/<[^>]*>/g, '');

/** Resource and operations of a node; a trigger has none. */
function operationsOf({ description: { properties } }: INodeType): string[] {
	const resources = optionsOf(properties.find(({ name }) => name === 'resource'));
	return resources.flatMap(({ name: resource, value }) => {
		const its = properties.find(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes(value) === true,
		);
		return optionsOf(its).map(
			({ name, description = '' }) => `| ${resource} | ${name} | ${cell(description)} |`,
		);
	});
}

function nodeSection(node: INodeType): string[] {
	const { displayName, description } = node.description;
	const rows = operationsOf(node);
	const table = ['| resource | operation | what it does |', '| --- | --- | --- |', ...rows, ''];
	return [`Node **${displayName}**: ${description}.`, '', ...(rows.length > 0 ? table : [])];
}

function credentialSections({ credentials }: Part): string[] {
	return credentials.flatMap(({ displayName, properties }) => [
		...(credentials.length > 1 ? [`### ${displayName}`, ''] : []),
		'| field | meaning |',
		'| --- | --- |',
		...properties
			.filter(({ type }) => type !== 'hidden' && type !== 'notice')
			.map((field) => `| ${field.displayName} | ${cell(field.description ?? '')} |`),
		'',
	]);
}

/** Links to the files beside a page become links to where the whole package can be read; pictures to the files themselves. */
function withFullLinks(text: string, page: string): string {
	return text.replace(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (all, picture, words, target: string) => {
		if (/^(https?:|#|mailto:)/.test(target)) return all;
		const [file, anchor] = target.split('#');
		const place = path.posix.join(path.posix.dirname(page), file);
		const kind = picture === '!' ? 'raw' : 'blob';
		const hash = anchor === undefined ? '' : `#${anchor}`;
		return `${picture}[${words}](${REPOSITORY}/${kind}/main/${place}${hash})`;
	});
}

/** The platform's page as a chapter: its title becomes a heading of the second level, and so on; code is left alone. */
function chapter(page: string): string[] {
	if (!existsSync(path.join(ROOT, page))) return [];
	let isCode = false;
	const lines = withFullLinks(readRoot(page), page).split('\n');
	const shifted = lines.map((line) => {
		if (line.startsWith('```')) isCode = !isCode;
		return !isCode && /^#{1,5} /.test(line) ? `#${line}` : line;
	});
	return ['## Usage', '', ...shifted.slice(1).join('\n').trim().split('\n'), ''];
}

/** The node types of the part in place of those of the whole package. */
export const withOwnTypes = (text: string, { name, nodes }: Part): string =>
	nodes.reduce(
		(result, { description }) =>
			result.replace(new RegExp(`\\b${whole.name}\\.(?=${description.name}\\b)`, 'g'), `${name}.`),
		text,
	);

/** @returns the README of a part, as Markdown */
export function readmeOf(part: Part, manifest: Manifest): string {
	const names = part.nodes.map(({ description }) => description.displayName);
	const text = [
		`# ${part.name}`,
		'',
		`[n8n](https://n8n.io) community nodes: ${names.map((name) => `**${name}**`).join(', ')}.`,
		'',
		`One platform of [${whole.name}](${REPOSITORY}), made from its version ${whole.version}: sources, tests, example workflows`,
		'and issues are there. Install either that package or this one, not both; workflows can be converted',
		`([how](${REPOSITORY}/blob/main/docs/install.md#from-the-whole-to-the-parts-and-back)).`,
		'',
		'## Installation',
		'',
		`In n8n: *Settings → Community Nodes → Install*, enter \`${part.name}\`, confirm`,
		"([n8n's guide](https://docs.n8n.io/integrations/community-nodes/installation/)).",
		'',
		'## Operations',
		'',
		...part.nodes.flatMap(nodeSection),
		'## Credentials',
		'',
		...credentialSections(part),
		...chapter(`docs/${part.slug}.md`),
		'## Compatibility',
		'',
		`Node ${String((manifest.engines as { node: string }).node)}. Which versions of n8n are tested is said in the [whole package](${REPOSITORY}#compatibility).`,
		'',
		'## Resources',
		'',
		`- [Every field and a sample of every output](${REPOSITORY}/tree/main/docs/reference)`,
		`- [Error texts and what to do](${REPOSITORY}/blob/main/docs/troubleshooting.md)`,
		'- [n8n community nodes documentation](https://docs.n8n.io/integrations/community-nodes/)',
		'',
		'## Version history',
		'',
		`[CHANGELOG.md](${REPOSITORY}/blob/main/CHANGELOG.md)`,
		'',
		'## Licence',
		'',
		'[MIT](LICENSE)',
		'',
	].join('\n');
	return withOwnTypes(text, part);
}
