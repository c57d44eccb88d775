import type { Context } from './context';
import { isoDate, plainDate } from './dates';
import type {
	AccountContactRecord,
	ConsentRecord,
	ContactTagRecord,
	FieldValueRecord,
} from './records';

export function fieldValueShape(ctx: Context, row: FieldValueRecord): Record<string, unknown> {
	const self = `${ctx.api()}/fieldValues/${row.id}`;
	return {
		contact: row.contact,
		field: row.field,
		value: row.value,
		cdate: isoDate(row.cdate),
		udate: isoDate(row.udate),
		created_by: null,
		updated_by: null,
		links: { owner: `${self}/owner`, field: `${self}/field` },
		id: row.id,
		owner: row.contact,
	};
}

const CONSENT_LINKS = [
	'automation',
	'list',
	'contact',
	'form',
	'autosyncLog',
	'campaign',
	'unsubscribeAutomation',
	'message',
];

export function consentShape(ctx: Context, row: ConsentRecord): Record<string, unknown> {
	const contact = ctx.store.tables.contacts.get(row.contact);
	const self = `${ctx.api()}/contactLists/${row.id}`;
	return {
		contact: row.contact,
		list: row.list,
		form: null,
		seriesid: '0',
		sdate: isoDate(row.cdate),
		udate: isoDate(row.udate),
		created_timestamp: plainDate(row.cdate),
		updated_timestamp: plainDate(row.udate),
		created_by: null,
		updated_by: null,
		status: String(row.status),
		responder: '1',
		sync: '0',
		unsubreason: '',
		campaign: null,
		message: null,
		first_name: contact?.firstName ?? '',
		last_name: contact?.lastName ?? '',
		ip4Sub: '0',
		sourceid: row.sourceid,
		autosyncLog: null,
		ip4_last: '0',
		ip4Unsub: '0',
		unsubscribeAutomation: null,
		channel: 'email',
		links: Object.fromEntries(CONSENT_LINKS.map((key) => [key, `${self}/${key}`])),
		id: row.id,
		automation: null,
	};
}

export function contactTagShape(ctx: Context, row: ContactTagRecord): Record<string, unknown> {
	const self = `${ctx.api()}/contactTags/${row.id}`;
	return {
		contact: row.contact,
		tag: row.tag,
		cdate: isoDate(row.cdate),
		created_timestamp: plainDate(row.cdate),
		updated_timestamp: plainDate(row.cdate),
		created_by: null,
		updated_by: null,
		links: { tag: `${self}/tag`, contact: `${self}/contact` },
		id: row.id,
	};
}

export function accountContactShape(
	ctx: Context,
	row: AccountContactRecord,
): Record<string, unknown> {
	const self = `${ctx.api()}/accountContacts/${row.id}`;
	return {
		contact: row.contact,
		account: row.account,
		jobTitle: row.jobTitle,
		createdTimestamp: isoDate(row.cdate),
		updatedTimestamp: isoDate(row.udate),
		links: { account: `${self}/account`, contact: `${self}/contact` },
		id: row.id,
	};
}
