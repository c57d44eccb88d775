/** Every example workflow, imported and run unchanged, does in n8n what it does in the embedded engine. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { INode } from 'n8n-workflow';

import { createEngine } from '../../engine';
import { database } from '../../engine/standIns/postgres';
import { contactsOf } from '../../scripts/main-job-run';
import {
	accessTo,
	closeAccounts,
	type ExampleAccounts,
	saveAccess,
	startAccounts,
} from '../../scripts/n8n/accounts';
import { type ExampleFile, exampleWorkflows } from '../../scripts/n8n/examples';
import { ROOT } from '../../scripts/n8n/places';
import { credentials, manifest, nodes } from '../package/nodes';
import { connect, SELDOM, TRIGGER } from './support/bench';
import { comparable, outputsOf } from './support/outputs';
import { hasPostgres, type Postgres, startPostgres } from '../../scripts/n8n/postgres';
import { embedded, inN8n, type Published, type Ran, type Runner } from './support/runners';
import { typesOf } from './support/types';

const engine = createEngine({
	nodes: Object.fromEntries(
		nodes.map(({ made }) => [`${manifest.name}.${made.description.name}`, made]),
	),
	credentialTypes: Object.fromEntries(credentials.map(({ made }) => [made.name, made])),
	timezone: 'Europe/Warsaw',
});
const PERSON = 'customer@example.com';
const FILES = 'n8n-nodes-base.readWriteFile';
const CLOCK = 'n8n-nodes-base.scheduleTrigger';
const DATABASE = { name: 'Postgres account', type: 'postgres' };
/** What a user starts by hand, in the order of preference. */
const BY_HAND = ['n8n-nodes-base.manualTrigger', 'n8n-nodes-base.scheduleTrigger'];

/** A poll by the clock could fall into a run; the one at the publishing is compared. */
const seldom = (json: ExampleFile['json']): ExampleFile['json'] => ({
	...json,
	nodes: json.nodes.map((node) =>
		node.parameters.pollTimes === undefined
			? node
			: { ...node, parameters: { ...node.parameters, pollTimes: SELDOM } },
	),
});

const examples = exampleWorkflows().map(({ file, json }) => ({
	file,
	json: seldom(json),
	start: BY_HAND.flatMap((type) => json.nodes.filter((node) => node.type === type))[0]?.name,
	isCalled: json.nodes.some(({ type }) => type === TRIGGER),
	isPolled: json.nodes.some(({ parameters }) => parameters.pollTimes !== undefined),
	// What it calls is not there: test/examples puts a server in its place.
	callsOthers: json.nodes.some(({ type }) => type === 'n8n-nodes-base.httpRequest'),
	needsDatabase: json.nodes.some((node) => node.credentials?.[DATABASE.type] !== undefined),
}));
type Example = (typeof examples)[number];

let n8n: Awaited<ReturnType<typeof connect>>;
let accounts: ExampleAccounts;
let postgres: Postgres | undefined;
beforeAll(async () => {
	n8n = await connect();
	accounts = await startAccounts({
		perSecond: 0,
		contacts: [{ email: PERSON, lists: { 1: 1 } }],
	});
	await saveAccess(n8n.client, accessTo(accounts, 0));
	if (!hasPostgres) return;
	postgres = await startPostgres();
	await n8n.client.saveCredential(DATABASE.name, DATABASE.type, postgres.access);
});
beforeEach(() => startAnew());
afterAll(async () => {
	await closeAccounts(accounts);
	postgres?.stop();
});

/** The accounts as at the start, and nothing that an earlier run has left to add to. */
function startAnew(): void {
	accounts.cdxp.reset();
	accounts.store.reset();
	accounts.cordial.reset();
	accounts.loyaltii.reset();
	accounts.voyado.reset();
	// Engage tells of changes, not of what was always there, and the trigger asks for what is ten seconds old.
	accounts.voyado.people.create({
		email: 'new@example.com',
		firstName: 'Nina',
		lastName: 'Nyberg',
	});
	database.clear();
	postgres?.clear();
	const folder = join(ROOT, 'out');
	for (const name of readdirSync(folder)) if (name.endsWith('.csv')) rmSync(join(folder, name));
}

/** What runs leave behind, whatever the order in which it came: both accounts, and the files they wrote. */
function leftBy(runs: Ran[], { nodes: all }: ExampleFile['json']) {
	const { store } = accounts.store;
	const sorted = (rows: Iterable<unknown>) =>
		[...rows].map((row) => JSON.stringify(comparable(row))).sort();
	const written = all
		.filter(({ type, parameters }) => type === FILES && parameters.operation === 'write')
		.flatMap(({ name }) => runs.flatMap((run) => run.out(name)))
		.map(({ fileName }) => String(fileName));
	return {
		contacts: sorted(contactsOf(accounts.cdxp)),
		products: sorted(store.products.values()),
		shopContacts: sorted(store.contacts.values()),
		events: sorted(store.events),
		members: sorted(
			[...accounts.voyado.store.contacts.values()].map(
				({ createdAt: _, updatedAt: __, ...rest }) => rest,
			),
		),
		customers: sorted(accounts.loyaltii.store.contacts.all()),
		ingested: sorted(accounts.cordial.journal.entries.map(({ path, body }) => ({ path, body }))),
		files: [...new Set(written)].map((name) => [name, comparable(readFileSync(name, 'utf8'))]),
	};
}

/** What a run did, node by node. The stand-in for reading a file describes it less fully than n8n does. */
function shown(run: Ran, { nodes: all }: ExampleFile['json']) {
	const isCompared = ({ type, parameters }: INode) =>
		type !== CLOCK && (type !== FILES || parameters.operation === 'write');
	const compared = all.filter(isCompared).map(({ name }) => name);
	return {
		status: run.status,
		failure: run.failure?.message,
		nodes: run.nodes.sort(),
		outputs: outputsOf(
			run,
			compared.filter((name) => run.nodes.includes(name)),
		),
	};
}

/** Starts an example in every way it can be: by hand, then published, where it polls, and called by CDXP. */
async function drive(runner: Runner, example: Example, like?: Published) {
	const { json, start, isCalled, isPolled } = example;
	const { cdxp } = accounts;
	if (json.nodes.some(({ type }) => type.endsWith('voyadoEngageChangesTrigger')))
		await new Promise((resolve) => setTimeout(resolve, 12_000));
	const byHand = start === undefined ? [] : [await runner.run(start)];
	const unsubscribe = async () => {
		// The platform's events name no fractions of a second: in that of a poll, one would count as older than the poll.
		if (isPolled) await new Promise((resolve) => setTimeout(resolve, 1_100));
		cdxp.unsubscribe(PERSON, 1);
		await cdxp.settled();
	};
	const happen = isCalled ? unsubscribe : async () => {};
	const published =
		isCalled || isPolled ? await runner.published(happen, like) : { runs: [], atOnce: 0 };
	if (isPolled) expect(published.atOnce).toBe(1);
	expect(cdxp.store.tables.webhooks.all()).toEqual([]);
	const runs = [...byHand, ...published.runs];
	return {
		published,
		did: { runs: runs.map((run) => shown(run, json)), left: leftBy(runs, json) },
	};
}

test('each example starts by hand or by an event', () => {
	const startless = examples.filter(({ start, isCalled }) => start === undefined && !isCalled);
	expect(startless.map(({ file }) => file)).toEqual([]);
});

test('n8n has every node of the examples in the version they name', async () => {
	const types = await typesOf(n8n.client, 'nodes');
	const isKnown = ({ type, typeVersion }: INode) =>
		types.some(({ name, version }) => name === type && [version].flat().includes(typeVersion));
	const unknown = examples.flatMap(({ file, json }) =>
		json.nodes
			.filter((node) => !isKnown(node))
			.map(({ type, typeVersion }) => `${file}: ${type} ${typeVersion}`),
	);
	expect(unknown).toEqual([]);
});

for (const example of examples) {
	const { file, json, needsDatabase, callsOthers } = example;
	// Debian's package postgresql brings it.
	(callsOthers || (needsDatabase && !hasPostgres) ? test.skip : test)(
		`${file} gives the same`,
		async () => {
			const access = accessTo(accounts, 0);
			const { did: wanted, published } = await drive(embedded(engine, json, access), example);
			for (const { status, failure } of wanted.runs)
				expect([status, failure]).toEqual(['success', undefined]);
			startAnew();
			const runner = await inN8n(n8n.client, json);
			expect((await drive(runner, example, published)).did).toEqual(wanted);
		},
	);
}
