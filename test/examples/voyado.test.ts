/** The example workflows of Voyado Engage do what their README says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { VoyadoEngageApi } from '../../credentials/VoyadoEngageApi.credentials';
import type { RunOptions, WorkflowJson } from '../../engine';
import { createEngine } from '../../engine';
import { VoyadoEngage } from '../../nodes/VoyadoEngage/VoyadoEngage.node.ts';
import type { Sandbox, TenantJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { openDoor } from '../voyado/door';
import { temporaryFolder } from './harness';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const engine = createEngine({
	nodes: { 'n8n-nodes-cdxp.voyadoEngage': VoyadoEngage },
	credentialTypes: { voyadoEngageApi: VoyadoEngageApi },
});
const folder = temporaryFolder();
afterAll(() => folder.remove());

let sandbox: Sandbox<'voyadoEngage'>;
const start = async (account: TenantJson) => {
	sandbox = await startSandbox({ platform: 'voyadoEngage', account, limit: { perSecond: 0 } });
};
afterEach(async () => await sandbox.close());

/** Runs an example file, with its paths moved to where the test may write. */
async function runExample(
	file: string,
	{ tenantUrl = sandbox.url, ...options }: RunOptions & { tenantUrl?: string } = {},
) {
	const text = readFileSync(join(EXAMPLES, file), 'utf8').replaceAll(
		'out/voyado-',
		folder.in('voyado-'),
	);
	return await engine.run(JSON.parse(text) as WorkflowJson, {
		credentials: {
			voyadoEngageApi: { tenantUrl, apiKey: sandbox.token, requestsPerSecond: 0 },
		},
		...options,
	});
}

const contactOf = (email: string) => sandbox.store.having('email', email)[0];
const asked = () =>
	sandbox.journal.entries.map(
		({ method, path }) =>
			`${method} ${path.replace('/api/v3/', '').replace(/[0-9a-f-]{36}/g, '{id}')}`,
	);
const KARIN = { email: 'karin@example.com' };

describe('voyado-contacts-flow.json', () => {
	const rest = [
		'POST contacts/{id}/updateContactType',
		'GET contacts/{id}',
		'GET promotion-assignments',
		'GET contacts/transactions',
	];

	test('creates who is not there, keeps the GUID, upgrades and fetches the page', async () => {
		await start({});
		const run = await runExample('voyado-contacts-flow.json');
		expect(run.status).toBe('success');
		expect(asked()).toEqual(['GET contacts/id', 'POST contacts', ...rest]);
		const { id } = contactOf(KARIN.email);
		expect(run.out('Keep GUID')).toEqual([{ ...KARIN, contactId: id }]);
		expect(run.out('My Page')).toEqual([
			{
				contactId: id,
				contact: expect.objectContaining({
					contactType: 'Member',
					city: 'Göteborg',
					preferences: { acceptsEmail: true, acceptsSms: false, acceptsPostal: false },
				}),
				promotions: [],
				transactions: [],
			},
		]);
		expect(contactOf(KARIN.email)).toMatchObject({ source: 'e-com', storeExternalId: '600' });
		expect(run.out('To Look At')).toEqual([]);
	});

	test('sends who is there the changes alone', async () => {
		await start({ contacts: [{ ...KARIN, firstName: 'Karin', mobilePhone: '+46701112233' }] });
		const run = await runExample('voyado-contacts-flow.json');
		expect(asked()).toEqual(['GET contacts/id', 'PATCH contacts/{id}', ...rest]);
		expect(sandbox.journal.entries[1].body).toEqual({
			firstName: 'Karin',
			lastName: 'Karlsson',
			city: 'Göteborg',
			preferences: { acceptsEmail: true },
		});
		expect(contactOf(KARIN.email).fields).toMatchObject({ mobilePhone: '+46701112233' });
		expect(run.out('My Page')).toHaveLength(1);
	});
});

test('voyado-signup.json makes members, and sends no preference that nobody gave', async () => {
	await start({});
	const run = await runExample('voyado-signup.json');
	expect(run.out('Signed Up').map(({ created }) => created)).toEqual([true, true]);
	expect(run.out('To Look At')).toMatchObject([
		{ email: 'olle@', details: { code: 'invalid_value', field: 'Key Value' } },
	]);
	expect(sandbox.journal.find('POST', 'contacts').map(({ query, body }) => [query, body])).toEqual(
		expect.arrayContaining([
			[
				{ source: 'POS', storeExternalId: '600' },
				{
					contactType: 'Member',
					firstName: 'Nora',
					lastName: 'Nilsson',
					mobilePhone: '+46701112233',
					email: 'nora@example.com',
					preferences: { acceptsSms: true },
				},
			],
			[
				{ source: 'e-com', storeExternalId: '900' },
				{
					contactType: 'Member',
					firstName: 'Olle',
					lastName: 'Olsson',
					email: 'olle@example.com',
					preferences: { acceptsEmail: false },
				},
			],
		]),
	);
	const again = await runExample('voyado-signup.json');
	expect(again.out('Signed Up').map(({ created }) => created)).toEqual([false, false]);
	expect(sandbox.store.contacts.size).toBe(2);
});

describe('voyado-upgrade-on-purchase.json', () => {
	const petra = { email: 'petra@example.com', preferences: { acceptsEmail: true } };

	test('makes a subscriber who buys a Member, with what the order knows', async () => {
		await start({ contacts: [{ ...petra, contactType: 'Contact' }] });
		const run = await runExample('voyado-upgrade-on-purchase.json');
		expect(run.out('Upgraded')).toMatchObject([{ contactType: 'Member', updated: true }]);
		expect(contactOf(petra.email)).toMatchObject({
			contactType: 'Member',
			fields: { firstName: 'Petra', zipCode: '411 04', countryCode: 'SE' },
			preferences: { acceptsEmail: true, acceptsSms: false },
		});
	});

	test('leaves members and strangers alone', async () => {
		await start({ contacts: [{ ...petra, firstName: 'Petra' }] });
		const member = await runExample('voyado-upgrade-on-purchase.json');
		expect(member.out('Member Already')).toHaveLength(1);
		sandbox.store.removeContact(contactOf(petra.email));
		const stranger = await runExample('voyado-upgrade-on-purchase.json');
		expect(stranger.out('Not in Engage')).toHaveLength(1);
		expect(new Set(sandbox.journal.entries.map(({ method }) => method))).toEqual(new Set(['GET']));
	});
});

describe('voyado-outage-fallback.json', () => {
	/** Half of them are there already. */
	const changes = (count: number): IDataObject[] =>
		Array.from({ length: count }, (_, index) => ({
			email: `p${index}@example.com`,
			firstName: `P${index}`,
			city: `City ${index}`,
		}));
	const known = (count: number) => ({
		contacts: changes(count)
			.filter((_, index) => index % 2 === 0)
			.map(({ email }) => ({ email: String(email), firstName: 'Old', street: 'Kept' })),
	});
	const pinned = (list: IDataObject[]) => ({ 'Split Changes': list.map((json) => ({ json })) });

	test('stores what it can at once where nothing is wrong', async () => {
		await start({});
		const run = await runExample('voyado-outage-fallback.json');
		expect(run.status).toBe('success');
		expect(run.out('Stored')).toHaveLength(2);
		expect(run.out('Wait')).toEqual([]);
	});

	test('brings every change when Engage goes down in mid-run and comes up later', async () => {
		const list = changes(60);
		await start(known(60));
		sandbox.setLatency(20);
		const door = await openDoor(sandbox.url);
		try {
			const running = runExample('voyado-outage-fallback.json', {
				tenantUrl: door.url,
				pinData: pinned([...list, { email: 'none@', firstName: 'N' }]),
			});
			// So early that the contact without an address has not been tried: the copy must do without it.
			let ended = false;
			void running.finally(() => (ended = true));
			while (sandbox.journal.total < 12 && !ended)
				await new Promise((resolve) => setTimeout(resolve, 5));
			await door.shut();
			const storedAtOnce = list.filter(
				({ email, city }) => contactOf(String(email))?.fields.city === city,
			).length;
			expect(storedAtOnce).toBeGreaterThan(0);
			expect(storedAtOnce).toBeLessThan(50);
			// The node waits for five minutes by itself; now a minute passes in three seconds.
			const [from, now] = [Date.now(), Date.now.bind(Date)];
			const hurry = jest.spyOn(Date, 'now').mockImplementation(() => from + (now() - from) * 20);
			// Longer than that, and than the first wait of the workflow.
			setTimeout(() => {
				hurry.mockRestore();
				void door.open();
			}, 34_000);
			const run = await running;
			await sandbox.settled();

			expect(run.status).toBe('success');
			const wrong = list.filter(({ email, firstName, city }) => {
				const found = sandbox.store.having('email', email);
				const { fields = {} } = found[0] ?? {};
				return found.length !== 1 || fields.firstName !== firstName || fields.city !== city;
			});
			expect(wrong).toEqual([]);
			for (const { email } of known(60).contacts)
				expect(contactOf(email).fields.street).toBe('Kept');
			expect(sandbox.store.contacts.size).toBe(60);
			const accepted = sandbox.bulk.all.reduce((sum, { rows }) => sum + rows.length, 0);
			expect(accepted).toBeGreaterThanOrEqual(60 - 50);
			expect(sandbox.bulk.all.flatMap(({ errors }) => errors)).toEqual([]);
			expect(run.out('To Look At')).toMatchObject([{ email: 'none@' }]);
			const copies = readdirSync(folder.in('.')).filter((name) => name.startsWith('voyado-'));
			expect(copies).toHaveLength(1);
			const copy = readFileSync(folder.in(copies[0]), 'utf8');
			expect(copy.match(/<contact>/g)).toHaveLength(accepted);
		} finally {
			await door.shut();
		}
	}, 120_000);
});
