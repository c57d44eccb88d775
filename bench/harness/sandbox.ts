import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

import type { FaultPlan, JournalEntry, Limit, PlatformName } from '../../sandbox';
import type { Access } from '../child/jobs';
import { ROOT } from './places';

/** The first address it prints. */
const ADDRESS = /https?:\/\/[^\s/]+/;
const TOKEN = 'bench-token';

interface State {
	contacts: number;
	/** Of a shop only. */
	products?: number;
	/** Members of lists, by name; where the platform tells them. */
	lists?: Record<string, number>;
	requests: number;
	limitHits: number;
}

/** What the sandbox saw of a measurement. */
export interface Seen extends State {
	entries: JournalEntry[];
}

export interface SandboxSettings {
	platform?: PlatformName;
	/** Requests per second; none unless given. */
	limit?: number;
	latencyMs?: number;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill()));

/** The platform: the sandbox's command line in a process of its own, controlled as any tool would. */
export class SandboxProcess {
	private constructor(
		private readonly child: ChildProcess,
		readonly access: Access,
	) {}

	/** @throws Error if it does not start */
	static async start({
		platform = 'quarticonCdxp',
		limit = 0,
		latencyMs = 0,
	}: SandboxSettings = {}): Promise<SandboxProcess> {
		const settings = { platform, port: 0, token: TOKEN, limit, latency: latencyMs };
		const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
		const child = spawn(
			process.execPath,
			['--import', 'tsx', join('sandbox', 'cli.ts'), '--empty', ...args],
			{
				cwd: ROOT,
				stdio: ['ignore', 'pipe', 'inherit'],
			},
		);
		running.add(child);
		const access = await new Promise<Access>((resolve, reject) => {
			let text = '';
			child.stdout.on('data', (chunk) => {
				const [url] = ADDRESS.exec((text += String(chunk))) ?? [];
				if (url !== undefined && text.endsWith('\n')) resolve({ url, token: TOKEN });
			});
			child.once('error', reject);
			child.once('exit', (code) => reject(new Error(`The sandbox ended early (${code})`)));
		});
		return new SandboxProcess(child, access);
	}

	async stop(): Promise<void> {
		running.delete(this.child);
		if (this.child.exitCode !== null) return;
		await new Promise((resolve) => {
			this.child.once('exit', resolve);
			this.child.kill();
		});
	}

	/** Back to an empty account without faults. */
	async reset(): Promise<void> {
		await this.control('POST', 'reset');
	}

	async setLimit(limit: Limit): Promise<void> {
		await this.control('POST', 'limit', limit);
	}

	/** `match.path` is the source text of a pattern. */
	async fail(
		plan: Omit<FaultPlan, 'match'> & { match?: { method?: string; path?: string } },
	): Promise<void> {
		await this.control('POST', 'faults', plan);
	}

	/** No fault any more. */
	async mend(): Promise<void> {
		await this.control('DELETE', 'faults');
	}

	async load(account: object): Promise<void> {
		await this.control('POST', 'account', account);
	}

	/** Lets everything come to its end that goes on in the background. */
	async settled(): Promise<void> {
		await this.control('POST', 'settled');
	}

	async state(): Promise<State> {
		return (await this.control('GET', 'state')) as State;
	}

	/** The state with every request that came in. */
	async seen(): Promise<Seen> {
		const { entries } = (await this.control('GET', 'journal')) as Pick<Seen, 'entries'>;
		return { ...(await this.state()), entries };
	}

	/** Asks the platform itself, as another tool of the same account does. @returns the status */
	async ask(path: string): Promise<number> {
		const headers = { 'Api-Token': this.access.token };
		const answer = await fetch(`${this.access.url}/api/3/${path}`, { headers });
		await answer.arrayBuffer();
		return answer.status;
	}

	private async control(method: string, path: string, body: object = {}): Promise<unknown> {
		const answer = await fetch(`${this.access.url}/_sandbox/${path}`, {
			method,
			...(method === 'POST' && {
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		if (!answer.ok) throw new Error(`The sandbox refused ${path}: ${answer.status}`);
		return await answer.json();
	}
}
