import type { Context } from './context';
import { addDispatch, membersOf } from './emailDispatches';
import type { Endpoint } from './endpoint';
import { CAMPAIGN_TYPES, readEnum, written } from './enums';
import { found, invalid, refusal } from './errors';
import { any, date, int, ints, readModel, shapeOf, text, type Model } from './model';
import type { Campaign } from './records';

const CREATE: Model = {
	fields: {
		Type: any,
		Name: text(),
		Subject: text(),
		Preheader: text(),
		EmailTemplateId: int,
		Dynamic: any,
	},
};

const BLOCK: Model = { fields: { EmailBuilderBlockId: int, InputValues: any, Settings: any } };

const SCHEDULE: Model = {
	fields: {
		IncludeSegments: ints,
		ExcludeSegments: ints,
		LimitContacts: int,
		LimitSendingSpeed: any,
		StartSending: date,
	},
};

/** Seconds between two batches. */
const SPEEDS = ['20', '30', '60', '120', '300', '600'];

const COLUMNS = ['Id', 'EmailCampaignId', ...Object.keys(CREATE.fields)];

/** Campaigns of the e-mail builder. */
export function emailCampaignEndpoints(ctx: Context): Endpoint[] {
	const { store, rules, now } = ctx;
	const campaignAt = (id: number) => found(ctx, store.campaigns.get(id), 'Email campaign');
	const shape = (campaign: Campaign) => ({
		...shapeOf(ctx, campaign, COLUMNS),
		Type: written(ctx, CAMPAIGN_TYPES, campaign.Type as number),
	});
	const isScheduled = ({ starts, cancelled }: Campaign) =>
		starts !== undefined && starts.getTime() > now() && !cancelled;

	return [
		{
			no: 51,
			method: 'POST',
			path: '/EmailBuilderCampaigns',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, CREATE);
				const Type = readEnum(ctx, CAMPAIGN_TYPES, 'Type', sent.Type ?? 0);
				const { Name, Subject, Preheader } = sent;
				const { Id: EmailCampaignId } = store.emailCampaigns.add({ Name, Subject, Preheader });
				const basics = { EmailCampaignId, blocks: 0, cancelled: false };
				return shape(store.campaigns.add({ ...sent, Type, ...basics }));
			},
		},
		{
			no: 52,
			method: 'POST',
			path: '/EmailBuilderCampaigns/:id/Cancel',
			answer: ({ id }) => {
				const campaign = campaignAt(id);
				if (!isScheduled(campaign) && rules.on('loyaltiiCancelScheduled'))
					throw refusal(ctx, 400, 'The campaign is not scheduled.');
				campaign.cancelled = true;
			},
		},
		{
			no: 53,
			method: 'POST',
			path: '/EmailBuilderCampaigns/:id/AddBlock',
			answer: ({ id, body }) => {
				const campaign = campaignAt(id);
				const sent = readModel(ctx, body, BLOCK);
				campaign.blocks += 1;
				return { Id: campaign.Id * 100 + campaign.blocks, ...sent };
			},
		},
		{
			no: 54,
			method: 'POST',
			path: '/EmailBuilderCampaigns/:id/Schedule',
			answer: ({ id, body }) => {
				const campaign = campaignAt(id);
				const sent = readModel(ctx, body, SCHEDULE);
				const speed = sent.LimitSendingSpeed ?? null;
				if (speed !== null && !SPEEDS.includes(String(speed)) && rules.on('loyaltiiSendingSpeed'))
					throw invalid(ctx, 'LimitSendingSpeed', 'The value is none of the allowed ones.');
				const starts = (sent.StartSending as Date | null) ?? store.date();
				Object.assign(campaign, { starts, cancelled: false });
				const left = membersOf(ctx, (sent.ExcludeSegments ?? []) as number[]);
				const contacts = membersOf(ctx, (sent.IncludeSegments ?? []) as number[]).filter(
					(contact) => !left.includes(contact),
				);
				const found = store.emailCampaigns.get(campaign.EmailCampaignId) ?? campaign;
				addDispatch(ctx, found, contacts, {
					Type: campaign.Type === 1 ? 2 : 3,
					Planned: starts,
					end: contacts.some((contact) => store.takesMail(contact)) ? 120 : 513,
					limit: (sent.LimitContacts as number | null) ?? undefined,
				});
			},
		},
	];
}
