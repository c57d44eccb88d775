/**
 * `npm run docs`: writes the pages and pictures that are made of something else. A test compares each with what lies in
 * the repository.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { pages as diagrams } from './diagrams';
import type { Page } from './reference';
import { pages as reference } from './reference';
import { pages as troubleshooting } from './troubleshooting';

const ROOT = path.join(__dirname, '..');

/** All of them. */
export const generated = (): Page[] => [...reference(), ...diagrams(), ...troubleshooting()];

if (require.main === module) {
	for (const { file, text } of generated()) {
		mkdirSync(path.join(ROOT, path.dirname(file)), { recursive: true });
		writeFileSync(path.join(ROOT, file), text);
		console.log(file);
	}
}
