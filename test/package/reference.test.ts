/** The pages of the reference say what the nodes say. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { pages } from '../../scripts/reference';
import { ROOT } from './nodes';

it.each(pages().map(({ file, text }) => [file, text]))(
	'%s is what `npm run docs` would write',
	(file, text) => {
		expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
	},
);

it('has no page of a node that is gone', () => {
	const files = readdirSync(path.join(ROOT, 'docs', 'reference')).map(
		(name) => `docs/reference/${name}`,
	);
	expect(files.sort()).toEqual(
		pages()
			.map(({ file }) => file)
			.sort(),
	);
});
