/** The published sources as TypeScript reads them, without their types: enough to follow a name to where it is made. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');

export interface Sources {
	/** Files by their path from the root, with slashes. */
	files: Map<string, ts.SourceFile>;
	/** What a name stands for; names that are imported are followed to their source. */
	symbolOf(name: ts.Node): ts.Symbol | undefined;
	/** Every call of a function that has a name. */
	callsOf(name: ts.Symbol): ts.CallExpression[];
}

const OPTIONS: ts.CompilerOptions = {
	noLib: true,
	types: [],
	target: ts.ScriptTarget.ES2022,
	module: ts.ModuleKind.CommonJS,
};

/** Only relative imports are followed: what the error texts are made of is all in this package. */
function program(files: string[]): ts.Program {
	const host = ts.createCompilerHost(OPTIONS);
	const known = new Set(files);
	host.resolveModuleNameLiterals = (names, from) =>
		names.map(({ text }) => {
			const target = path.posix.join(path.posix.dirname(from), text);
			const file = [`${target}.ts`, target, `${target}/index.ts`].find((one) => known.has(one));
			const extension = ts.Extension.Ts;
			return {
				resolvedModule:
					text.startsWith('.') && file !== undefined
						? { resolvedFileName: file, extension, isExternalLibraryImport: false }
						: undefined,
			};
		});
	return ts.createProgram(files, OPTIONS, host);
}

export function readSources(): Sources {
	const root = ROOT.split(path.sep).join('/');
	const names = ['nodes', 'credentials'].flatMap((folder) =>
		readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => `${root}/${folder}/${name.split(path.sep).join('/')}`)
			.sort(),
	);
	const read = program(names);
	const checker = read.getTypeChecker();
	const files = new Map(
		names.map((name) => [name.slice(root.length + 1), read.getSourceFile(name)!] as const),
	);

	const symbolOf = (name: ts.Node) => {
		const symbol = ts.isShorthandPropertyAssignment(name.parent)
			? checker.getShorthandAssignmentValueSymbol(name.parent)
			: checker.getSymbolAtLocation(name);
		const isAlias = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
		return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
	};

	const calls = new Map<ts.Symbol, ts.CallExpression[]>();
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
			const called = symbolOf(node.expression);
			if (called !== undefined) calls.set(called, [...(calls.get(called) ?? []), node]);
		}
		ts.forEachChild(node, visit);
	};
	for (const file of files.values()) visit(file);
	return { files, symbolOf, callsOf: (name) => calls.get(name) ?? [] };
}
