/** The example workflow that brings unsubscribes to a CRM: published, with a small HTTP server in the place of the CRM. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';

import type { Listening, WorkflowJson } from '../../engine';
import type { Sandbox } from '../../sandbox';
import { credentialsOf } from '../../scripts/main-job-run';
import { account, engine, startExample, temporaryFolder } from './harness';

const FILE = join(__dirname, '..', '..', 'examples', 'unsubscribe-to-crm.json');
const NEWSLETTER = '1';

interface Crm {
	/** What is stored, by event ID. */
	unsubscribes: Map<string, Record<string, unknown>>;
	/** How many requests came. */
	calls: number;
	/** How many of the next requests are refused. */
	refusals: number;
}

const folder = temporaryFolder();
const kept = folder.in('kept-unsubscribes.csv');
afterAll(() => folder.remove());

jest.setTimeout(60_000);
let crm: Crm;
let server: Server;
let sandbox: Sandbox;
let listening: Listening;
beforeEach(async () => {
	rmSync(kept, { force: true });
	crm = { unsubscribes: new Map(), calls: 0, refusals: 0 };
	server = startCrm();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	sandbox = await startExample();
	listening = await engine.listen(workflow(), { credentials: credentialsOf(sandbox, 0) });
});
afterEach(async () => {
	await listening.unpublish();
	await listening.close();
	await sandbox.close();
	server.closeAllConnections();
	server.close();
});

/** `PUT /api/unsubscribes/{event ID}` stores; the same ID twice is one. */
function startCrm(): Server {
	return createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			crm.calls++;
			const [, id] = /^\/api\/unsubscribes\/([0-9a-f]{64})$/.exec(request.url ?? '') ?? [];
			const isTaken = request.method === 'PUT' && id !== undefined && crm.refusals-- <= 0;
			if (isTaken) crm.unsubscribes.set(id, JSON.parse(Buffer.concat(chunks).toString()) as never);
			response.writeHead(isTaken ? 200 : 503, { 'content-type': 'application/json' });
			response.end(JSON.stringify(isTaken ? { id } : { message: 'Closed' }));
		});
	});
}

/** The file, with the CRM's address and the path moved to where the test may go, and no pause between tries. */
function workflow(): WorkflowJson {
	const { port } = server.address() as AddressInfo;
	const text = readFileSync(FILE, 'utf8')
		.replaceAll('https://crm.example.com', `http://127.0.0.1:${port}`)
		.replaceAll('out/kept-unsubscribes.csv', kept);
	const json = JSON.parse(text) as WorkflowJson;
	for (const node of json.nodes) if (node.retryOnFail) node.waitBetweenTries = 1;
	return json;
}

/** Contacts on the newsletter; each test takes another, or the trigger would drop the event as a repetition. */
const subscribed = account.contacts.filter(({ lists }) => lists[NEWSLETTER] === 1);

/** @returns who has unsubscribed */
async function unsubscribe(): Promise<string> {
	const { email = '' } = subscribed.pop() ?? {};
	sandbox.unsubscribe(email, NEWSLETTER);
	await sandbox.settled();
	await listening.settled();
	return email;
}

test('the CRM hears of an unsubscribe once, by its event ID', async () => {
	const email = await unsubscribe();
	expect([...crm.unsubscribes]).toEqual([
		[
			expect.stringMatching(/^[0-9a-f]{64}$/),
			{
				email,
				lists: ['Newsletter'],
				occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/),
				by: 'contact',
			},
		],
	]);
	expect([crm.calls, existsSync(kept)]).toEqual([1, false]);
});

test('a CRM that is down for a moment is asked again', async () => {
	crm.refusals = 2;
	await unsubscribe();
	expect([crm.unsubscribes.size, crm.calls, existsSync(kept)]).toEqual([1, 3, false]);
});

test('what the CRM never takes is kept, one line each', async () => {
	crm.refusals = 99;
	const email = await unsubscribe();
	const columns = ['eventId', 'email', 'lists', 'occurredAt', 'error'];
	expect(parse(readFileSync(kept), { columns })).toEqual([
		{
			eventId: expect.stringMatching(/^[0-9a-f]{64}$/),
			email,
			lists: 'Newsletter',
			occurredAt: expect.stringMatching(/Z$/),
			error: expect.stringContaining('503'),
		},
	]);
	expect([crm.unsubscribes.size, crm.calls]).toEqual([0, 3]);
});

test('nothing stays registered once it is unpublished', async () => {
	expect(sandbox.store.tables.webhooks.all()).toHaveLength(1);
	await listening.unpublish();
	expect(sandbox.store.tables.webhooks.all()).toEqual([]);
});
