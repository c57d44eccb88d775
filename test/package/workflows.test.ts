/** What GitHub runs: readable, pinned, with no more rights than needed, and calling what is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { manifest, ROOT } from './nodes';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Workflow {
	permissions?: Record<string, string>;
	on: Record<string, { tags?: string[] } | null>;
	jobs: Record<string, { permissions?: Record<string, string>; strategy?: object; steps: Step[] }>;
}

const GITHUB = path.join(ROOT, '.github');
const texts = readdirSync(GITHUB, { recursive: true, encoding: 'utf8' })
	.filter((name) => name.endsWith('.yml'))
	.map(
		(name) =>
			[name.split(path.sep).join('/'), readFileSync(path.join(GITHUB, name), 'utf8')] as const,
	);
const workflows = texts
	.filter(([name]) => name.startsWith('workflows/'))
	.map(([name, text]) => [name, parse(text) as Workflow, text] as const);
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const workflow = (name: string) =>
	workflows.find(([file]) => file === `workflows/${name}.yml`)?.[1] as Workflow;

it('are YAML, all of them', () => {
	expect(texts.length).toBeGreaterThan(4);
	for (const [name, text] of texts) expect([name, typeof parse(text)]).toEqual([name, 'object']);
});

describe.each(workflows)('%s', (_, { jobs, permissions, on }, text) => {
	it('pins every action by its commit, with the version beside it', () => {
		const uses = [...text.matchAll(/\buses:(.*)$/gm)].map(([, action]) => action.trim());
		expect(uses.length).toBe(stepsOf({ jobs, on }).filter((step) => step.uses).length);
		for (const action of uses)
			expect(action).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it('may write nothing unless a job needs it', () => {
		expect(permissions).toBeDefined();
		expect(Object.values(permissions ?? {}).filter((right) => right !== 'read')).toEqual([]);
	});

	it('leaves no token of GitHub in the checkout', () => {
		const checkouts = stepsOf({ jobs, on }).filter(({ uses }) =>
			uses?.startsWith('actions/checkout@'),
		);
		expect(checkouts.map((step) => step.with)).toEqual(
			checkouts.map(() => ({ 'persist-credentials': false })),
		);
	});

	it('calls scripts that exist', () => {
		const runs = stepsOf({ jobs, on }).flatMap(({ run }) => (run === undefined ? [] : [run]));
		const scripts = runs.flatMap((run) =>
			[...run.matchAll(/\bnpm (?:run )?([\w:]+)/g)].map(([, name]) => name),
		);
		const own = ['ci', 'publish', ...Object.keys(manifest.scripts)];
		expect(scripts.filter((name) => !own.includes(name))).toEqual([]);
		const files = runs.flatMap((run) =>
			[...run.matchAll(/(?:^|\s)(\.ci\/\w+)/g)].map(([, file]) => file),
		);
		expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
	});

	it('holds no secret', () => {
		expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
	});
});

it('CI runs what the README promises, on both Nodes, and the slow suites', () => {
	const { jobs, on } = workflow('ci');
	expect(jobs.test.strategy).toMatchObject({ matrix: { node: [20, 24] } });
	const runs = Object.values(jobs).map(({ steps }) => steps.flatMap(({ run = [] }) => run));
	expect(runs[0]).toEqual(['npm ci', 'npm test', 'npm start']);
	expect(runs.flat()).toEqual(expect.arrayContaining(['.ci/run', 'npm run split -- --check']));
	expect(Object.keys(on)).toEqual(expect.arrayContaining(['push', 'pull_request']));
});

it('publishing follows a tag, with provenance, after the tests, and asks no more rights', () => {
	const { jobs, on } = workflow('publish');
	expect(on).toEqual({ push: { tags: [expect.stringMatching(/^v/)] } });
	expect(Object.keys(jobs)).toEqual(['publish']);
	expect(jobs.publish.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	const runs = jobs.publish.steps.flatMap(({ run = [] }) => run);
	expect(runs.at(-2)).toBe('npm test');
	expect(runs.at(-1)).toMatch(/^npm publish .*--provenance/);
});
