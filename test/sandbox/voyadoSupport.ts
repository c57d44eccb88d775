import { request } from 'node:http';
import { startSandbox, type Sandbox, type SandboxOptions, type TenantJson } from '../../sandbox';
import { call, closeAll, START, type Answer } from './support';

export const ANNA = '2e40b702-2767-4abe-ae99-aa5101080001';
export const BO = '2e40b702-2767-4abe-ae99-aa5101080002';
export const NOBODY = '00000000-0000-0000-0000-000000000000';
export const WELCOME = '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0001';

/** The tenant most tests start from: a member, and somebody with the newsletter only. */
export const TENANT: TenantJson = {
	attributes: ['shoeSize'],
	contactTypes: {
		Member: { mandatory: ['firstName'] },
		Contact: {},
		Phone: { key: 'mobilePhone' },
	},
	promotions: [{ id: WELCOME, name: 'Welcome' }],
	contacts: [
		{
			id: ANNA,
			firstName: 'Anna',
			email: 'anna@example.com',
			mobilePhone: '+46701234567',
			socialSecurityNumber: '811218-9876',
			memberNumber: '1001',
			shoeSize: 38,
			preferences: { acceptsEmail: true },
		},
		{ id: BO, contactType: 'Contact', email: 'bo@example.com', city: 'Lund' },
	],
};

export interface TenantScene {
	sandbox: Sandbox<'voyadoEngage'>;
	/** Moves the sandbox's clock. */
	pass(ms: number): void;
	/** A request with all the headers it needs; those given come on top. */
	api(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
	/** Status and text of a GET with these headers and no others. */
	bare(path: string, headers: Record<string, string>): Promise<[number, string]>;
	/** What GET says of a contact, flat. */
	contact(id: string): Promise<Record<string, unknown>>;
}

const open: Array<() => Promise<void>> = [];

/** Starts a tenant's sandbox that is closed by closeTenants(); without a limit unless the test gives one. */
export async function tenant(
	options: Omit<SandboxOptions<'voyadoEngage'>, 'platform'> = {},
): Promise<TenantScene> {
	let now = START;
	const sandbox = await startSandbox({
		platform: 'voyadoEngage',
		account: TENANT,
		limit: { perSecond: 0 },
		now: () => now,
		...options,
	});
	open.push(async () => await sandbox.close());
	const needed = { apikey: sandbox.token, 'user-agent': 'SandboxTests/1.0' };
	const api: TenantScene['api'] = async (method, path, body, headers = {}) =>
		await call(`${sandbox.url}/api/v3${path}`, method, body, { ...needed, ...headers });
	return {
		sandbox,
		pass: (ms) => {
			now += ms;
		},
		api,
		bare: async (path, headers) => await bare(`${sandbox.url}/api/v3${path}`, headers),
		contact: async (id) => {
			const { json } = await api('GET', `/contacts/${id}`);
			const { attributes, ...rest } = json as Record<string, unknown>;
			return { ...(attributes as object), ...rest };
		},
	};
}

/** fetch would add headers of its own. */
async function bare(url: string, headers: Record<string, string>): Promise<[number, string]> {
	return await new Promise((resolve, reject) => {
		request(url, { headers })
			.on('error', reject)
			.on('response', (response) => {
				let text = '';
				response.on('data', (chunk: Buffer) => (text += chunk.toString()));
				response.on('end', () => resolve([response.statusCode ?? 0, text]));
			})
			.end();
	});
}

/** The status and the name of the error of an answer. */
export const told = ({ status, json }: Answer): [number, unknown] => [status, json?.errorCode];

/** Closes what the test opened; for afterEach. */
export async function closeTenants(): Promise<void> {
	await Promise.all(open.splice(0).map(async (close) => await close()));
	await closeAll();
}
