import { isDeepStrictEqual } from 'node:util';

import type { IDataObject } from 'n8n-workflow';

import { detailsOf, inputOf } from '../harness';
import type { Evidence, Returned } from './play';
import type { Row, Scenario } from './scenario';
import { LISTS, SHOPS } from './scenario';

/** What the node said of one item. `unknown`: n8n drops the output of a node that ends with an error. */
interface Claim {
	row: Row;
	email: string;
	status: 'done' | 'failed' | 'uncertain' | 'not-attempted' | 'unknown';
	/** The output row of an item that is done. */
	json: IDataObject;
	code?: string;
	/** Parts of a composed item that did not end well, by name. */
	parts: Map<string, boolean>;
}

/** Whether something took effect: for certain, perhaps, or certainly not. */
type Effect = 'yes' | 'perhaps' | 'no';

const NUMBERS: Record<string, number> = { unconfirmed: 0, subscribed: 1, unsubscribed: 2 };
const UNSUBSCRIBED = 2;

const keyOf = (email: string) => email.trim().toLowerCase();

/** Holds what the outputs claim against what is stored; tells everything that does not fit. */
export function judge(scenario: Scenario, evidence: Evidence): string[] {
	const claims = claimsOf(scenario, evidence);
	if (typeof claims === 'string') return [claims];
	return [
		...judgeOutputs(scenario, evidence, claims),
		...judgeStore(scenario, evidence, claims),
		...(JSON.stringify(evidence.returned).includes(evidence.token)
			? ['the token is in the output']
			: []),
	];
}

function claimsOf({ rows }: Scenario, evidence: Evidence): Claim[] | string {
	if (evidence.status === 'error') {
		return rows.map((row) => ({ ...claimOf(row), status: 'unknown' }));
	}
	if (evidence.status !== 'success') return `ended as ${evidence.status}: ${evidence.failure}`;
	const items = evidence.returned.map(({ item }) => item);
	const missing = rows.filter((_, index) => !items.includes(index));
	if (missing.length > 0 || items.length !== rows.length) {
		return `${items.length} outcomes for ${rows.length} items; missing: ${missing.map(({ row }) => row).join(', ')}`;
	}
	const claims = rows.map(claimOf);
	for (const { item, json } of evidence.returned) {
		const claim = claims[item];
		if (typeof json.error === 'string' && json.details !== undefined) {
			const { status, code, parts } = detailsOf(json);
			claim.status = status as Claim['status'];
			claim.code = code;
			claim.parts = new Map(parts.map(({ part, done }) => [part, done]));
		} else {
			claim.status = 'done';
			claim.json = json;
		}
	}
	return claims;
}

const claimOf = (row: Row): Claim => ({
	row,
	email: keyOf(row.email),
	status: 'not-attempted',
	json: {},
	parts: new Map(),
});

function judgeOutputs(
	{ rows, onError, operation }: Scenario,
	{ status, failure, returned, hints }: Evidence,
	claims: Claim[],
): string[] {
	if (status === 'error') {
		return onError === 'stopWorkflow'
			? []
			: [`an error escaped although On Error continues: ${failure}`];
	}
	const flaws: string[] = [];
	for (const output of [0, 1]) {
		const order = returned.filter((one) => one.output === output).map(({ item }) => item);
		if (order.some((item, index) => index > 0 && item < order[index - 1]))
			flaws.push(`output ${output} is not in input order: ${order.join(', ')}`);
	}
	for (const one of returned) flaws.push(...judgeItem(one, rows[one.item], claims[one.item]));
	const wrongOutput = returned.filter(
		({ output, item }) =>
			output !== (claims[item].status !== 'done' && onError === 'continueErrorOutput' ? 1 : 0),
	);
	if (wrongOutput.length > 0) flaws.push(`items on the wrong output: ${list(wrongOutput)}`);
	const done = claims.filter((claim) => claim.status === 'done');
	if (
		rows.length > 1 &&
		!hints.some((hint) => hint.startsWith(`${done.length} of ${rows.length} items done`))
	)
		flaws.push(`no hint says that ${done.length} of ${rows.length} are done: ${hints.join(' | ')}`);
	const strange = claims.filter(({ code }) => code === 'unexpected');
	if (strange.length > 0)
		flaws.push(`an error of our own: ${list(strange.map(({ row }) => ({ item: row.row })))}`);
	if (operation !== 'delete' && operation !== 'setConsent') {
		for (const { row, json } of done)
			if (json.firstName !== row.value)
				flaws.push(
					`item ${row.row} is done with ${String(json.firstName)} instead of ${row.value}`,
				);
	}
	return flaws;
}

function judgeItem({ json }: Returned, row: Row, { status, json: done, email }: Claim): string[] {
	if (status === 'done') {
		const fits = done.email === undefined || keyOf(String(done.email)) === email;
		return fits ? [] : [`item ${row.row} came out as ${String(done.email)}`];
	}
	// On the error path the input is all a user has.
	return isDeepStrictEqual(inputOf(json), { ...row }) ? [] : [`item ${row.row} lost its input`];
}

const list = (items: Array<{ item: number }>) => items.map(({ item }) => item).join(', ');

/** What is stored, person by person, against what the claims allow. */
function judgeStore(scenario: Scenario, { store }: Evidence, claims: Claim[]): string[] {
	const flaws: string[] = [];
	const stored = new Map<string, string[]>();
	for (const { id, email } of store.contacts()) {
		const key = keyOf(email);
		stored.set(key, [...(stored.get(key) ?? []), id]);
	}
	const known = new Map(
		scenario.account.contacts.map((contact) => [keyOf(contact.email), contact]),
	);
	for (const email of new Set([
		...stored.keys(),
		...known.keys(),
		...claims.map((claim) => claim.email),
	])) {
		const ids = stored.get(email) ?? [];
		const history = claims.filter((claim) => claim.email === email);
		const judgeOne = scenario.refusesDuplicates ? judgePerson : judgeCopies;
		flaws.push(
			...judgeOne(scenario, history, known.get(email), ids, store).map(
				(flaw) => `${email}: ${flaw}`,
			),
		);
	}
	return flaws;
}

type Known = Scenario['account']['contacts'][number] | undefined;
type Store = Evidence['store'];

/** Where the platform takes the same address twice: each create was carried out as often as it says. */
function judgeCopies(
	scenario: Scenario,
	history: Claim[],
	known: Known,
	ids: string[],
	store: Store,
): string[] {
	const flaws: string[] = [];
	const values = ids.map((id) => store.tables.contacts.get(id)?.firstName);
	for (const claim of history) {
		const copies = values.filter((value) => value === claim.row.value).length;
		const effect = contactEffect(scenario, history, claim);
		if (copies > 1 || (effect === 'yes' && copies !== 1) || (effect === 'no' && copies !== 0))
			flaws.push(`item ${claim.row.row} is ${claim.status} and stored ${copies} times`);
	}
	const expected = new Set([...history.map(({ row }) => row.value), ...(known ? ['before'] : [])]);
	if (values.some((value) => !expected.has(value ?? ''))) flaws.push(`stored ${values.join(', ')}`);
	return flaws;
}

function judgePerson(
	scenario: Scenario,
	history: Claim[],
	known: Known,
	ids: string[],
	store: Store,
): string[] {
	if (ids.length > 1) return [`stored ${ids.length} times`];
	const [id] = ids;
	const flaws = [...judgeValue(scenario, history, known, store.tables.contacts.get(id)?.firstName)];
	if (id === undefined) return flaws;
	const statuses = store.listStatusOf(id);
	for (const listId of Object.keys(LISTS) as Array<keyof typeof LISTS>)
		flaws.push(...judgeConsent(scenario, history, known, listId, statuses[listId]));
	return [
		...flaws,
		...judgeTags(scenario, history, known, store.tagsOf(id)),
		...judgeShop(scenario, history, known, store.accountOf(id)?.id),
	];
}

/** Whether some fault may have hidden that a request was carried out. */
const losesAnswers = ({ faults }: Scenario): boolean =>
	faults.some(
		({ kind, when }) =>
			kind !== 'delay' && (when === 'after' || (kind === 'truncate' && when !== 'before')),
	);

/**
 * Whether an item that is not done may have left something behind all the same. Of a plain create that can't be; whatever
 * may be repeated may have been carried out without our seeing it, or by an earlier try of the node that had to be
 * overtaken because it also wrote to the record further up.
 */
function mayHaveWritten(scenario: Scenario, history: Claim[], { status }: Claim): boolean {
	if (status === 'uncertain' || status === 'unknown') return true;
	if (scenario.operation !== 'create' && scenario.retry !== undefined && history.length > 1)
		return true;
	return status === 'failed' && losesAnswers(scenario);
}

/** Whether an item wrote its contact. */
function contactEffect(scenario: Scenario, history: Claim[], claim: Claim): Effect {
	if (claim.status === 'done' || claim.parts.get('contact') === true) return 'yes';
	// The contact of a composed create is a plain create as well.
	if (scenario.operation === 'create' && !['uncertain', 'unknown'].includes(claim.status))
		return 'no';
	return mayHaveWritten(scenario, history, claim) ? 'perhaps' : 'no';
}

function judgeValue(
	scenario: Scenario,
	history: Claim[],
	known: Known,
	stored: string | undefined,
): string[] {
	const { operation } = scenario;
	if (operation === 'setConsent') return stored === known?.firstName ? [] : ['changed'];
	const flaws: string[] = [];
	let possible = new Set<string | undefined>([known?.firstName]);
	let created = 0;
	for (const claim of history) {
		const effect = contactEffect(scenario, history, claim);
		const value = operation === 'delete' ? undefined : claim.row.value;
		if (effect === 'yes') {
			if (operation === 'create' && !possible.has(undefined))
				flaws.push(`item ${claim.row.row} says it created who was there`);
			if (operation === 'update' && !possible.has(known?.firstName) && known === undefined)
				flaws.push(`item ${claim.row.row} says it updated nobody`);
			possible = new Set([value]);
		} else if (effect === 'perhaps' && claim.email.includes('@example.com')) {
			const exists = possible.size > 1 || !possible.has(undefined);
			const can =
				operation === 'upsert' ||
				(operation === 'create' && possible.has(undefined)) ||
				((operation === 'update' || operation === 'delete') && exists);
			if (can) possible.add(value);
		}
		if (claim.json.created === true) created++;
	}
	if (created > (known === undefined ? 1 : 0)) flaws.push(`created ${created} times`);
	if (!possible.has(stored))
		flaws.push(
			`stored ${String(stored)} instead of ${[...possible].map(String).join(' or ')} (${history.map(({ row, status }) => `${row.value} ${status}`).join(', ')})`,
		);
	return flaws;
}

/** What an item asked for on a list, and whether it says it took effect. */
function consentOf(
	{ operation, composed }: Scenario,
	{ row, status, json, parts }: Claim,
	listId: keyof typeof LISTS,
): { wanted: string; kept: boolean; effect: 'yes' | 'no' | 'lost' } | undefined {
	if (operation !== 'setConsent' && !composed) return undefined;
	if (operation === 'setConsent' && listId !== '1') return undefined;
	const wanted = listId === '1' ? row.first : row.second;
	if (wanted === '') return undefined;
	const rows = (operation === 'setConsent' ? [json] : ((json.lists ?? []) as IDataObject[])).filter(
		(one) => String(one.list) === listId,
	);
	const kept = rows.some((one) => one.status === 'kept-unsubscribed');
	if (status === 'done') return { wanted, kept, effect: rows.length === 1 ? 'yes' : 'lost' };
	if (parts.get(`list ${LISTS[listId]} (ID ${listId})`) === true)
		return { wanted, kept, effect: 'yes' };
	return { wanted, kept, effect: 'no' };
}

function judgeConsent(
	scenario: Scenario,
	history: Claim[],
	known: Known,
	listId: keyof typeof LISTS,
	stored: number | undefined,
): string[] {
	const { keep } = scenario;
	const flaws: string[] = [];
	const before = known?.lists?.[listId];
	let possible = new Set<number | undefined>([before]);
	for (const claim of history) {
		const consent = consentOf(scenario, claim, listId);
		if (consent === undefined) continue;
		const { wanted, kept, effect } = consent;
		const number = NUMBERS[wanted];
		const holds = keep && number !== UNSUBSCRIBED;
		if (effect === 'lost') flaws.push(`item ${claim.row.row} says nothing of list ${listId}`);
		if (kept) {
			// In a later try of the node, an item further down may have withdrawn the consent before.
			const withdrawn =
				scenario.retry !== undefined &&
				history.some((other) => consentOf(scenario, other, listId)?.wanted === 'unsubscribed');
			if (!keep || !(possible.has(UNSUBSCRIBED) || withdrawn))
				flaws.push(`item ${claim.row.row} kept a withdrawal that was none`);
			possible = new Set([UNSUBSCRIBED]);
			continue;
		}
		const moved = new Set(
			[...possible].map((one) => (holds && one === UNSUBSCRIBED ? one : number)),
		);
		if (claim.status === 'done' && holds && possible.size === 1 && possible.has(UNSUBSCRIBED))
			flaws.push(`item ${claim.row.row} says it moved a withdrawn consent`);
		if (claim.status === 'done') possible = new Set([number]);
		else if (effect === 'yes') possible = moved;
		else if (effect === 'no' && mayHaveWritten(scenario, history, claim))
			possible = new Set([...possible, ...moved]);
	}
	if (keep && before === UNSUBSCRIBED && stored !== UNSUBSCRIBED)
		flaws.push(`list ${listId}: a withdrawn consent became ${stored}`);
	if (!possible.has(stored))
		flaws.push(
			`list ${listId}: stored ${stored} instead of ${[...possible].map(String).join(' or ')}`,
		);
	return flaws;
}

function judgeTags(scenario: Scenario, history: Claim[], known: Known, stored: string[]): string[] {
	const must = new Set<string>();
	const may = new Set<string>(known?.tags ?? []);
	for (const claim of scenario.composed ? history : []) {
		const { row, status, parts } = claim;
		for (const tag of row.tags.split(', ').filter((name) => name !== '')) {
			const done = status === 'done' || parts.get(`tag ${tag}`) === true;
			if (done) must.add(tag);
			if (done || mayHaveWritten(scenario, history, claim)) may.add(tag);
		}
	}
	const flaws = [...must].filter((tag) => !stored.includes(tag)).map((tag) => `has no tag ${tag}`);
	if (new Set(stored).size !== stored.length) flaws.push(`has a tag twice: ${stored.join(', ')}`);
	return [
		...flaws,
		...stored
			.filter((tag) => !must.has(tag) && !may.has(tag))
			.map((tag) => `has the tag ${tag}, which no item claims`),
	];
}

function judgeShop(
	scenario: Scenario,
	history: Claim[],
	known: Known,
	stored: string | undefined,
): string[] {
	const flaws: string[] = [];
	let possible = new Set<string | undefined>([
		known?.account === undefined ? undefined : String(known.account),
	]);
	for (const claim of scenario.composed ? history : []) {
		const { row, status, parts } = claim;
		if (row.shop === '') continue;
		const name = `account ${SHOPS[row.shop as keyof typeof SHOPS]} (ID ${row.shop})`;
		if (status === 'done' || parts.get(name) === true) {
			if (!possible.has(undefined) && !possible.has(row.shop))
				flaws.push(`item ${row.row} says it moved the contact to account ${row.shop}`);
			possible = new Set([row.shop]);
		} else if (possible.has(undefined) && mayHaveWritten(scenario, history, claim)) {
			possible.add(row.shop);
		}
	}
	return possible.has(stored)
		? flaws
		: [...flaws, `in account ${stored} instead of ${[...possible].map(String).join(' or ')}`];
}
