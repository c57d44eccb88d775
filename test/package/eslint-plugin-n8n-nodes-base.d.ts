/** The plugin ships no types; this is what the tests use of it. */
declare module 'eslint-plugin-n8n-nodes-base' {
	import type { ESLint } from 'eslint';

	const plugin: ESLint.Plugin & {
		configs: Record<'community' | 'credentials' | 'nodes', { rules: Record<string, string> }>;
	};
	export = plugin;
}
