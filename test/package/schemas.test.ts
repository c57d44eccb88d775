import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { outputSchema, schemaOf, writeSchemas } from '../../scripts/schemas';

describe('output schema', () => {
	it('names the type of every value', () => {
		expect(
			outputSchema({ id: '7', age: 41, score: 0.5, created: true, account: null, tags: [] }),
		).toEqual({
			type: 'object',
			properties: {
				id: { type: 'string' },
				age: { type: 'integer' },
				score: { type: 'number' },
				created: { type: 'boolean' },
				account: { type: 'null' },
				tags: { type: 'array' },
			},
			version: 1,
		});
	});

	it('describes the elements of an array together', () => {
		expect(
			schemaOf([
				{ id: '1', note: null },
				{ note: 'a', sent: true },
			]),
		).toEqual({
			type: 'array',
			items: {
				type: 'object',
				properties: { id: { type: 'string' }, note: { type: 'string' }, sent: { type: 'boolean' } },
			},
		});
	});

	it('refuses what JSON cannot hold', () => {
		expect(() => schemaOf({ run: () => 1 })).toThrow('function');
	});
});

describe('the build step', () => {
	const dist = mkdtempSync(path.join(tmpdir(), 'schemas-'));
	afterAll(() => rmSync(dist, { recursive: true, force: true }));

	it('writes a file per operation where n8n looks for it', () => {
		mkdirSync(path.join(dist, 'nodes', 'Alpha'), { recursive: true });
		mkdirSync(path.join(dist, 'nodes', 'shared'));
		const resources = [{ value: 'contact', operations: [{ value: 'get', sample: { id: '1' } }] }];
		writeFileSync(
			path.join(dist, 'nodes', 'Alpha', 'resources.js'),
			`exports.resources = ${JSON.stringify(resources)};`,
		);
		expect(writeSchemas(dist)).toBe(1);
		const file = path.join(dist, 'nodes/Alpha/__schema__/v1.0.0/contact/get.json');
		expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
			type: 'object',
			properties: { id: { type: 'string' } },
			version: 1,
		});
	});
});
