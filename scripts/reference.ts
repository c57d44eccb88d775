/**
 * Makes `docs/reference/<node>.md`: every operation, trigger setting and field of the package's nodes, read from the
 * descriptions that n8n shows, so that these pages cannot lie. `npm run docs` writes them; a test compares.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';

const ROOT = path.join(__dirname, '..');

interface Sampled {
	value: string;
	operations: Array<{ value: string; sample: object }>;
}

/** A page of the reference: its file below the project's root, and its text. */
export interface Page {
	file: string;
	text: string;
}

/** One page per node that package.json names, and a list of them. */
export function pages(): Page[] {
	const { n8n } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	const all = n8n.nodes.map((built) => {
		const source = path.join(ROOT, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
		const className = path.basename(source).split('.')[0];
		const node = new (load<Record<string, new () => INodeType>>(source)[className])();
		return { node, text: pageOf(node, samplesOf(path.dirname(source), node)) };
	});
	const rows = all.map(({ node: { description } }) =>
		row([
			`[${description.displayName}](${description.name}.md)`,
			`\`n8n-nodes-cdxp.${description.name}\``,
			description.description,
		]),
	);
	return [
		{
			file: 'docs/reference/README.md',
			text: `${LIST_HEAD}${rows.join('\n')}\n`,
		},
		...all.map(({ node, text }) => ({
			file: `docs/reference/${node.description.name}.md`,
			text,
		})),
	];
}

const LIST_HEAD = `# Every field of every node

Made of the nodes' descriptions by \`npm run docs\`; do not edit.

| node | type | what it is for |
| --- | --- | --- |
`;

const load = <T>(file: string): T =>
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- the files are known only from package.json
	require(file) as T;

/** Typical outputs, by resource and operation; a trigger has none. */
function samplesOf(folder: string, { description }: INodeType): Map<string, object> {
	if (description.group.includes('trigger')) return new Map();
	const { resources } = load<{ resources: Sampled[] }>(path.join(folder, 'resources.ts'));
	return new Map(
		resources.flatMap(({ value, operations }) =>
			operations.map((operation) => [`${value}.${operation.value}`, operation.sample] as const),
		),
	);
}

function pageOf({ description }: INodeType, samples: Map<string, object>): string {
	const { displayName, name, properties } = description;
	const resources = optionsOf(properties.find((property) => property.name === 'resource'));
	const body =
		resources.length === 0
			? tableOf(properties)
			: resources.flatMap((resource) => resourceOf(resource, properties, samples));
	return [
		`# ${displayName}: every field`,
		'',
		`Made of the node's description by \`npm run docs\`; do not edit. Node type \`n8n-nodes-cdxp.${name}\`: ${description.description}.`,
		'',
		...body,
		'',
	].join('\n');
}

function resourceOf(
	resource: INodePropertyOptions,
	properties: INodeProperties[],
	samples: Map<string, object>,
): string[] {
	const shownFor = (property: INodeProperties, key: string, value: unknown) =>
		(property.displayOptions?.show?.[key] as unknown[] | undefined)?.includes(value) === true;
	const ofResource = properties.filter((property) =>
		shownFor(property, 'resource', resource.value),
	);
	const operations = optionsOf(ofResource.find(({ name }) => name === 'operation'));
	return [
		`## ${resource.name}`,
		'',
		...operations.flatMap(({ name, value, description = '' }) => [
			`### ${resource.name}: ${name}`,
			'',
			`${description}. Values in a saved workflow: \`${String(resource.value)}\` / \`${String(value)}\`.`,
			'',
			...tableOf(ofResource.filter((property) => shownFor(property, 'operation', value))),
			...sampleOf(samples.get(`${String(resource.value)}.${String(value)}`)),
		]),
	];
}

const optionsOf = (property?: INodeProperties): INodePropertyOptions[] =>
	(property?.options ?? []) as INodePropertyOptions[];

function tableOf(properties: INodeProperties[]): string[] {
	const rows = properties.flatMap((property) => rowsOf(property, ''));
	if (rows.length === 0) return ['No fields.', ''];
	return ['| field | parameter | kind | what it is |', '| --- | --- | --- | --- |', ...rows, ''];
}

/** A field and, below it, the fields it holds. */
function rowsOf(property: INodeProperties, above: string): string[] {
	const { displayName, name, type, description = '', required, displayOptions } = property;
	if (type === 'notice') return [];
	const inner = (property.options ?? []) as Array<INodeProperties & { values?: INodeProperties[] }>;
	const isGroup = type === 'collection' || type === 'fixedCollection';
	const only = Object.entries(displayOptions?.show ?? {}).filter(
		([key]) => key !== 'resource' && key !== 'operation',
	);
	const notes = [
		...(required === true ? ['required'] : []),
		...only.map(
			([key, values]) => `only if \`${key}\` is ${(values ?? []).map(valueText).join(' or ')}`,
		),
	];
	const path = `${above}${displayName}`;
	return [
		row([path, `\`${name}\``, [kindOf(property), ...notes].join(', '), says(description)]),
		...(isGroup
			? inner.flatMap((field) =>
					field.values === undefined
						? rowsOf(field, `${path} → `)
						: field.values.flatMap((value) => rowsOf(value, `${path} → `)),
				)
			: []),
	];
}

const valueText = (value: unknown) => (value === '' ? 'nothing' : `\`${String(value)}\``);

function kindOf({ type, options, modes, default: initial }: INodeProperties): string {
	if (type === 'options' || type === 'multiOptions') {
		const choices = (options ?? []) as INodePropertyOptions[];
		const words = choices.map(({ value }) => valueText(value)).join(', ');
		return `${type === 'options' ? 'one' : 'some'} of ${words || 'the list that is loaded'}`;
	}
	if (type === 'resourceLocator')
		return `one record: ${(modes ?? []).map(({ displayName }) => displayName).join(', ')}`;
	const words: Record<string, string> = {
		boolean: `on or off (${initial === true ? 'on' : 'off'})`,
		collection: 'fields to add',
		dateTime: 'date and time',
		fixedCollection: 'entries to add',
		json: 'JSON',
		number: `number (${String(initial)})`,
		resourceMapper: 'field mapper',
		string: 'text',
	};
	return words[type] ?? type;
}

/** Links of n8n's texts as Markdown. */
const says = (text: string) => text.replace(/<a href="([^"]+)">([^<]+)<\/a>/g, '[$2]($1)');

const row = (cells: string[]) =>
	`| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;

function sampleOf(sample?: object): string[] {
	if (sample === undefined) return [];
	return ['Output, for example:', '', '```json', JSON.stringify(sample, null, 2), '```', ''];
}
