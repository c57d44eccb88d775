import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { DISPATCH_STATES, DISPATCH_TYPES, readEnum, written } from './enums';
import { found, refusal } from './errors';
import { any, bool, date, int, ints, readModel, shapeOf, type Model, type Sent } from './model';
import type { Contact, Dispatch } from './records';
import type { Row } from './rows';

const CREATE: Model = {
	fields: {
		EmailCampaignId: int,
		ContactId: int,
		SegmentIds: ints,
		OrderId: int,
		Order2Id: int,
		PointId: int,
		Dynamic: any,
		StoreIds: ints,
		DateTime: date,
		IsTest: bool,
		TakeRandom: int,
		LogLevel: any,
	},
};

const COLUMNS = ['Id', 'Planned', 'EmailCampaignId'];

const WAITING = 100;
const FINISHED = 120;
const BOUNCED = 504;
const ORDER_NOT_FOUND = 505;
const POINT_NOT_FOUND = 506;
const NO_RECEIVER = 513;

/** How long a dispatch takes, in milliseconds. */
const SENDING_MS = 1000;

/** Dispatches of e-mail campaigns: list and create. */
export function emailDispatchEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;

	const create = (sent: Sent): Dispatch => {
		const campaign = found(ctx, store.emailCampaigns.get(sent.EmailCampaignId), 'Email campaign');
		const segments = (sent.SegmentIds ?? []) as number[];
		const single = (sent.ContactId ?? null) !== null;
		if (single === segments.length > 0 && rules.on('loyaltiiDispatchTarget'))
			throw refusal(ctx, 400, 'Either ContactId or SegmentIds must be set.');
		const contacts = single
			? [found(ctx, store.contacts.get(sent.ContactId), 'Contact')]
			: membersOf(ctx, segments);
		const type = single ? 2 : 3;
		return addDispatch(ctx, campaign, contacts, {
			Type: sent.IsTest === true ? 1 : type,
			Planned: sent.DateTime instanceof Date ? sent.DateTime : store.date(),
			end: endOf(ctx, sent, contacts, single),
			limit: (sent.TakeRandom as number | null) ?? undefined,
		});
	};

	return [
		{
			no: 55,
			method: 'GET',
			path: '/EmailDispatches',
			takes: ['type', 'status', 'from', 'to', 'take'],
			answer: ({ query: { type, status = [], from, to, take } }) => {
				const wantedType = type && readEnum(ctx, DISPATCH_TYPES, 'type', type);
				const wanted = status.map((one) => readEnum(ctx, DISPATCH_STATES, 'status', one));
				return store.dispatches
					.all()
					.reverse()
					.filter(
						(dispatch) =>
							(!wantedType || dispatch.Type === wantedType) &&
							(wanted.length === 0 || wanted.includes(statusOf(ctx, dispatch))) &&
							(from === undefined || dispatch.Planned >= from) &&
							(to === undefined || dispatch.Planned < to),
					)
					.slice(0, take)
					.map((dispatch) => shape(ctx, dispatch));
			},
		},
		{
			no: 56,
			method: 'POST',
			path: '/EmailDispatches',
			answer: ({ body }) => shape(ctx, create(readModel(ctx, body, CREATE))),
		},
	];
}

/** The members of segments, each once. */
export function membersOf({ store }: Context, segmentIds: number[]): Contact[] {
	const ids = new Set(segmentIds.flatMap((id) => [...(store.segments.get(id)?.contactIds ?? [])]));
	return store.contacts.all().filter(({ Id }) => ids.has(Id));
}

/** Adds a dispatch and who receives it. */
export function addDispatch(
	{ store }: Context,
	campaign: Row,
	contacts: Contact[],
	fields: Pick<Dispatch, 'Type' | 'Planned' | 'end'> & { limit?: number },
): Dispatch {
	const { limit, ...rest } = fields;
	const reached = contacts.filter((contact) => store.takesMail(contact)).slice(0, limit);
	const receivers = rest.end === FINISHED ? reached.map(({ Id }) => Id) : [];
	const dispatch = store.dispatches.add({ ...rest, EmailCampaignId: campaign.Id, receivers });
	for (const ContactId of receivers)
		store.receivers.add({ EmailDispatchId: dispatch.Id, ContactId, Created: store.date() });
	return dispatch;
}

/** The status a dispatch will end with. */
function endOf(
	{ store }: Context,
	{ OrderId, Order2Id, PointId }: Sent,
	contacts: Contact[],
	single: boolean,
): number {
	const orders = [OrderId, Order2Id].filter((id) => (id ?? null) !== null);
	if (orders.some((id) => !store.orders.get(id))) return ORDER_NOT_FOUND;
	if ((PointId ?? null) !== null && !store.points.get(PointId)) return POINT_NOT_FOUND;
	if (contacts.some((contact) => store.takesMail(contact))) return FINISHED;
	return single && store.bounced.has(contacts[0].Id) ? BOUNCED : NO_RECEIVER;
}

function statusOf({ rules, now }: Context, { Planned, end }: Dispatch): number {
	if (!rules.on('loyaltiiDispatchEnds')) return FINISHED;
	return now() >= Planned.getTime() + SENDING_MS ? end : WAITING;
}

/** A dispatch as it is read. */
function shape(ctx: Context, dispatch: Dispatch): Sent {
	const campaign = ctx.store.emailCampaigns.get(dispatch.EmailCampaignId);
	const status = statusOf(ctx, dispatch);
	const sent = status === WAITING ? 0 : dispatch.receivers.length;
	return {
		...shapeOf(ctx, dispatch, COLUMNS),
		PlannedUtc: dispatch.Planned.toISOString().slice(0, 19),
		EmailCampaignName: campaign?.Name ?? null,
		Subject: campaign?.Subject ?? null,
		Preheader: campaign?.Preheader ?? null,
		Status: written(ctx, DISPATCH_STATES, status),
		Type: written(ctx, DISPATCH_TYPES, dispatch.Type),
		Sent: sent,
		Delivered: sent,
		Opens: 0,
		Clicks: 0,
		DeliveryRatio: sent > 0 ? 1 : 0,
		OpenedRatio: 0,
		ClickRatio: 0,
	};
}
