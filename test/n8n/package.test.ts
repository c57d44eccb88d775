/** What n8n makes of the packed package, and its credential. */
import { basename } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import manifest from '../../package.json';
import { ACTION, connect, CREDENTIAL, openAccount, TRIGGER } from './support/bench';

let n8n: Awaited<ReturnType<typeof connect>>;
beforeAll(async () => {
	n8n = await connect();
});

interface NodeType {
	name: string;
	displayName: string;
	iconUrl?: string | { light: string; dark: string };
	usableAsTool?: boolean;
}

async function typesOf(file: string): Promise<NodeType[]> {
	const { name, value } = n8n.client.rest.session;
	const response = await fetch(`${n8n.url}/types/${file}.json`, {
		headers: { cookie: `${name}=${value}` },
	});
	return (await response.json()) as NodeType[];
}

test('n8n knows the nodes, the tool made of one, and the credential by their own names', async () => {
	const ours = (await typesOf('nodes')).filter(({ name }) => name.startsWith(ACTION));
	expect(ours.map(({ name, displayName }) => `${name} = ${displayName}`).sort()).toEqual([
		`${ACTION} = QuarticOn CDXP`,
		`${ACTION}Tool = QuarticOn CDXP Tool`,
		`${TRIGGER} = QuarticOn CDXP Trigger`,
	]);
	const named = manifest.n8n.nodes.map((file) => basename(file, '.node.js'));
	const all = (await typesOf('nodes')).map(({ name }) => name);
	for (const [first, ...rest] of named)
		expect(all).toContain(`${manifest.name}.${first.toLowerCase()}${rest.join('')}`);
	const credentials = (await typesOf('credentials')).filter(({ name }) => name === CREDENTIAL);
	expect(credentials.map(({ displayName }) => displayName)).toEqual(['QuarticOn CDXP API']);
});

test('icons for light and dark are served', async () => {
	const node = (await typesOf('nodes')).find(({ name }) => name === ACTION);
	const icons = Object.values(node?.iconUrl ?? {}) as string[];
	expect(icons).toHaveLength(2);
	for (const icon of icons) {
		const response = await fetch(`${n8n.url}/${icon}`);
		expect([response.status, response.headers.get('content-type')]).toEqual([
			200,
			expect.stringContaining('svg'),
		]);
	}
});

test('the output schema of an operation is served', async () => {
	const { name, value } = n8n.client.rest.session;
	const response = await fetch(`${n8n.url}/schemas/${ACTION}/1.0.0/contact/upsert.json`, {
		headers: { cookie: `${name}=${value}` },
	});
	expect(response.status).toBe(200);
	const schema = (await response.json()) as IDataObject;
	expect(Object.keys(schema.properties as IDataObject)).toEqual(
		expect.arrayContaining(['id', 'email', 'created', 'lists']),
	);
});

describe('the test of the credential', () => {
	test('passes with the right token', async () => {
		const { sandbox, credential, data } = await openAccount(n8n.client, 'Right token');
		expect(await n8n.client.testCredential(credential, data)).toMatchObject({ status: 'OK' });
		expect(sandbox.journal.find('GET', '/users/me')).toHaveLength(1);
		await sandbox.close();
	});

	test('says what to do about a wrong token, in one request', async () => {
		const changes = { apiToken: 'wrong' };
		const { sandbox, credential, data } = await openAccount(n8n.client, 'Wrong', {}, changes);
		expect(await n8n.client.testCredential(credential, data)).toEqual({
			status: 'Error',
			message: expect.stringMatching(/refuses the API token.+Settings → Developer/) as string,
		});
		expect(sandbox.journal.total).toBe(1);
		await sandbox.close();
	});

	test('knows the address of something else', async () => {
		const { sandbox, credential, data } = await openAccount(n8n.client, 'Elsewhere');
		const elsewhere = { ...data, accountUrl: `${n8n.url}/rest/nowhere` };
		const { status, message } = await n8n.client.testCredential(credential, elsewhere);
		expect([status, message]).toEqual(['Error', expect.stringContaining('no QuarticOn CDXP API')]);
		await sandbox.close();
	});
});
