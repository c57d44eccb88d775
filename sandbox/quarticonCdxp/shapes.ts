import type { Context } from './context';
import { isoDate, plainDate } from './dates';
import type { FieldRecord, FieldRelRecord, ListRecord, OptionRecord, TagRecord } from './records';

export function optionShape(ctx: Context, row: OptionRecord): Record<string, unknown> {
	return {
		field: row.field,
		orderid: row.orderid,
		value: row.value,
		label: row.label,
		isdefault: row.isdefault,
		cdate: isoDate(row.cdate),
		udate: isoDate(row.cdate),
		links: { field: `${ctx.api()}/fieldOptions/${row.id}/field` },
		id: row.id,
	};
}

export function fieldRelShape(row: FieldRelRecord): Record<string, unknown> {
	return {
		field: row.field,
		relid: row.relid,
		dorder: '0',
		cdate: isoDate(row.cdate),
		links: [],
		id: row.id,
	};
}

/** Where a field's links point. */
export function fieldLinks(ctx: Context, id: string): Record<string, string> {
	const self = `${ctx.api()}/fields/${id}`;
	return { options: `${self}/options`, relations: `${self}/relations` };
}

/** A field; `parts` are the ids that reading adds and writing leaves out. */
export function fieldShape(
	ctx: Context,
	field: FieldRecord,
	parts: { options?: string[]; relations?: string[] } = {},
): Record<string, unknown> {
	return {
		title: field.title,
		descript: field.descript,
		type: field.type,
		isrequired: field.isrequired,
		perstag: field.perstag,
		defval: field.defval,
		show_in_list: field.show_in_list,
		rows: '0',
		cols: '0',
		visible: field.visible,
		service: '',
		ordernum: field.ordernum,
		cdate: isoDate(field.cdate),
		udate: isoDate(field.udate),
		created_timestamp: plainDate(field.cdate),
		updated_timestamp: plainDate(field.udate),
		created_by: null,
		updated_by: null,
		...parts,
		links: fieldLinks(ctx, field.id),
		id: field.id,
	};
}

/** Where a list's links point. */
export function listLinks(ctx: Context, id: string): Record<string, string> {
	const self = `${ctx.api()}/lists/${id}`;
	return {
		contactGoalLists: `${self}/contactGoalLists`,
		user: `${self}/user`,
		addressLists: `${self}/addressLists`,
	};
}

export function listShape(ctx: Context, list: ListRecord): Record<string, unknown> {
	const active = ctx.store.tables.consents
		.all()
		.filter((consent) => consent.list === list.id && consent.status === 1).length;
	return {
		stringid: list.stringid,
		userid: '0',
		name: list.name,
		cdate: isoDate(list.cdate),
		p_use_tracking: '1',
		p_use_analytics_read: '0',
		p_use_analytics_link: '0',
		p_use_twitter: '0',
		p_use_facebook: '0',
		p_embed_image: '1',
		p_use_captcha: '1',
		send_last_broadcast: '0',
		private: '0',
		analytics_domains: null,
		analytics_source: '',
		analytics_ua: '',
		twitter_token: '',
		twitter_token_secret: '',
		facebook_session: null,
		carboncopy: null,
		subscription_notify: null,
		unsubscription_notify: null,
		require_name: '0',
		get_unsubscribe_reason: '0',
		to_name: 'Subscriber',
		optinoptout: '1',
		sender_name: '',
		sender_addr1: '',
		sender_addr2: '',
		sender_city: '',
		sender_state: '',
		sender_zip: '',
		sender_country: '',
		sender_phone: '',
		sender_url: list.sender_url,
		sender_reminder: list.sender_reminder,
		fulladdress: null,
		optinmessageid: '0',
		optoutconf: '0',
		deletestamp: null,
		udate: isoDate(list.cdate),
		created_timestamp: plainDate(list.cdate),
		updated_timestamp: plainDate(list.cdate),
		created_by: null,
		updated_by: null,
		channel: list.channel,
		description: '',
		active_subscribers: String(active),
		non_deleted_subscribers: String(active),
		links: listLinks(ctx, list.id),
		id: list.id,
		user: '0',
	};
}

function tagLinks(ctx: Context, id: string): Record<string, string> {
	return {
		contactGoalTags: `${ctx.api()}/tags/${id}/contactGoalTags`,
		templateTags: `${ctx.api()}/tags/${id}/templateTags`,
	};
}

/** The form in which a just created tag is answered. */
export function tagShort(ctx: Context, tag: TagRecord): Record<string, unknown> {
	return {
		tag: tag.tag,
		description: tag.description,
		tagType: tag.tagType,
		cdate: isoDate(tag.cdate),
		links: tagLinks(ctx, tag.id),
		id: tag.id,
	};
}

export function tagLong(ctx: Context, tag: TagRecord): Record<string, unknown> {
	const carriers = ctx.store.tables.contactTags.all().filter((link) => link.tag === tag.id).length;
	return {
		tagType: tag.tagType,
		tag: tag.tag,
		description: tag.description,
		cdate: isoDate(tag.cdate),
		subscriber_count: String(carriers),
		created_timestamp: plainDate(tag.cdate),
		updated_timestamp: plainDate(tag.cdate),
		created_by: null,
		updated_by: null,
		deleted: '0',
		links: tagLinks(ctx, tag.id),
		id: tag.id,
	};
}
