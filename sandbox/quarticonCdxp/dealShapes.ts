import { createHash } from 'node:crypto';
import type { Context } from './context';
import type { DealContactRecord, DealRecord } from './crmRecords';
import { isoDate, plainDate } from './dates';
import type { Shape } from './resource';

const LINKS = [
	'dealActivities',
	'contact',
	'contactDeals',
	'group',
	'nextTask',
	'notes',
	'account',
	'customerAccount',
	'organization',
	'owner',
	'scoreValues',
	'stage',
	'tasks',
	'dealCustomFieldData',
];

/** A deal as it is read: all texts, no account is null. */
export function dealLong(ctx: Context, deal: DealRecord): Shape {
	const account = deal.account || null;
	return {
		hash: hash(deal),
		owner: deal.owner,
		contact: deal.contact || null,
		organization: account,
		group: deal.group,
		stage: deal.stage,
		title: deal.title,
		description: deal.description,
		percent: deal.percent,
		cdate: isoDate(deal.cdate),
		mdate: isoDate(deal.mdate),
		nextdate: null,
		nexttaskid: null,
		// Fractions of a cent are cut off, not rounded.
		value: String(ctx.rules.on('dealValueCut') ? Math.trunc(deal.value) : deal.value),
		currency: deal.currency,
		winProbability: null,
		winProbabilityMdate: null,
		status: deal.status,
		activitycount: '1',
		nextdealid: deal.id,
		edate: null,
		links: links(ctx, deal),
		id: deal.id,
		isDisabled: false,
		account,
		customerAccount: account,
	};
}

/** A deal as it is answered when it was just made; what was sent is then laid over it. */
export function dealShort(ctx: Context, deal: DealRecord): Shape {
	return {
		title: deal.title,
		description: deal.description,
		value: deal.value,
		currency: deal.currency,
		percent: deal.percent,
		status: deal.status,
		contact: deal.contact,
		group: deal.group,
		stage: deal.stage,
		owner: deal.owner,
		cdate: isoDate(deal.cdate),
		mdate: isoDate(deal.mdate),
		organization: deal.account,
		nextdate: null,
		hash: hash(deal),
		winProbability: null,
		winProbabilityMdate: null,
		links: links(ctx, deal),
		id: deal.id,
		isDisabled: false,
		account: deal.account,
		customerAccount: deal.account,
	};
}

export function dealContactShape(ctx: Context, row: DealContactRecord): Shape {
	const self = `${ctx.api()}/contactDeals/${row.id}`;
	return {
		deal: row.deal,
		contact: row.contact,
		role: row.role,
		cdate: isoDate(row.cdate),
		created_timestamp: plainDate(row.cdate),
		updated_timestamp: plainDate(row.cdate),
		created_by: null,
		updated_by: null,
		links: { deal: `${self}/deal`, contact: `${self}/contact`, role: `${self}/role` },
		id: row.id,
	};
}

/** The deals whose first contact this is. */
export function dealsOf(ctx: Context, contact: string): Shape[] {
	return ctx.store.tables.deals
		.all()
		.filter((deal) => deal.contact === contact)
		.map((deal) => dealLong(ctx, deal));
}

function links(ctx: Context, { id }: DealRecord): Record<string, string> {
	return Object.fromEntries(LINKS.map((key) => [key, `${ctx.api()}/deals/${id}/${key}`]));
}

function hash({ id }: DealRecord): string {
	return createHash('md5').update(`deal:${id}`).digest('hex').slice(0, 8);
}
