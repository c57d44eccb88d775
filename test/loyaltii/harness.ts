import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { LoyaltiiApi } from '../../credentials/LoyaltiiApi.credentials';
import { createEngine } from '../../engine';
import { Loyaltii } from '../../nodes/Loyaltii/Loyaltii.node.ts';
import type { LoyaltiiJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { nodeRunner, type Run } from '../shared/nodeRunner';

export { by, detailsOf, type Run } from '../shared/nodeRunner';

export const NODE_TYPE = 'n8n-nodes-cdxp.loyaltii';
export const NODE = 'Loyaltii';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: Loyaltii },
	credentialTypes: { loyaltiiApi: LoyaltiiApi },
	timezone: 'Europe/Copenhagen',
});

const TESTED = { engine, name: NODE, type: NODE_TYPE, credentialType: 'loyaltiiApi' };

/** A request as a server saw it. */
export interface Seen {
	method: string;
	/** Below /api/v1, decoded. */
	path: string;
	/** Decoded pairs, in alphabetical order. */
	query: string[];
	body: unknown;
	headers: http.IncomingHttpHeaders;
}

/** What a server answers: a body with 200, or a status with a body; nothing at all breaks the connection. */
export type Reply = { status?: number; body?: unknown; text?: string; broken?: boolean };

/** `GET /Points/Sums?contactId=1&type=base`, the query in alphabetical order. */
export const lineOf = ({ method, path, query }: Seen): string =>
	`${method} ${path}${query.length === 0 ? '' : `?${query.join('&')}`}`;

/** A server that notes every request and answers as it is told. It knows nothing of the platform. */
export async function startRecorder(reply: (seen: Seen, count: number) => Reply) {
	const seen: Seen[] = [];
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const url = new URL(request.url ?? '', 'http://localhost');
			const text = Buffer.concat(chunks).toString();
			const entry: Seen = {
				method: request.method ?? '',
				path: decodeURIComponent(url.pathname).replace(/^\/api\/v1/, ''),
				query: [...url.searchParams].map(([name, value]) => `${name}=${value}`).sort(),
				body: text === '' ? undefined : (JSON.parse(text) as unknown),
				headers: request.headers,
			};
			seen.push(entry);
			const { status = 200, body, text: raw, broken = false } = reply(entry, seen.length);
			if (broken) {
				response.destroy();
				return;
			}
			response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
			response.end(raw ?? (body === undefined ? '' : JSON.stringify(body)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const close = async () =>
		await new Promise((resolve) => {
			server.close(resolve);
			server.closeAllConnections();
		});
	return { seen, url, close };
}

/** The node against a server. */
export function nodeAt(url: string, apiKey = 'key') {
	const { run, method, testCredential } = nodeRunner(TESTED, {
		baseUrl: url,
		apiKey,
		requestsPerSecond: 0,
	});
	return {
		/** Runs the node once over these items, as a workflow. `at` is `resource.operation`. */
		run: async (at: string, parameters: IDataObject, items: IDataObject[], more?: Run) => {
			const [resource, operation] = at.split('.');
			return await run({ resource, operation, ...parameters }, items, more);
		},
		method,
		testCredential,
	};
}

/** A resource mapper with these values. */
export const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });

/** The club the tests of behaviour start from. */
export const CLUB: LoyaltiiJson = {
	dynamicFields: {
		Contacts: [
			{ Name: 'Colour', Label: 'Favourite colour', Values: ['red', 'blue'] },
			{ Name: 'Age', Type: 3 },
			{ Name: 'Newsletter', Type: 2 },
			{ Name: 'Birthday', Type: 4 },
		],
		Orders: [{ Name: 'Channel' }],
	},
	stores: [{ Number: '100', Name: 'Aarhus' }],
	companies: [
		{ Name: 'Hansen ApS', Number: 'C-1' },
		{ Name: 'Empty ApS', Number: 'C-2' },
	],
	contacts: [
		{
			Email: 'anna@example.com',
			PhoneCountryCode: '45',
			Phone: '12345678',
			FirstName: 'Anna',
			RegistrationSource: 'shop',
			ContactCompanyId: 1,
			Colour: 'red',
		},
		{ Email: 'bo@example.com', FirstName: 'Bo', RegistrationSource: 'store' },
		{ Email: 'carl@example.com', FirstName: 'Carl', RegistrationSource: 'store' },
	],
	orderTypes: ['web', 'store'],
	pointTypes: ['base', 'bonus'],
	segments: [
		{ Name: 'Everybody', Type: 1, contactIds: [1, 2, 3] },
		{ Name: 'Some', Type: 3, contactIds: [1] },
	],
	actions: [{ Name: 'Welcome' }, { Name: 'Old', enabled: false }],
	tables: [
		{ Id: 12, Name: 'Products', fields: [{ Name: 'Price', Type: 5 }, { Name: 'Title' }] },
		{ Id: 13, Name: 'Locked', locked: true, fields: [{ Name: 'Title' }] },
	],
	mediaFolders: [{ Id: 1, Name: 'Images' }],
};

/** A sandbox club, and the node against it. */
export async function startClub(account: LoyaltiiJson = CLUB) {
	const sandbox = await startSandbox({ platform: 'loyaltii', account });
	const sent = (method: string, path: string | RegExp) => sandbox.journal.find(method, path);
	return {
		sandbox,
		sent,
		...nodeAt(sandbox.url, sandbox.token),
		close: async () => await sandbox.close(),
	};
}

export type Club = Awaited<ReturnType<typeof startClub>>;

/** Items that go on after a failure. */
export const continued = { onError: 'continueErrorOutput' } as const;
