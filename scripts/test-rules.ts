/**
 * Proves that the tests watch every behaviour of the sandbox: switches one rule off at a time, runs the conformance
 * tests that speak of it, and expects the test named after the rule to turn red.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Table from 'cli-table3';
import { PLATFORMS, RULES, type PlatformName } from '../sandbox';

const ROOT = path.join(__dirname, '..');
const TESTS = path.join('test', 'sandbox');
const AT_ONCE = 2;
/** The rules to try: those of the platforms named on the command line, or all. */
const CHOSEN =
	process.argv.length > 2 ? process.argv.slice(2).flatMap((name) => rulesOf(name)) : RULES;

function rulesOf(name: string): typeof RULES {
	const names = Object.keys(PLATFORMS) as PlatformName[];
	const found = names.find((known) => known === name);
	if (found === undefined) throw new Error(`Platforms are ${names.join(', ')}, not "${name}"`);
	return PLATFORMS[found].rules;
}

interface JestReport {
	numTotalTests: number;
	testResults: Array<{
		message: string;
		assertionResults: Array<{ title: string; status: string }>;
	}>;
}

interface Verdict {
	rule: (typeof RULES)[number];
	noticed: boolean;
	remark: string;
}

/** The conformance file that holds the rule's test. */
function fileOf(id: string): string | undefined {
	return readdirSync(path.join(ROOT, TESTS))
		.filter((name) => name.endsWith('.conformance.test.ts'))
		.find((name) => readFileSync(path.join(ROOT, TESTS, name), 'utf8').includes(`'[${id}] `));
}

/** Runs whole test files with some rules off and reads jest's report. */
async function jest(files: string[], rulesOff: string, folder: string): Promise<JestReport> {
	const report = path.join(folder, `${rulesOff || 'none'}.json`);
	const args = [
		require.resolve('jest/bin/jest'),
		'--runInBand',
		'--silent',
		'--json',
		'--outputFile',
		report,
		...files,
	];
	await new Promise<void>((resolve, reject) => {
		spawn(process.execPath, args, {
			cwd: ROOT,
			env: { ...process.env, SANDBOX_RULES_OFF: rulesOff },
			stdio: 'ignore',
		})
			.once('error', reject)
			.once('exit', () => resolve());
	});
	return JSON.parse(readFileSync(report, 'utf8')) as JestReport;
}

function redTests({ testResults }: JestReport): string[] {
	return testResults
		.flatMap(({ assertionResults }) => assertionResults)
		.filter(({ status }) => status === 'failed')
		.map(({ title }) => title);
}

async function judge(rule: Verdict['rule'], folder: string): Promise<Verdict> {
	const file = fileOf(rule.id);
	if (!file) return { rule, noticed: false, remark: 'has no test' };
	const report = await jest([path.join(TESTS, file)], rule.id, folder);
	// A file that does not even load must not pass for a test that noticed.
	if (report.numTotalTests === 0)
		return { rule, noticed: false, remark: 'the test file did not run' };
	const red = redTests(report);
	const noticed = red.some((title) => title.startsWith(`[${rule.id}] `));
	return {
		rule,
		noticed,
		remark: noticed ? `${red.length} red` : `own test stayed green, ${red.length} red`,
	};
}

async function main(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-rules-'));
	try {
		const files = [...new Set(CHOSEN.map(({ id }) => fileOf(id)))].filter(
			(file) => file !== undefined,
		);
		const before = redTests(
			await jest(
				files.map((file) => path.join(TESTS, file)),
				'',
				folder,
			),
		);
		if (before.length > 0)
			throw new Error(`With all rules on these tests are red already:\n  ${before.join('\n  ')}`);

		const verdicts: Verdict[] = [];
		const waiting = [...CHOSEN];
		const work = async (): Promise<void> => {
			for (let rule = waiting.shift(); rule; rule = waiting.shift()) {
				verdicts.push(await judge(rule, folder));
				if (process.stderr.isTTY)
					process.stderr.write(`\r${verdicts.length} of ${CHOSEN.length} rules`);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
		print(verdicts);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function print(verdicts: Verdict[]): void {
	const table = new Table({
		head: ['Rule', 'No.', 'What it says', 'Switched off'],
		colWidths: [27, 5, 72, 24],
		wordWrap: true,
		style: { head: [], border: [], compact: true },
	});
	for (const rule of CHOSEN) {
		const verdict = verdicts.find((one) => one.rule === rule);
		table.push([
			rule.id,
			rule.checklist,
			`${rule.says}${rule.assumption ? ' (assumed)' : ''}`,
			`${verdict?.noticed ? 'noticed' : 'NOT NOTICED'}: ${verdict?.remark ?? ''}`,
		]);
	}
	const passed = verdicts.filter(({ noticed }) => noticed).length;
	console.log(table.toString());
	console.log(`${passed} passed, ${CHOSEN.length - passed} failed`);
	if (passed < CHOSEN.length) process.exitCode = 1;
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
