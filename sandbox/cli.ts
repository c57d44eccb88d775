import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEMO_ACCOUNT, startSandbox, type AccountJson, type RuleId } from './index';

const HELP = `Starts the QuarticOn CDXP sandbox.

  --port <n>       port to listen on (default 8100, 0 = any free one)
  --host <name>    address to listen on (default 127.0.0.1)
  --token <text>   API token (default sandbox-token)
  --limit <n>      requests per second, 0 = no limit (default 5)
  --latency <ms>   delay of every answer
  --rules <a,b>    rules to switch off
  --empty          start with an empty account instead of the demo account`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
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
	const off = values.rules
		.split(',')
		.map((id) => id.trim())
		.filter(Boolean);
	const sandbox = await startSandbox({
		port: number('port', values.port),
		host: values.host,
		token: values.token,
		latencyMs: number('latency', values.latency),
		...(values.limit === undefined ? {} : { limit: { perSecond: number('limit', values.limit) } }),
		rules: Object.fromEntries(off.map((id) => [id, false])) as Partial<Record<RuleId, boolean>>,
		account: values.empty ? {} : demoAccount(),
	});
	console.log(
		`QuarticOn CDXP sandbox\n  Account URL  ${sandbox.url}\n  API token    ${sandbox.token}\n  Page         ${sandbox.pageUrl}\nCtrl-C ends it.`,
	);
	const end = (): void => {
		void sandbox.close().then(() => process.exit(0));
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

/** The account of the examples when they are there, so that page and examples show the same people. */
function demoAccount(): AccountJson {
	const file = join(__dirname, '..', 'examples', 'data', 'account.json');
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as AccountJson) : DEMO_ACCOUNT;
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
