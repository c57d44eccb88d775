/** Pages and pictures that `npm run docs` makes are what it would make now. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { generated } from '../../scripts/docs';
import { ROOT } from './nodes';

const pages = generated();

it.each(pages.map(({ file, text }) => [file, text]))(
	'%s is what `npm run docs` would write',
	(file, text) => {
		expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(text);
	},
);

it.each(['docs/reference', 'examples/diagrams'])('%s holds nothing of what is gone', (folder) => {
	const made = pages.map(({ file }) => file).filter((file) => file.startsWith(`${folder}/`));
	const files = readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}`);
	expect(files.sort()).toEqual(made.sort());
});
