import { forbiddenGlobals, importsOf, sourcesIn, wrongArrows } from './sources';

const published = [...sourcesIn('nodes'), ...sourcesIn('credentials')];
const shared = published.filter(({ file }) => file.startsWith('nodes/shared/'));

describe('imports of the published sources', () => {
	it('follow the arrows of ARCHITECTURE.md', () => {
		expect(published.length).toBeGreaterThan(0);
		expect(published.flatMap(wrongArrows)).toEqual([]);
	});

	it.each([
		['one platform imports another', 'nodes/Alpha/a.ts', '../Beta/b'],
		['the core imports a platform', 'nodes/shared/a.ts', '../Alpha/a'],
		['a node imports the sandbox', 'nodes/Alpha/a.ts', '../../sandbox/server'],
		['a node imports the engine', 'nodes/Alpha/a.ts', '../../engine/run'],
		['a node imports a script', 'nodes/Alpha/a.ts', '../../scripts/gate'],
		['a node imports a test', 'nodes/Alpha/a.ts', '../../test/a'],
		['a node imports a package', 'nodes/Alpha/a.ts', 'lodash'],
		['a node imports a module of Node', 'nodes/Alpha/a.ts', 'node:fs'],
		['a credential imports a node', 'credentials/A.credentials.ts', '../nodes/shared/a'],
	])('are refused when %s', (_case, file, target) => {
		for (const text of [
			`import { a } from '${target}';`,
			`import type { A } from '${target}';`,
			`export * from '${target}';`,
			`const a = await import('${target}');`,
			`const a = require('${target}');`,
		]) {
			expect(wrongArrows({ file, text })).toHaveLength(1);
		}
	});

	it.each([
		['nodes/Alpha/contact/a.ts', '../platform'],
		['nodes/Alpha/contact/a.ts', '../../shared/call'],
		['nodes/shared/a.ts', './call'],
		['nodes/shared/a.ts', 'n8n-workflow'],
		['nodes/shared/a.ts', 'crypto'],
		['credentials/A.credentials.ts', 'n8n-workflow'],
	])('of %s may name %s', (file, target) => {
		expect(wrongArrows({ file, text: `import { a } from '${target}';` })).toEqual([]);
	});
});

describe('the sandbox', () => {
	it('keeps its platforms apart, and what they share knows none of them', () => {
		const sources = sourcesIn('sandbox').filter(({ file }) => file.split('/').length > 2);
		expect(sources.length).toBeGreaterThan(0);
		const wrong = sources.flatMap((source) =>
			importsOf(source)
				.filter((target) => target.startsWith('sandbox/'))
				.map((target) => target.split('/')[1])
				.filter((folder) => folder !== 'shared' && folder !== source.file.split('/')[1])
				.map((folder) => `${source.file} imports ${folder}`),
		);
		expect(wrong).toEqual([]);
	});
});

describe('the shared core', () => {
	it('knows no vendor', () => {
		expect(shared.length).toBeGreaterThan(0);
		const vendor =
			/quartic|cdxp|activecampaign|api-us1|api-token|x-api-key|accept-version|voyado|cordial|loyaltii/i;
		const named = shared.flatMap(({ file, text }) =>
			text
				.split('\n')
				.flatMap((line, index) =>
					vendor.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
				),
		);
		expect(named).toEqual([]);
	});
});

describe('globals', () => {
	it('that n8n Cloud forbids are used nowhere', () => {
		expect(published.flatMap(forbiddenGlobals)).toEqual([]);
	});

	it.each([
		'setTimeout(f, 1)',
		'setInterval(f, 1)',
		'process.env.HOME',
		'globalThis.x',
		'__dirname',
		'fs.readFileSync(a)',
	])('are found: %s', (text) => {
		expect(forbiddenGlobals({ file: 'nodes/a.ts', text: `const a = () => ${text};` })).toHaveLength(
			1,
		);
	});

	it('are told from comments, texts, keys and properties', () => {
		const text =
			'// process.env\nconst a = { process: "setTimeout" }; a.process; type T = { fetch(): void };';
		expect(forbiddenGlobals({ file: 'nodes/a.ts', text })).toEqual([]);
	});
});
