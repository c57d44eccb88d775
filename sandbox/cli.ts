import { parseArgs } from 'node:util';
import { PLATFORMS, startSandbox, type PlatformName, type SandboxOptions } from './index';

const NAMES = Object.keys(PLATFORMS) as PlatformName[];

const HELP = `Starts the sandbox of a platform.

  --platform <p>   ${NAMES.join(' or ')} (default ${NAMES[0]})
  --port <n>       port to listen on (default 8100, 0 = any free one)
  --host <name>    address to listen on (default 127.0.0.1)
  --token <text>   API token or key (default sandbox-token)
  --limit <n>      requests per second, 0 = no limit (default the platform's)
  --latency <ms>   delay of every answer
  --rules <a,b>    rules to switch off
  --empty          start with an empty account instead of the demo account`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			platform: { type: 'string', default: NAMES[0] },
			port: { type: 'string', default: '8100' },
			host: { type: 'string' },
			token: { type: 'string' },
			limit: { type: 'string' },
			latency: { type: 'string', default: '0' },
			rules: { type: 'string', default: '' },
			empty: { type: 'boolean' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) {
		console.log(HELP);
		return;
	}
	const platform = NAMES.find((name) => name === values.platform);
	if (platform === undefined)
		throw new Error(`--platform is ${NAMES.join(' or ')}, not "${values.platform}"`);
	const off = values.rules
		.split(',')
		.map((id) => id.trim())
		.filter(Boolean);
	const options = {
		platform,
		port: number('port', values.port),
		host: values.host,
		token: values.token,
		latencyMs: number('latency', values.latency),
		...(values.limit === undefined ? {} : { limit: { perSecond: number('limit', values.limit) } }),
		rules: Object.fromEntries(off.map((id) => [id, false])),
		account: values.empty ? {} : PLATFORMS[platform].demo(),
	};
	// The account is the platform's own, which the compiler cannot follow through the look-up.
	const sandbox = await startSandbox(options as typeof options & SandboxOptions<PlatformName>);
	const lines = [...sandbox.access, { label: 'Page', value: sandbox.pageUrl }].map(
		({ label, value }) => `  ${label.padEnd(15)}  ${value}`,
	);
	console.log(`${sandbox.title} sandbox\n${lines.join('\n')}\nCtrl-C ends it.`);
	const end = (): void => {
		void sandbox.close().then(() => process.exit(0));
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

function number(name: string, text: string): number {
	const value = Number(text);
	if (!Number.isFinite(value) || value < 0)
		throw new Error(`--${name} needs a number, not "${text}"`);
	return value;
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
