/** The second workflow: an unsubscribe in CDXP reaches the shop, by a webhook over HTTP. */
import { existsSync, readFileSync, rmSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import type { IDataObject } from 'n8n-workflow';

import type { Engine } from '../engine';
import type { Sandbox } from '../sandbox';
import type { Row } from './expected';
import type { Check } from './main-job-checks';
import { plainTable } from './main-job-report';
import { credentialsOf, parametersOf, readWorkflow } from './main-job-run';

export const UNSUBSCRIBE_WORKFLOW = 'examples/unsubscribe-to-shop.json';
const TRIGGER_NODE = 'Contact Unsubscribed';
const FILE_NODE = 'Append to Shop File';
const COLUMNS = ['email', 'list', 'when', 'eventId'];
const SUBSCRIBED = 1;
const CALLS = 4;

interface Unsubscribe {
	email: string;
	list: string;
	listId: string;
}

export interface UnsubscribePart {
	/** What the trigger emitted, one entry per execution. */
	events: IDataObject[];
	file: string;
	checks: Check[];
}

/**
 * Publishes the workflow, twice as after a restart of n8n; contacts unsubscribe, one of them with a repeated delivery;
 * the workflow is unpublished.
 *
 * @param file where the rows go, instead of the file the workflow names
 */
export async function runUnsubscribes(
	engine: Engine,
	sandbox: Sandbox,
	file?: string,
): Promise<UnsubscribePart> {
	const workflow = readWorkflow(UNSUBSCRIBE_WORKFLOW);
	const write = parametersOf(workflow, FILE_NODE);
	if (file !== undefined) write.fileName = file;
	const path = String(write.fileName);
	rmSync(path, { force: true });
	const credentials = credentialsOf(sandbox, 0);
	const hooks = () => sandbox.store.tables.webhooks.size;

	const before = await engine.listen(workflow, { credentials });
	const published = hooks();
	await before.close();
	const port = Number(new URL(before.url).port);
	const listening = await engine.listen(workflow, { credentials, port });
	const republished = hooks();

	const made = unsubscribesFor(sandbox);
	for (const [index, { email, listId }] of made.entries()) {
		sandbox.setDuplicateWebhooks(index === 0);
		sandbox.unsubscribe(email, listId);
	}
	sandbox.setDuplicateWebhooks(false);
	await sandbox.settled();
	await listening.settled();

	await listening.unpublish();
	const left = hooks();
	await listening.close();
	const { executions } = listening;
	return {
		events: executions.flatMap((run) => run.out(TRIGGER_NODE)),
		file: path,
		checks: [
			{
				title: 'Published once and again there is one webhook, unpublished there is none',
				differences: [
					...(published === 1 ? [] : [`${published} webhooks after publishing`]),
					...(republished === 1 ? [] : [`${republished} webhooks after publishing again`]),
					...(left === 0 ? [] : [`${left} webhooks after unpublishing`]),
				],
			},
			{
				title: `Each of ${made.length} unsubscribes reaches the shop once, also the one delivered twice`,
				differences: [
					...deliveryDifferences(sandbox),
					...executions.flatMap((run) =>
						run.status === 'success' ? [] : [`an execution failed: ${run.failure?.message}`],
					),
					...rowDifferences(made, path),
				],
			},
		],
	};
}

/** Two contacts, one of them on two lists. */
function unsubscribesFor({ store }: Sandbox): Unsubscribe[] {
	const subscribed = store.contacts().map(({ id, email }) => ({
		email,
		lists: Object.entries(store.listStatusOf(id)).flatMap(([listId, status]) =>
			status === SUBSCRIBED ? [listId] : [],
		),
	}));
	const first = subscribed.find(({ lists }) => lists.length > 1);
	const second = subscribed.find((contact) => contact !== first && contact.lists.length > 0);
	if (!first || !second) throw new Error('The account lacks contacts who can unsubscribe');
	return [
		{ email: first.email, listId: first.lists[0] },
		{ email: first.email, listId: first.lists[1] },
		{ email: second.email, listId: second.lists[0] },
	].map((made) => ({ ...made, list: store.tables.lists.get(made.listId)?.name ?? '' }));
}

function deliveryDifferences({ deliveries }: Sandbox): string[] {
	return [
		...(deliveries.length === CALLS ? [] : [`${deliveries.length} calls were made, not ${CALLS}`]),
		...deliveries
			.filter(({ status }) => status !== 200)
			.map(({ status, error }) => `a call was answered with ${status} ${error ?? ''}`),
	];
}

/** The shop's file, compared with what was done. */
function rowDifferences(made: Unsubscribe[], path: string): string[] {
	if (!existsSync(path)) return [`${path} was not written`];
	const rows = parse(readFileSync(path), { columns: COLUMNS }) as Row[];
	const name = ({ email, list }: { email: string; list: string }) => `${email} from ${list}`;
	const [wanted, found] = [made.map(name), rows.map((row) => name(row as never))];
	const ids = new Set(rows.map(({ eventId }) => eventId));
	return [
		...wanted
			.filter((entry) => !found.includes(entry))
			.map((entry) => `${entry} is not in the file`),
		...found
			.filter((entry, index) => !wanted.includes(entry) || found.indexOf(entry) !== index)
			.map((entry) => `${entry} is in the file without reason`),
		...(ids.size === rows.length ? [] : ['two rows have the same event ID']),
		...rows
			.filter(({ when }) => Number.isNaN(Date.parse(when)))
			.map(({ when }) => `"${when}" is no time`),
	];
}

export function eventTable(events: IDataObject[]): string {
	const table = plainTable(['Event', 'E-mail', 'List', 'Occurred at']);
	for (const { type, contact, lists, occurredAt } of events) {
		const names = (lists as IDataObject[]).map(({ name }) => name).join(', ');
		table.push([String(type), String((contact as IDataObject).email), names, String(occurredAt)]);
	}
	return table.toString();
}
