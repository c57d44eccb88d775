import { createHash } from 'node:crypto';
import type { Context } from './context';
import { isoDate, plainDate } from './dates';
import type { ContactRecord } from './records';

const LINK_KEYS = [
	'bounceLogs',
	'contactAutomations',
	'contactData',
	'contactGoals',
	'contactLists',
	'contactLogs',
	'contactTags',
	'contactDeals',
	'deals',
	'fieldValues',
	'geoIps',
	'notes',
	'organization',
	'plusAppend',
	'trackingLogs',
	'scoreValues',
	'accountContacts',
	'automationEntryCounts',
];

function contactLinks(ctx: Context, id: string): Record<string, string> {
	const latest = '?limit=1000&orders%5Blastdate%5D=DESC';
	return Object.fromEntries(
		LINK_KEYS.map((key) => [
			key,
			`${ctx.api()}/contacts/${id}/${key}${key === 'contactAutomations' ? latest : ''}`,
		]),
	);
}

function hash({ id, email }: ContactRecord): string {
	return createHash('md5').update(`${id}:${email}`).digest('hex');
}

/** The form in which a just created contact is answered. */
export function contactShort(
	ctx: Context,
	contact: ContactRecord,
	values?: unknown[],
): Record<string, unknown> {
	const { email, phone, firstName, lastName, id } = contact;
	return {
		email,
		phone,
		firstName,
		lastName,
		email_empty: email === '',
		cdate: isoDate(contact.cdate),
		udate: isoDate(contact.udate),
		orgid: '',
		orgname: '',
		links: contactLinks(ctx, id),
		hash: hash(contact),
		...(values ? { fieldValues: values } : {}),
		id,
		organization: '',
	};
}

/** The form in which a stored contact is answered; `extra` are the lists of ids some answers add. */
export function contactLong(
	ctx: Context,
	contact: ContactRecord,
	extra: Record<string, unknown> = {},
): Record<string, unknown> {
	const { email, phone, firstName, lastName, id } = contact;
	return {
		cdate: isoDate(contact.cdate),
		email,
		phone,
		firstName,
		lastName,
		orgid: '0',
		orgname: '',
		segmentio_id: '',
		bounced_hard: '0',
		bounced_soft: '0',
		bounced_date: null,
		ip: '0',
		ua: null,
		hash: hash(contact),
		socialdata_lastcheck: null,
		email_local: '',
		email_domain: '',
		sentcnt: '0',
		rating_tstamp: null,
		gravatar: '0',
		deleted: '0',
		anonymized: '0',
		adate: null,
		udate: isoDate(contact.udate),
		edate: null,
		deleted_at: null,
		created_utc_timestamp: plainDate(contact.cdate),
		updated_utc_timestamp: plainDate(contact.udate),
		created_timestamp: plainDate(contact.cdate),
		updated_timestamp: plainDate(contact.udate),
		created_by: null,
		updated_by: null,
		mpp_tracking: '0',
		last_click_date: null,
		last_open_date: null,
		last_mpp_open_date: null,
		best_send_hour: null,
		sms_consent: null,
		sms_consent_updated_at: null,
		whatsapp_id: null,
		whatsapp_username: null,
		...extra,
		links: contactLinks(ctx, id),
		id,
		organization: null,
	};
}
