/**
 * Runs one of the project's tasks on a bare checkout: installs what the lockfile names if that is not yet here, then
 * takes the task's steps in order and stops at the first that fails.
 *
 *   node scripts/with-setup.mjs <task> [arguments for the task's last step]
 *
 * npm skips pre-scripts under `ignore-scripts=true` (.npmrc says why we use it), so set-up happens here. Only Node's
 * own modules are used: nothing else is there yet.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const STATE = path.join(ROOT, 'node_modules', '.cache', 'n8n-nodes-cdxp');
/** What the development tools ask for; the published package runs on any Node that n8n runs on. */
const NODE_WANTED = [20, 19];

/** What the built package is made of. */
const BUILD_INPUTS = [
	'credentials',
	'nodes',
	'gulpfile.js',
	'index.js',
	'package-lock.json',
	'package.json',
	'scripts/schemas.ts',
	'tsconfig.build.json',
	'tsconfig.json',
];

/** Leads everything that starts n8n to the oldest that we claim: scripts/n8n/places.ts. */
const OLDEST = { N8N_FOLDER: 'n8n/oldest' };

const build = { title: 'Build', tool: ['gulp', 'build'], skip: isBuilt, done: markBuilt };
const TASKS = {
	build: [build],
	start: [build, { title: 'Main job', tool: ['tsx', 'scripts/main-job.ts'] }],
	sandbox: [{ title: 'Sandbox', tool: ['tsx', 'sandbox/cli.ts'] }],
	editor: [build, { title: 'n8n', tool: ['tsx', 'scripts/n8n/editor.ts'] }],
	'test:n8n': [
		build,
		{ title: 'n8n', tool: ['tsx', 'scripts/n8n/install.ts'] },
		// Speed depends on what else the machine does: it has a command of its own.
		{
			title: 'Tests in n8n',
			tool: ['jest', '--testPathIgnorePatterns=speed', '-c', 'jest.n8n.config.js'],
		},
	],
	'test:oldest': [
		build,
		{ title: 'n8n', tool: ['tsx', 'scripts/n8n/install.ts'], env: OLDEST },
		{
			title: 'Tests in the oldest n8n',
			tool: ['jest', '-c', 'jest.oldest.config.js'],
			env: OLDEST,
		},
	],
	'test:queue': [
		build,
		{ title: 'n8n', tool: ['tsx', 'scripts/n8n/install.ts'] },
		{ title: 'Tests in queue mode', tool: ['jest', '-c', 'jest.queue.config.js'] },
	],
	'bench:n8n': [
		build,
		{ title: 'n8n', tool: ['tsx', 'scripts/n8n/install.ts'] },
		{ title: 'Speed in n8n', tool: ['jest', '-c', 'jest.n8n.config.js', 'speed'] },
	],
	bench: [build, { title: 'Bench', tool: ['tsx', 'bench/cli.ts'] }],
	'test:chaos': [{ title: 'Chaos', tool: ['tsx', 'scripts/chaos.ts'] }],
	'test:rules': [{ title: 'Sandbox rules', tool: ['tsx', 'scripts/test-rules.ts'] }],
	test: [
		{ ...build, skip: undefined },
		{ title: 'Lint', tool: ['eslint', '.', '--max-warnings', '0'] },
		{ title: 'Gate replica', tool: ['node', 'scripts/gate.mjs'] },
		{ title: 'Type check', tool: ['tsc', '-p', 'tsconfig.json'] },
		{ title: 'Tests', tool: ['jest'] },
	],
};

/** Where the command line of each tool lies, so that no shell and no npx is needed. */
const TOOLS = {
	eslint: 'node_modules/eslint/bin/eslint.js',
	gulp: 'node_modules/gulp/bin/gulp.js',
	jest: 'node_modules/jest/bin/jest.js',
	tsc: 'node_modules/typescript/bin/tsc',
	tsx: 'node_modules/tsx/dist/cli.mjs',
};

// Under `production` npm leaves the development packages out, and under `test` a linter plugin tests only itself.
delete process.env.NODE_ENV;

/** The signal that asked this process to end, if any. */
let stopped;
let child;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		stopped = signal;
		// A terminal sends its Ctrl-C to the child as well; a second one would look like impatience.
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child?.kill(signal);
	});
}

await main(process.argv[2], process.argv.slice(3));

async function main(name, extra) {
	const steps = Object.hasOwn(TASKS, name ?? '') ? TASKS[name] : undefined;
	if (steps === undefined) {
		end(2, `Unknown task "${name ?? ''}". Tasks: ${Object.keys(TASKS).join(', ')}.`);
	}
	checkNode();
	await install();

	const ran = [];
	for (const [index, step] of steps.entries()) {
		const args = index === steps.length - 1 ? extra : [];
		const { code, seconds, skipped } = await take(step, args, steps.length > 1);
		ran.push({
			title: step.title,
			seconds,
			result: skipped ? 'up to date' : code === 0 ? 'passed' : 'failed',
		});
		if (code !== 0) {
			for (const { title } of steps.slice(index + 1)) ran.push({ title, result: 'not run' });
			if (steps.length > 1 && stopped === undefined) summarise(name, ran);
			end(code);
		}
	}
	if (name === 'test') summarise(name, ran);
}

function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	const [wantedMajor, wantedMinor] = NODE_WANTED;
	if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
	end(1, `Node ${NODE_WANTED.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/** Installs from the lockfile unless node_modules already holds just that. */
async function install() {
	const lock = readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
	const wanted = sha256(`${process.platform} ${process.arch}\n${lock}`);
	if (readState('installed') === wanted) return;
	if (!holds(JSON.parse(lock))) {
		const since = Date.now();
		console.log(
			'Installing development packages from package-lock.json (some 500 MB, about a minute) ...',
		);
		const npm = process.env.npm_execpath;
		const ci = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
		const code = npm?.endsWith('.js')
			? await run(process.execPath, [npm, ...ci])
			: await run('npm', ci, { shell: process.platform === 'win32' });
		if (code !== 0) {
			end(code, '`npm ci` failed: see above. Is a package registry within reach?');
		}
		console.log(`Installed in ${seconds(since)} s.`);
	}
	writeState('installed', wanted);
}

/** Whether npm has already put every package of the lockfile here, by its own record of what it installed. */
function holds({ packages: wanted }) {
	const record = path.join(ROOT, 'node_modules', '.package-lock.json');
	if (!existsSync(record)) return false;
	const { packages: present } = JSON.parse(readFileSync(record, 'utf8'));
	return Object.entries(wanted).every(
		([place, { version, optional, devOptional }]) =>
			place === '' ||
			present[place]?.version === version ||
			// Packages for other systems.
			(present[place] === undefined && (optional || devOptional)),
	);
}

async function take({ title, tool: [tool, ...args], env, skip, done }, extra, heading) {
	const inputs = hashOf(BUILD_INPUTS);
	if (skip?.(inputs)) return { code: 0, seconds: '0.0', skipped: true };
	if (heading) console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 60 - title.length))}`);
	const since = Date.now();
	const command = tool === 'node' ? args : [path.join(ROOT, TOOLS[tool]), ...args];
	const code = await run(process.execPath, [...command, ...extra], {
		env: { ...process.env, ...env },
	});
	if (code === 0) done?.(inputs);
	const took = seconds(since);
	if (heading && code !== 0) console.error(`${title} failed after ${took} s (exit code ${code}).`);
	return { code, seconds: took };
}

/** Runs a command in the foreground and tells its exit code; 128 + n if signal n ended it or asked us to end. */
function run(command, args, options = {}) {
	return new Promise((resolve) => {
		child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
		child.on('error', (error) => {
			console.error(`${command}: ${error.message}`);
			resolve(127);
		});
		child.on('close', (code, signal) => {
			child = undefined;
			const by = stopped ?? signal;
			// A child that was asked to end and did so well has done its work.
			resolve(by && code !== 0 ? 128 + constants.signals[by] : (code ?? 1));
		});
	}).then((code) => (stopped && code === 0 ? end(0) : code));
}

function summarise(task, ran) {
	console.log(`\n── npm ${task} ${'─'.repeat(Math.max(0, 60 - 4 - task.length))}`);
	for (const { title, result, seconds: took } of ran) {
		const time = took === undefined ? '' : `${took.padStart(6)} s`;
		console.log(`${title.padEnd(16)}${result.padEnd(12)}${time}`.trimEnd());
	}
}

/** Whether dist is what the present sources give: neither changed since the last build. */
function isBuilt(inputs) {
	return (
		existsSync(path.join(ROOT, 'dist')) && readState('built') === `${inputs} ${hashOf(['dist'])}`
	);
}

function markBuilt(inputs) {
	writeState('built', `${inputs} ${hashOf(['dist'])}`);
}

/** One hash over the names and contents of files and folders. */
function hashOf(places) {
	const hash = createHash('sha256');
	const add = (place) => {
		const full = path.join(ROOT, place);
		if (!existsSync(full)) return;
		const entries = readdirSync(path.dirname(full), { withFileTypes: true });
		if (entries.find(({ name }) => name === path.basename(full))?.isDirectory()) {
			for (const name of readdirSync(full).sort()) add(`${place}/${name}`);
		} else {
			hash.update(`${place}\0`).update(readFileSync(full)).update('\0');
		}
	};
	places.forEach(add);
	return hash.digest('hex');
}

function sha256(text) {
	return createHash('sha256').update(text).digest('hex');
}

function readState(name) {
	const file = path.join(STATE, name);
	return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function writeState(name, text) {
	mkdirSync(STATE, { recursive: true });
	writeFileSync(path.join(STATE, name), text);
}

function seconds(since) {
	return ((Date.now() - since) / 1000).toFixed(1);
}

function end(code, message) {
	if (message) console.error(message);
	process.exit(code);
}
