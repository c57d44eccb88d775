/** The published sources and what each of them reaches for, by TypeScript's own reading. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { ROOT } from './nodes';

export interface Source {
	/** From the repository's root, with slashes. */
	file: string;
	text: string;
}

export function sourcesIn(folder: string): Source[] {
	const full = path.join(ROOT, folder);
	if (!existsSync(full)) return [];
	return readdirSync(full, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => `${folder}/${name.split(path.sep).join('/')}`)
		.sort()
		.map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }));
}

/** Every module a file imports: relative ones as paths from the root, others by name. */
export function importsOf({ file, text }: Source): string[] {
	return ts
		.preProcessFile(text, true, true)
		.importedFiles.map(({ fileName }) =>
			fileName.startsWith('.') ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
		);
}

/** Arrows that the architecture does not have. */
export function wrongArrows(source: Source): string[] {
	return importsOf(source)
		.filter((target) => !mayImport(source.file, target))
		.map((target) => `${source.file} imports ${target}`);
}

function mayImport(file: string, target: string): boolean {
	const [top, folder] = file.split('/');
	const [targetTop, targetFolder] = target.split('/');
	if (target === 'n8n-workflow' || target === 'crypto') return true;
	if (top === 'credentials') return targetTop === 'credentials';
	if (targetTop !== 'nodes') return false;
	return targetFolder === folder || targetFolder === 'shared';
}

/** What n8n Cloud forbids, and what `require` would bring in unseen. */
const FORBIDDEN = new Set([
	'__dirname',
	'__filename',
	'clearImmediate',
	'clearInterval',
	'clearTimeout',
	'console',
	'eval',
	'fetch',
	'fs',
	'Function',
	'global',
	'globalThis',
	'process',
	'require',
	'setImmediate',
	'setInterval',
	'setTimeout',
]);

/** Forbidden globals that a file names, in code: neither in comments nor as a property, a key or a type. */
export function forbiddenGlobals({ file, text }: Source): string[] {
	const found: string[] = [];
	const root = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
	const visit = (node: ts.Node): void => {
		if (ts.isTypeNode(node)) return;
		if (ts.isIdentifier(node) && FORBIDDEN.has(node.text) && !isName(node)) {
			const { line } = root.getLineAndCharacterOfPosition(node.getStart());
			found.push(`${file}:${line + 1} ${node.text}`);
		}
		ts.forEachChild(node, visit);
	};
	visit(root);
	return found;
}

function isName(node: ts.Identifier): boolean {
	const { parent } = node;
	return (
		(ts.isPropertyAccessExpression(parent) && parent.name === node) ||
		(ts.isPropertyAssignment(parent) && parent.name === node) ||
		((ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent)) && parent.name === node) ||
		((ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent)) && parent.name === node)
	);
}
