import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject, INode } from 'n8n-workflow';

import { LoyaltiiApi } from '../../credentials/LoyaltiiApi.credentials';
import type { RunOptions } from '../../engine';
import { createEngine } from '../../engine';
import { Loyaltii } from '../../nodes/Loyaltii/Loyaltii.node.ts';
import type { LoyaltiiJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';

export const NODE_TYPE = 'n8n-nodes-cdxp.loyaltii';
export const NODE = 'Loyaltii';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: Loyaltii },
	credentialTypes: { loyaltiiApi: LoyaltiiApi },
	timezone: 'Europe/Copenhagen',
});

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

export type Run = RunOptions & {
	credential?: IDataObject;
	onError?: INode['onError'];
	retry?: number;
	/** A file for every item. */
	file?: IDataObject;
};

const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

/** The node against a server. */
export function nodeAt(url: string, apiKey = 'key') {
	const credential = { baseUrl: url, apiKey, requestsPerSecond: 0 };
	const nodeOf = (parameters: IDataObject, more: Partial<INode> = {}) => ({
		name: NODE,
		type: NODE_TYPE,
		parameters: parameters as INode['parameters'],
		credentials: { loyaltiiApi: { id: 'loyaltiiApi', name: 'Loyaltii' } },
		...more,
	});

	/** Runs the node once over these items, as a workflow. `at` is `resource.operation`. */
	const run = async (
		at: string,
		parameters: IDataObject,
		items: IDataObject[],
		{ credential: changes, onError, retry, file, ...more }: Run = {},
	) => {
		const [resource, operation] = at.split('.');
		const result = await engine.run(
			{
				name: 'Test',
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
					...(file === undefined
						? []
						: [{ name: 'File', type: 'n8n-nodes-base.convertToFile', parameters: file as never }]),
					nodeOf(
						{ resource, operation, ...parameters },
						{
							...(onError !== undefined && { onError }),
							...(retry !== undefined && {
								retryOnFail: true,
								maxTries: retry,
								waitBetweenTries: 1,
							}),
						},
					),
					{ name: 'Done', type: 'n8n-nodes-base.noOp' },
					{ name: 'Rejected', type: 'n8n-nodes-base.noOp' },
				],
				connections: {
					Start: { main: [to('Items')] },
					Items: { main: [to(file === undefined ? NODE : 'File')] },
					...(file !== undefined && { File: { main: [to(NODE)] } }),
					[NODE]: { main: [to('Done'), to('Rejected')] },
				},
			},
			{ credentials: { loyaltiiApi: { ...credential, ...changes } as never }, ...more },
		);
		return {
			...result,
			done: result.out(NODE, 0),
			rejected: result.out(NODE, 1),
			paired: (output = 0) =>
				result.items(NODE, output).map(({ pairedItem }) => (pairedItem as { item: number }).item),
			failure: result.error(NODE) ?? result.failure,
			hints: result.hints(NODE).map(({ message }) => message),
		};
	};

	/** Calls an editor method. */
	const method = async <T>(
		group: 'listSearch' | 'loadOptions' | 'resourceMapping',
		name: string,
		{ args = [], parameters = {} }: { args?: unknown[]; parameters?: IDataObject } = {},
	) =>
		await engine.method<T>(nodeOf(parameters), group, name, {
			credentials: { loyaltiiApi: credential as never },
			args,
		});

	/** Presses Test of the credential. */
	const testCredential = async (changes: IDataObject = {}) =>
		await engine.testCredential('loyaltiiApi', { ...credential, ...changes } as never);

	return { run, method, testCredential };
}

/** A resource locator. */
export const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });

/** A resource mapper with these values. */
export const mapped = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });

/** `details` of an error item. */
export const detailsOf = (item: IDataObject) =>
	item.details as { status: string; code: string; field: string | null; remedy: string };

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
