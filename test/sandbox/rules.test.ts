import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '../../sandbox';

const written = readdirSync(__dirname)
	.filter((name) => name.endsWith('.conformance.test.ts'))
	.map((name) => readFileSync(join(__dirname, name), 'utf8'))
	.join('\n');

it.each(RULES.map((rule) => [rule.id, rule] as const))(
	'rule %s is told in full and has exactly one test',
	(id, rule) => {
		expect(rule.says).toMatch(/\.$/);
		expect(rule.source).not.toBe('');
		// What no source states must be marked.
		if (rule.source === 'inf') expect(rule.assumption).toBe(true);
		expect(written.split(`'[${id}] `)).toHaveLength(2);
	},
);

it('every rule has a name of its own', () => {
	expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});
