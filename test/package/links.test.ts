/** No page is lost and no link leads nowhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { manifest, ROOT } from './nodes';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const filesIn = (folder: string) =>
	readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(ROOT, path.join(entry.parentPath ?? entry.path, entry.name)))
		.map((file) => file.split(path.sep).join('/'));

const pages = [
	...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
	...['docs', 'examples', '.github'].flatMap(filesIn).filter((file) => file.endsWith('.md')),
].sort();

/** Files that a page links to or shows, with the heading meant. */
function linksOf(page: string): Array<{ file: string; anchor?: string }> {
	const text = read(page).replace(/```[^]*?```/g, '');
	return [...text.matchAll(/\]\(<?([^)\s>]+)>?\)/g)]
		.map(([, target]) => target)
		.filter((target) => !/^(https?:|mailto:)/.test(target))
		.map((target) => {
			const [file, anchor] = target.split('#');
			const place = path.posix.join(path.posix.dirname(page), decodeURIComponent(file));
			return { file: file === '' ? page : place.replace(/\/$/, ''), anchor };
		});
}

/** Headings as GitHub names them. */
function anchorsOf(page: string): string[] {
	const text = read(page).replace(/```[^]*?```/g, '');
	const named = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
		title
			.toLowerCase()
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-'),
	);
	// A heading that comes again gets a number.
	return named.map((name, at) => {
		const before = named.slice(0, at).filter((other) => other === name).length;
		return before === 0 ? name : `${name}-${before}`;
	});
}

it.each(pages)('%s links to what is there', (page) => {
	const dead = linksOf(page).filter(
		({ file, anchor }) =>
			!existsSync(path.join(ROOT, file)) ||
			(anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor)),
	);
	expect(dead).toEqual([]);
});

it('the README links to every page of docs/, and so do those to what lies deeper', () => {
	const linked = linksOf('README.md').map(({ file }) => file);
	expect(pages.filter((page) => /^docs\/[^/]+$/.test(page) && !linked.includes(page))).toEqual([]);
	const reached = new Set(['README.md']);
	for (const page of reached) {
		if (pages.includes(page)) linksOf(page).forEach(({ file }) => reached.add(file));
	}
	const wanted = pages.filter((page) => /^(docs|examples)\//.test(page));
	expect(wanted.filter((page) => !reached.has(page))).toEqual([]);
});

it.each(pages)('%s names npm scripts that exist', (page) => {
	const named = [...read(page).matchAll(/\bnpm run ([\w:]+)/g)].map(([, name]) => name);
	expect(named.filter((name) => !(name in manifest.scripts))).toEqual([]);
});

it('every picture is on a page', () => {
	const shown = new Set(pages.flatMap(linksOf).map(({ file }) => file));
	const pictures = ['docs', 'examples']
		.flatMap(filesIn)
		.filter((file) => /\.(png|svg)$/.test(file));
	expect(pictures.length).toBeGreaterThan(10);
	expect(pictures.filter((file) => !shown.has(file))).toEqual([]);
});

it('every example has a line in the table of the examples', () => {
	const table = read('examples/README.md');
	const examples = readdirSync(path.join(ROOT, 'examples')).filter((name) =>
		name.endsWith('.json'),
	);
	expect(examples.filter((name) => !table.includes(`| \`${name}\` |`))).toEqual([]);
});
