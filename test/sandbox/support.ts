import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type AccountJson, type Sandbox, type SandboxOptions } from '../../sandbox';

// Answers are read the way a test wants to look at them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Answer {
	status: number;
	headers: Headers;
	text: string;
	json: Json;
}

/** The account most tests start from. */
export const ACCOUNT: AccountJson = {
	lists: [
		{ id: 1, name: 'Newsletter' },
		{ id: 2, name: 'SMS' },
	],
	fields: [
		{ id: 1, title: 'City', type: 'text', perstag: 'CITY' },
		{ id: 2, title: 'Interests', type: 'listbox', options: ['a', 'b'] },
		{ id: 3, title: 'Last Purchase', type: 'datetime' },
		{ id: 4, title: 'Note', type: 'textarea' },
	],
	tags: ['VIP'],
	accounts: [
		{ id: 1, name: 'Shop PL' },
		{ id: 2, name: 'Shop DE' },
	],
};

/** The first moment of the tests' clock: 2024-05-24, noon UTC. */
export const START = Date.UTC(2024, 4, 24, 12);

/** A sandbox with a clock of its own, and a way to talk to it over HTTP. */
export interface Scene {
	sandbox: Sandbox;
	/** Moves the sandbox's clock. */
	pass(ms: number): void;
	api(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
}

const open: Array<() => Promise<void>> = [];

/** Starts a sandbox that is closed by closeAll(); without a limit unless the test gives one. */
export async function scene(options: SandboxOptions = {}): Promise<Scene> {
	let now = START;
	const sandbox = await startSandbox({
		account: ACCOUNT,
		limit: { perSecond: 0 },
		now: () => now,
		...options,
	});
	open.push(async () => await sandbox.close());
	return {
		sandbox,
		pass: (ms) => {
			now += ms;
		},
		api: async (method, path, body, headers = { 'Api-Token': sandbox.token }) =>
			await call(`${sandbox.url}/api/3${path}`, method, body, headers),
	};
}

/** One request over HTTP. */
export async function call(
	url: string,
	method = 'GET',
	body?: unknown,
	headers: Record<string, string> = {},
): Promise<Answer> {
	const response = await fetch(url, {
		method,
		redirect: 'manual',
		headers: { 'content-type': 'application/json', ...headers },
		body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
	});
	const text = await response.text();
	let json: Json;
	try {
		json = JSON.parse(text);
	} catch {
		json = undefined;
	}
	return { status: response.status, headers: response.headers, text, json };
}

/** A call that a receiver got. */
export interface Received {
	type: string;
	headers: Record<string, string>;
	form: URLSearchParams;
	text: string;
}

/** A webhook receiver that answers with the given status and keeps what it got. */
export async function receiver(status = 200): Promise<{ url: string; got: Received[] }> {
	const got: Received[] = [];
	const server: Server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => {
			text += chunk.toString();
		});
		request.on('end', () => {
			got.push({
				type: String(request.headers['content-type']),
				headers: request.headers as Record<string, string>,
				form: new URLSearchParams(text),
				text,
			});
			response.statusCode = status;
			response.end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	open.push(async () => {
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got };
}

/** Closes what the test opened; for afterEach. */
export async function closeAll(): Promise<void> {
	await Promise.all(open.splice(0).map(async (close) => await close()));
}
