/**
 * Asks n8n's own linter about a built description: it is written out as the literal that the linter's rules read, so
 * that fields assembled by builders meet the same rules as fields written by hand.
 */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import type Plugin from 'eslint-plugin-n8n-nodes-base';
import type { INodeTypeDescription } from 'n8n-workflow';

const plugin = loadPlugin();
const RULES = Object.fromEntries(
	// Rules about files and about code have nothing to read here.
	Object.keys(plugin.configs.nodes.rules)
		.filter((rule) => /\/(node-param|node-class-description)-/.test(rule))
		.map((rule) => [rule, 'error'] as const),
);
/** Switched off by n8n's scan as well; the reasons stand in eslint.config.mjs. */
const OFF = [
	'node-class-description-inputs-wrong-regular-node',
	'node-class-description-outputs-wrong',
	'node-param-type-options-max-value-present',
];
for (const rule of OFF) delete RULES[`n8n-nodes-base/${rule}`];

export function render(className: string, description: INodeTypeDescription): string {
	const literal = JSON.stringify(description, null, '\t')
		// The rules know keys without quotes and texts in single ones.
		.replace(/^(\t*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:');
	return `export class ${className} implements INodeType {\n\tdescription: INodeTypeDescription = ${literal};\n}\n`;
}

/** What the linter says, as `line: rule: message`, with the text of the line. */
export function lintRendered(className: string, description: INodeTypeDescription): string[] {
	const text = render(className, description);
	const lines = text.split('\n');
	return new Linter()
		.verify(
			text,
			{
				files: ['**/*.ts'],
				plugins: { 'n8n-nodes-base': plugin },
				languageOptions: { parser: parser as never },
				rules: RULES,
			},
			{ filename: `nodes/${className}/${className}.node.ts` },
		)
		.map(({ line, ruleId, message }) => `${lines[line - 1].trim()} | ${ruleId}: ${message}`);
}

/** Under NODE_ENV=test, which jest sets, the plugin takes every file for a file of its own tests. */
function loadPlugin(): typeof Plugin {
	const { NODE_ENV } = process.env;
	process.env.NODE_ENV = 'lint';
	try {
		// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would run before the line above
		return require('eslint-plugin-n8n-nodes-base') as typeof Plugin;
	} finally {
		process.env.NODE_ENV = NODE_ENV;
	}
}
