import type { Context } from './context';
import { invalid } from './errors';

/** An enumeration of the vendor: names by number. */
export type Enumeration = Readonly<Record<number, string>>;

const from = (first: number, ...names: string[]): Enumeration =>
	Object.fromEntries(names.map((name, index) => [first + index, name]));

export const KEY_TYPES = from(1, 'Id', 'Secret', 'Email', 'Phone');

export const OWNERS = from(
	1,
	'Orders',
	'OrderLines',
	'ContactCompanies',
	'Contacts',
	'Stores',
	'DynamicTable',
);

export const FIELD_TYPES = from(1, 'String', 'Boolean', 'Number', 'DateTimeOffset', 'Decimal');

export const SEGMENT_TYPES = from(1, 'VisualBuilder', 'Sql', 'List', 'SegmentTemplate');

export const CAMPAIGN_TYPES = from(0, 'Newsletter', 'Transactional');

export const DISPATCH_TYPES = from(1, 'Test', 'Transactional', 'Newsletter');

export const DISPATCH_STATES: Enumeration = {
	100: 'Waiting',
	105: 'Preparing',
	110: 'ReadyForStarting',
	112: 'SmtpStarting',
	115: 'Sending',
	120: 'Finished',
	125: 'Cancelled',
	...from(
		500,
		'EndedByUnknown',
		'EndedByInvalidSegment',
		'EndedByHtmlAndText',
		'EndedByVersionFound',
		'EndedByBounceMarkedContact',
		'EndedByOrderNotFound',
		'EndedByPointNotFound',
		'EndedByStoresNotFound',
		'EndedByUpdateByCampaign',
		'EndedBySmtpProvider',
		'EndedBySmtpApi',
		'EndedByTemplate',
		'EndedByCompileTemplate',
		'EndedByNoReceiver',
		'EndedBySqlException',
		'EndedBySmtpStartingFail',
		'EndedByOperationCancelled',
	),
};

export const EXPORT_TYPES = from(
	0,
	'Contacts',
	'Stores',
	'Points',
	'PointSums',
	'Orders',
	'OrderLines',
	'Events',
	'EmailCampaignClicks',
	'ContactCompanies',
	'VoucherCodes',
	'PermissionLogs',
	'Email2Dispatches',
	'Email2Receivers',
	'Email2Interactions',
	'Email2Bounces',
	'SmsDispatches',
	'SmsReceivers',
	'PushDispatches',
	'PushReceivers',
	'PushTokens',
	'ContactPermissionSources',
	'VoucherAssignments',
);

/** A value of an enumeration as the vendor writes it. */
export function written(
	{ rules }: Context,
	enumeration: Enumeration,
	value: number,
): string | number {
	return rules.on('loyaltiiEnumNames') ? enumeration[value] : value;
}

/** A value of an enumeration, sent by name or number. @throws Refusal */
export function readEnum(
	ctx: Context,
	enumeration: Enumeration,
	field: string,
	sent: unknown,
): number {
	const byName = Object.keys(enumeration).find(
		(number) =>
			ctx.rules.on('loyaltiiEnumsBothWays') && enumeration[Number(number)] === String(sent),
	);
	const number = byName ?? (String(sent) in enumeration ? String(sent) : undefined);
	if (sent === '' || number === undefined)
		throw invalid(ctx, field, `The value '${String(sent)}' is not valid for ${field}.`);
	return Number(number);
}
