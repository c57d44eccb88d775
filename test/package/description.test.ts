import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { credentials, manifest, nodes, readJson, ROOT } from './nodes';
import { lintRendered } from './rendered';
import { nodeComplaints, propertyComplaints } from './wording';

/** n8n's list; "AI" and the core groups are not for community nodes. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

interface Codex {
	[key: string]: unknown;
	node: string;
	nodeVersion: string;
	codexVersion: string;
	categories: string[];
	resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
}

interface IconPair {
	light: string;
	dark: string;
}

describe.each(nodes.map((node) => [node.className, node] as const))(
	'node %s',
	(className, { file, made }) => {
		const { description } = made;
		const folder = path.dirname(file);

		it('keeps the wording rules', () => {
			expect(nodeComplaints(description)).toEqual([]);
		});

		it("passes n8n's own linter as built", () => {
			expect(lintRendered(className, description)).toEqual([]);
		});

		it('is named as its file and folder', () => {
			expect(description.name).toBe(className[0].toLowerCase() + className.slice(1));
			expect(className.startsWith(path.basename(folder))).toBe(true);
		});

		it('asks only for credentials of this package', () => {
			const known = credentials.map((credential) => credential.made.name);
			for (const { name } of description.credentials ?? []) expect(known).toContain(name);
		});

		it('has two icons that can be seen', () => {
			expectIcons(description.icon as IconPair, folder);
		});

		it('has a codex file', () => {
			const codex = readJson<Codex>(file.replace(/\.ts$/, '.json'));
			expect(codex.node).toBe(`${manifest.name}.${description.name}`);
			expect(codex.codexVersion).toBe('1.0');
			expect(Number(codex.nodeVersion)).toBe([description.version].flat()[0]);
			expect(codex.categories.length).toBeGreaterThan(0);
			expect(CATEGORIES).toEqual(expect.arrayContaining(codex.categories));
			expect(codex).not.toHaveProperty('subcategories');
			for (const kind of ['primaryDocumentation', 'credentialDocumentation'] as const) {
				expect(codex.resources[kind]).toEqual([{ url: expect.stringMatching(/^https:\/\//) }]);
			}
		});
	},
);

describe.each(credentials.map((credential) => [credential.className, credential] as const))(
	'credential %s',
	(className, { file, made }) => {
		it('keeps the wording rules', () => {
			expect(propertyComplaints(made.properties)).toEqual([]);
		});

		it('is named as its class, and both end in Api', () => {
			expect(className).toMatch(/Api$/);
			expect(made.name).toBe(className[0].toLowerCase() + className.slice(1));
			expect(made.displayName).toMatch(/ API$/);
		});

		it('can be tested, is documented and hides its secrets', () => {
			expect(made.test).toBeDefined();
			expect(made.documentationUrl).toMatch(/^https:\/\//);
			const secrets = made.properties.filter(({ name }) =>
				/token|secret|password|key$/i.test(name),
			);
			expect(secrets.length).toBeGreaterThan(0);
			for (const { typeOptions } of secrets) expect(typeOptions?.password).toBe(true);
		});

		it('has two icons that can be seen', () => {
			expectIcons(made.icon as IconPair, path.dirname(file));
		});
	},
);

/** Both files are there, square, different, and every colour stands out from the editor's background. */
function expectIcons({ light, dark }: IconPair, folder: string) {
	const [onWhite, onDark] = [light, dark].map((icon) => {
		const place = path.join(ROOT, folder, icon.replace(/^file:/, ''));
		expect(icon).toMatch(/^file:.*\.svg$/);
		expect(existsSync(place)).toBe(true);
		return readFileSync(place, 'utf8');
	});
	expect(onWhite).not.toBe(onDark);
	for (const [svg, background] of [
		[onWhite, '#ffffff'],
		[onDark, '#2b2b2b'],
	]) {
		const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
		expect(Number(width)).toBeGreaterThan(0);
		expect(width).toBe(height);
		const colours = [...svg.matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/gi)].map(
			([, colour]) => colour,
		);
		expect(colours.length).toBeGreaterThan(0);
		for (const colour of colours) expect(contrast(colour, background)).toBeGreaterThanOrEqual(1.5);
	}
}

/** Contrast ratio of two colours as WCAG 2 defines it. */
function contrast(one: string, other: string): number {
	const [bright, dim] = [one, other].map(luminance).sort((a, b) => b - a);
	return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
	const [red, green, blue] = [1, 3, 5]
		.map((start) => parseInt(colour.slice(start, start + 2), 16) / 255)
		.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
