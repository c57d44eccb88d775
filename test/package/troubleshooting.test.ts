/** The page of error texts has what nodes say: tried on answers of each platform, and on every remedy in the sources. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import type { ApiRequest, Platform } from '../../nodes/shared/platform';
import { pages } from '../../scripts/troubleshooting';
import { ROOT } from './nodes';
import { sourcesIn } from './sources';

const [{ text: page }] = pages();

/** The rows of the page's tables: what it says, the cause, what to do; several texts of a cell apart. */
const rows = page
	.split('\n')
	.filter((line) => line.startsWith('| '))
	.map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
	.map((cells) => cells.map((cell) => cell.trim().split('<br>')));

/** Whether a text of the page, with `…` for what is known later, is this one. */
function fits(pattern: string, text: string): boolean {
	const words = pattern
		.replace(/^(`[^`]+`|else): /, '')
		.replace(/\\\|/g, '|')
		.split('…')
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${words.join('[^]*')}$`).test(text);
}

const isTold = (message: string, remedy: string) =>
	rows.some(
		([says, , todo = []]) =>
			says.some((one) => fits(one, message)) && todo.some((one) => fits(one, remedy)),
	);

const platforms = readdirSync(path.join(ROOT, 'nodes'))
	.filter((folder) => folder !== 'shared')
	.flatMap((folder) => {
		const exported = jest.requireActual<Record<string, unknown>>(
			path.join(ROOT, 'nodes', folder, 'platform.ts'),
		);
		return Object.values(exported).filter(
			(value): value is Platform =>
				typeof value === 'object' && value !== null && 'explain' in value,
		);
	})
	.map((platform) => [platform.displayName, platform] as const);

describe.each(platforms)('what %s', (_, platform) => {
	const request: ApiRequest = { method: 'POST', path: ['records'], body: {} };

	it.each([400, 401, 402, 403, 404, 408, 409, 422, 423, 429, 500, 503])(
		'answers with %i is on the page',
		(status) => {
			for (const body of [{}, '<html></html>', { message: 'Something of it is wrong.' }]) {
				const { message, remedy } = platform.explain({ status, body }, request);
				expect([message, remedy, isTold(message, remedy)]).toEqual([message, remedy, true]);
			}
		},
	);

	it('says of a credential without a secret is on the page', () => {
		const thrown = (() => {
			try {
				return platform.connect({ baseUrl: 'https://api.example.com', region: 'custom' });
			} catch (error) {
				return (error as { facts?: { message: string; remedy: string } }).facts;
			}
		})() as { message: string; remedy: string };
		expect(isTold(thrown.message, thrown.remedy)).toBe(true);
	});
});

it('has every remedy that stands in the sources as it is', () => {
	const remedies = sourcesIn('nodes').flatMap(({ text }) =>
		[...text.matchAll(/\bremedy:\s*(?:'((?:[^'\\\n])+)'|"([^"\\\n]+)"),?$/gm)].map(
			([, single, double]) => single ?? double,
		),
	);
	expect(remedies.length).toBeGreaterThan(60);
	const told = rows
		.flatMap(([, , todo = []]) => todo)
		.map((text) => text.replace(/^(`[^`]+`|else): /, ''));
	expect(remedies.filter((remedy) => !told.includes(remedy))).toEqual([]);
});
