const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { dest, lastRun, parallel, series, src, watch: onChange } = require('gulp');

const ASSETS = ['credentials/**/*.svg', 'nodes/**/*.svg', 'nodes/**/*.node.json'];

/** Runs the command line tool of an installed package with this very Node. */
function tool(packageName, args) {
	const { bin } = require(`${packageName}/package.json`);
	const file = typeof bin === 'string' ? bin : (bin[packageName] ?? bin.tsc);
	const script = path.join(path.dirname(require.resolve(`${packageName}/package.json`)), file);
	return new Promise((resolve, reject) => {
		spawn(process.execPath, [script, ...args], { cwd: __dirname, stdio: 'inherit' })
			.on('error', reject)
			.on('close', (code) =>
				code === 0 ? resolve() : reject(new Error(`${packageName} ended with exit code ${code}`)),
			);
	});
}

const clean = () => rm(path.join(__dirname, 'dist'), { recursive: true, force: true });
const compile = () => tool('typescript', ['-p', 'tsconfig.build.json']);
/** Icons and codex files lie beside the node that uses them, in dist as in the sources. */
const assets = () =>
	src(ASSETS, { base: '.', encoding: false, since: lastRun(assets) }).pipe(dest('dist'));
/** One output schema per operation, made of the sample in its file. */
const schemas = () => tool('tsx', ['scripts/schemas.ts']);
const format = () => tool('prettier', ['--write', '--log-level', 'warn', '.']);

const build = series(clean, compile, assets, schemas);

/** Builds once, then the compiler, the assets and the schemas follow every change. */
const follow = parallel(
	function watchTypes() {
		return tool('typescript', ['-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput']);
	},
	// Never calls back: it watches until the process is stopped.
	function watchFiles() {
		onChange(ASSETS, assets);
		onChange('dist/nodes/**/*.js', { delay: 500 }, schemas);
		return new Promise(() => {});
	},
);

Object.assign(exports, { build, clean, format, watch: series(build, follow), default: build });
