import type { IDataObject, INode } from 'n8n-workflow';

import type { AccountJson, FaultPlan, Limit } from '../../../sandbox';
import { Random } from './random';

export type OperationName = 'upsert' | 'create' | 'update' | 'delete' | 'setConsent';

/** What an item brings; every value is its own, so that the stored one tells who wrote it. */
export interface Row {
	row: number;
	email: string;
	value: string;
	/** Id of the account to assign, or nothing. */
	shop: string;
	tags: string;
	/** Consents for the lists 1 and 2; empty leaves the list alone. */
	first: string;
	second: string;
	/** Carried along; must come out as it went in. */
	extra: IDataObject;
}

/** One run of the node: what goes in, and what goes wrong. */
export interface Scenario {
	seed: number;
	operation: OperationName;
	/** With lists, tags and account. */
	composed: boolean;
	/** Option Keep Unsubscribed. */
	keep: boolean;
	rows: Row[];
	account: AccountJson & { contacts: NonNullable<AccountJson['contacts']> };
	/** Whether the platform refuses a second contact with the same address; if not, a repeated create shows as two. */
	refusesDuplicates: boolean;
	faults: FaultPlan[];
	limit: Limit;
	latencyMs: number;
	/** Of the credential: what the node believes the limit to be. */
	requestsPerSecond: number;
	/** Whether another tool uses the account at the same time. */
	foreign: boolean;
	onError: NonNullable<INode['onError']>;
	retry?: number;
}

export const LISTS = { '1': 'Newsletter', '2': 'Offers' } as const;
export const SHOPS = { '1': 'Example Shop', '2': 'Outlet' } as const;
const STATUSES = ['subscribed', 'subscribed', 'unsubscribed', 'unconfirmed'] as const;
const TAGS = ['VIP', 'New', 'Spring 2026'];

/** The scenario of a seed: always the same one. */
export function scenarioOf(seed: number): Scenario {
	const random = new Random(seed);
	const operation = random.pick<OperationName>([
		...(['upsert', 'upsert', 'upsert', 'create', 'create', 'create'] as const),
		...(['setConsent', 'setConsent', 'update', 'delete'] as const),
	]);
	const composed = (operation === 'upsert' || operation === 'create') && random.chance(0.45);
	const size = composed ? random.int(3, 14) : random.int(2, 40);
	const people = Math.max(2, Math.round(size * random.pick([0.3, 0.7, 1])));
	const known = operation === 'upsert' || operation === 'create' ? 0.3 : 0.85;
	const limited = random.chance(0.4);
	const perSecond = limited ? random.int(40, 120) : 0;
	return {
		seed,
		operation,
		composed,
		keep: random.chance(0.75),
		rows: Array.from({ length: size }, (_, row) => rowOf(random, row, people, operation)),
		account: {
			lists: Object.entries(LISTS).map(([id, name]) => ({ id, name })),
			accounts: Object.entries(SHOPS).map(([id, name]) => ({ id, name })),
			tags: ['VIP'],
			contacts: Array.from({ length: people }, (_, person) => person)
				.filter(() => random.chance(known))
				.map((person) => contactOf(random, person)),
		},
		refusesDuplicates: operation !== 'create' || random.chance(0.5),
		faults: faultsOf(random).map((fault) => tellable(operation, fault)),
		limit: {
			perSecond,
			window: random.pick(['fixed', 'sliding'] as const),
			retryAfterSeconds: random.pick([0.05, 0.1, 0.2]),
			answer: random.pick(['json', 'json', 'empty', 'html', '503'] as const),
		},
		latencyMs: random.pick([0, 0, 0, 5, 30]),
		requestsPerSecond: limited ? random.pick([0, perSecond, perSecond, 2 * perSecond]) : 0,
		foreign: random.chance(0.25),
		onError: random.pick([
			'stopWorkflow',
			'continueErrorOutput',
			'continueErrorOutput',
			'continueRegularOutput',
		] as const),
		...(random.chance(0.4) && { retry: 3 }),
	};
}

function rowOf(random: Random, row: number, people: number, operation: OperationName): Row {
	const email =
		operation === 'create' && random.chance(0.8)
			? `only${row}@example.com`
			: `person${random.int(0, people - 1)}@example.com`;
	return {
		row,
		email: random.chance(0.04)
			? random.pick(['', 'nobody', 'two@@example.com'])
			: random.pick([email, email, email.toUpperCase(), `P${email.slice(1)}`, ` ${email} `]),
		value: `v${row}`,
		shop: random.pick(['', '1', '1', '2']),
		tags: random.some(TAGS).join(', '),
		first: random.pick(STATUSES),
		second: random.chance(0.3) ? random.pick(STATUSES) : '',
		extra: { nothing: null, list: [row, 'ąę'], text: 'a "quoted" <b>' },
	};
}

function contactOf(random: Random, person: number) {
	return {
		email: random.pick([`person${person}@example.com`, `Person${person}@Example.com`]),
		firstName: 'before',
		lists: Object.fromEntries(
			random.some(Object.keys(LISTS)).map((list) => [list, random.pick([0, 1, 2, 2])]),
		),
		tags: random.some(['VIP'], 0.3),
		...(random.chance(0.3) && { account: random.pick(Object.keys(SHOPS)) }),
	};
}

/** The ways to fail, without when and how often. */
const TROUBLES: Array<(random: Random) => FaultPlan> = [
	(random) => ({
		kind: random.pick(['status', 'empty', 'html'] as const),
		status: 429,
		headers: { 'retry-after': random.pick(['0.05', '0.2', '0']) },
	}),
	// Without Retry-After the node keeps quiet for a second, so it happens at most twice.
	() => ({ kind: 'status', status: 429, times: 2 }),
	() => ({
		kind: 'status',
		status: 429,
		headers: { 'retry-after': 'Thu, 01 Jan 2026 00:00:00 GMT' },
	}),
	(random) => ({
		kind: 'status',
		status: random.pick([500, 502, 503, 504]),
		when: random.pick(['before', 'before', 'after'] as const),
	}),
	() => ({ kind: 'status', status: 503, headers: { 'retry-after': '0.05' } }),
	() => ({ kind: 'reset' }),
	() => ({ kind: 'reset', when: 'after' }),
	() => ({ kind: 'truncate' }),
	() => ({ kind: 'truncate', when: 'before' }),
	(random) => ({
		kind: 'html',
		status: random.pick([200, 502, 503]),
		when: random.pick(['before', 'after'] as const),
	}),
	(random) => ({ kind: 'empty', when: random.pick(['before', 'after'] as const) }),
	(random) => ({
		kind: 'delay',
		delayMs: random.int(10, 150),
		when: random.pick(['before', 'after'] as const),
	}),
];

const PATHS = [
	/./,
	/./,
	/contact\/sync$|contacts$/,
	/contactLists$/,
	/contactTags$|accountContacts$/,
];

function faultsOf(random: Random): FaultPlan[] {
	const faults = Array.from({ length: random.int(0, 3) }, () => {
		const trouble = random.pick(TROUBLES)(random);
		return { ...trouble, ...frequencyOf(random, trouble.times) };
	});
	// Not to be absorbed: the item's fault, or rarely everybody's.
	if (random.chance(0.3)) {
		faults.push({
			kind: 'status',
			status: 422,
			body: { errors: [{ title: 'Not now', detail: '', code: 'field_invalid' }] },
			match: { method: random.pick(['POST', 'PUT']), path: random.pick(PATHS) },
			probability: 0.2,
			seed: random.int(1, 1e6),
		});
	}
	if (random.chance(0.1)) {
		faults.push({
			kind: 'status',
			status: random.pick([402, 403]),
			match: { path: random.pick(PATHS) },
			every: random.int(1, 20),
			times: 1,
		});
	}
	return faults;
}

/** A deletion is answered with nothing, so that an empty answer can't be told from the true one. */
function tellable(operation: OperationName, fault: FaultPlan): FaultPlan {
	return operation === 'delete' && fault.kind === 'empty' && fault.status === undefined
		? { ...fault, match: { ...fault.match, method: 'GET' } }
		: fault;
}

/** When a fault strikes, never so often that a request meets it at every try for long. */
function frequencyOf(random: Random, most = 12): Partial<FaultPlan> {
	return {
		match: { path: random.pick(PATHS) },
		times: random.int(1, most),
		...random.pick<() => Partial<FaultPlan>>([
			() => ({}),
			() => ({ every: random.int(2, 6) }),
			() => ({ probability: random.pick([0.1, 0.3, 0.6]), seed: random.int(1, 1e6) }),
		])(),
	};
}

/** The scenario in one line. */
export function describeScenario(scenario: Scenario): string {
	const { operation, composed, keep, rows, faults, limit, retry, onError } = scenario;
	const words = [
		`${rows.length} × ${operation}${composed ? ' with lists, tags and account' : ''}`,
		keep ? '' : 'consents not kept',
		onError,
		retry === undefined ? '' : `${retry} tries`,
		limit.perSecond === 0
			? ''
			: `limit ${limit.perSecond}/s (${limit.answer}), node at ${scenario.requestsPerSecond}/s`,
		scenario.latencyMs === 0 ? '' : `${scenario.latencyMs} ms away`,
		scenario.foreign ? 'foreign client' : '',
		scenario.refusesDuplicates ? '' : 'duplicates accepted',
		...faults.map(({ kind, status = '', when = '', times, probability, every }) =>
			[
				kind,
				status,
				when,
				times && `≤${times}`,
				probability && `p ${probability}`,
				every && `each ${every}th`,
			]
				.filter(Boolean)
				.join(' '),
		),
	];
	return words.filter((word) => word !== '').join('; ');
}
