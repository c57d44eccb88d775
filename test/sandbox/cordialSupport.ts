import { startSandbox, type CordialJson, type Sandbox, type SandboxOptions } from '../../sandbox';
import { call, START, type Answer, type Json } from './support';

/** The account most tests start from. */
export const CORDIAL: CordialJson = {
	identifierKeys: ['email', 'customId', 'custom_id', 'channels.phone.address'],
	attributes: [
		{ key: 'firstName' },
		{ key: 'points', type: 'number', index: true },
		{ key: 'location', type: 'geo', index: true },
	],
	lists: ['News', { name: 'VIP', keys: { segment_group_id: '777' } }],
	supplements: [{ key: 'cars' }, { key: 'bikes' }],
	contacts: [
		{ identifiers: { email: 'anna@example.com', customId: 'a' }, lists: ['News'] },
		{ identifiers: { email: 'ben@example.com' } },
	],
};

export interface CordialScene {
	sandbox: Sandbox<'cordial'>;
	/** Moves the sandbox's clock. */
	pass(ms: number): void;
	/** A request below /api with the key, unless other headers are given. */
	api(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
	/** A look-up below /v2. */
	lookup(path: string): Promise<Answer>;
	/** Sends what must be accepted and waits until it is processed. */
	send(endpoint: string, body: unknown): Promise<void>;
	/** The contact with this e-mail address. */
	byEmail(email: string): Json;
	/** Why records came to nothing. */
	reasons(): string[];
}

const open: Array<() => Promise<void>> = [];

/** Starts a sandbox that is closed by closeCordials(). */
export async function cordial(
	options: Omit<SandboxOptions<'cordial'>, 'platform'> = {},
): Promise<CordialScene> {
	let now = START;
	const sandbox = await startSandbox({
		platform: 'cordial',
		account: CORDIAL,
		now: () => now,
		...options,
	});
	open.push(async () => await sandbox.close());
	const api: CordialScene['api'] = async (
		method,
		path,
		body,
		headers = { 'x-api-key': sandbox.token },
	) => await call(`${sandbox.url}/api${path}`, method, body, headers);
	return {
		sandbox,
		pass: (ms) => {
			now += ms;
		},
		api,
		lookup: async (path) =>
			await call(`${sandbox.url}/v2${path}`, 'GET', undefined, basic(sandbox.token)),
		send: async (endpoint, body) => {
			const { status, text } = await api('POST', `/${endpoint}`, body);
			if (status >= 300) throw new Error(`${endpoint} was refused: ${text}`);
			await sandbox.settled();
		},
		byEmail: (email) => sandbox.store.find('email', email),
		reasons: () => sandbox.store.dropped.map(({ reason }) => reason),
	};
}

/** The header of REST v2. */
export const basic = (key: string) => ({
	authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
});

/** A contact as most endpoints name it. */
export const who = (email: string) => ({ identifiers: { email } });

/** Closes what the test opened; for afterEach. */
export async function closeCordials(): Promise<void> {
	await Promise.all(open.splice(0).map(async (close) => await close()));
}
