/** What n8n makes of the packed package, and its credentials. */
import type { IDataObject } from 'n8n-workflow';

import { accessTo, closeAccounts, startAccounts } from '../../scripts/n8n/accounts';
import { EXAMPLE_CREDENTIALS } from '../../scripts/n8n/examples';
import { credentials, manifest, nodes } from '../package/nodes';
import { ACTION, connect, openAccount } from './support/bench';
import { served, typesOf } from './support/types';

let n8n: Awaited<ReturnType<typeof connect>>;
beforeAll(async () => {
	n8n = await connect();
});

test('n8n knows the nodes, the tools made of them, and the credentials by their own names', async () => {
	const ours = (await typesOf(n8n.client, 'nodes')).filter(({ name }) =>
		name.startsWith(`${manifest.name}.`),
	);
	const known = ours.map(({ name, displayName }) => `${name} = ${displayName}`);
	const wanted = nodes.flatMap(({ made: { description } }) => {
		const [name, title] = [`${manifest.name}.${description.name}`, description.displayName];
		return [
			`${name} = ${title}`,
			...(description.usableAsTool ? [`${name}Tool = ${title} Tool`] : []),
		];
	});
	expect(known.sort()).toEqual(wanted.sort());
	expect(known).toContain(`${ACTION} = QuarticOn CDXP`);
	const types = (await typesOf(n8n.client, 'credentials')).map(({ name }) => name);
	for (const { made } of credentials) expect(types).toContain(made.name);
});

test('icons for light and dark are served', async () => {
	const ours = (await typesOf(n8n.client, 'nodes')).filter(({ name }) =>
		nodes.some(({ made }) => name === `${manifest.name}.${made.description.name}`),
	);
	expect(ours).toHaveLength(nodes.length);
	for (const { iconUrl } of ours) {
		const icons = Object.values(iconUrl ?? {}) as string[];
		expect(icons).toHaveLength(2);
		for (const icon of icons) {
			const response = await fetch(`${n8n.url}/${icon}`);
			expect([response.status, response.headers.get('content-type')]).toEqual([
				200,
				expect.stringContaining('svg'),
			]);
		}
	}
});

test('the output schema of an operation is served', async () => {
	const response = await served(n8n.client, `schemas/${ACTION}/1.0.0/contact/upsert.json`);
	expect(response.status).toBe(200);
	const schema = (await response.json()) as IDataObject;
	expect(Object.keys(schema.properties as IDataObject)).toEqual(
		expect.arrayContaining(['id', 'email', 'created', 'lists']),
	);
});

/** n8n loses the cause of an error up to 2.33, and with it the words that a credential has for it. */
const words = (ours: RegExp, ofOldN8n: RegExp) =>
	expect.stringMatching(n8n.client.isFirstMajor ? ofOldN8n : ours) as string;

describe('the test of the credentials', () => {
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
			message: words(/refuses the API token.+Settings → Developer/, /^Forbidden.+credentials/),
		});
		expect(sandbox.journal.total).toBe(1);
		await sandbox.close();
	});

	test('knows the address of something else', async () => {
		const { sandbox, credential, data } = await openAccount(n8n.client, 'Elsewhere');
		const elsewhere = { ...data, accountUrl: `${n8n.url}/rest/nowhere` };
		const { status, message } = await n8n.client.testCredential(credential, elsewhere);
		expect([status, message]).toEqual([
			'Error',
			words(/no QuarticOn CDXP API/, /could not be found/),
		]);
		await sandbox.close();
	});

	test('of QuarticOn Store passes with the right key and refuses another', async () => {
		const { name, type } = EXAMPLE_CREDENTIALS.store;
		const accounts = await startAccounts({ perSecond: 0 });
		const data = accessTo(accounts, 0)[type];
		const credential = await n8n.client.saveCredential(name, type, data);
		expect(await n8n.client.testCredential(credential, data)).toMatchObject({ status: 'OK' });
		const wrong = { ...data, apiKey: 'wrong' };
		expect(await n8n.client.testCredential(credential, wrong)).toEqual({
			status: 'Error',
			message: words(/refuses the API key/, /^Authorization failed.+credentials/),
		});
		await closeAccounts(accounts);
	});
});
