import type { Context } from './context';
import { isoDate, plainDate } from './dates';
import type { FieldRecord, ListRecord, OptionRecord, TagRecord } from './records';

export function optionShape(
	ctx: Context,
	row: OptionRecord,
	index: number,
): Record<string, unknown> {
	return {
		field: row.field,
		orderid: String(index),
		value: row.value,
		label: row.value,
		isdefault: '0',
		cdate: isoDate(row.cdate),
		udate: isoDate(row.cdate),
		links: { field: `${ctx.api()}/fieldOptions/${row.id}/field` },
		id: row.id,
	};
}

/** Every field of the sandbox belongs to all lists: one relation with relid 0, whose id is the field's own. */
export function fieldRelShape(field: FieldRecord): Record<string, unknown> {
	return {
		field: field.id,
		relid: '0',
		dorder: '0',
		cdate: isoDate(field.cdate),
		links: [],
		id: field.id,
	};
}

export function fieldShape(
	ctx: Context,
	field: FieldRecord,
	options: OptionRecord[],
): Record<string, unknown> {
	const self = `${ctx.api()}/fields/${field.id}`;
	return {
		title: field.title,
		descript: '',
		type: field.type,
		isrequired: '0',
		perstag: field.perstag,
		defval: '',
		show_in_list: '0',
		rows: '0',
		cols: '0',
		visible: '1',
		service: '',
		ordernum: field.id,
		cdate: isoDate(field.cdate),
		udate: isoDate(field.cdate),
		created_timestamp: plainDate(field.cdate),
		updated_timestamp: plainDate(field.cdate),
		created_by: null,
		updated_by: null,
		options: options.map(({ id }) => id),
		relations: [field.id],
		links: { options: `${self}/options`, relations: `${self}/relations` },
		id: field.id,
	};
}

export function listShape(ctx: Context, list: ListRecord): Record<string, unknown> {
	const self = `${ctx.api()}/lists/${list.id}`;
	const active = ctx.store.tables.consents
		.all()
		.filter((consent) => consent.list === list.id && consent.status === 1).length;
	return {
		stringid: list.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
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
		sender_url: 'https://shop.example',
		sender_reminder: 'You signed up in our shop.',
		fulladdress: null,
		optinmessageid: '0',
		optoutconf: '0',
		deletestamp: null,
		udate: isoDate(list.cdate),
		created_timestamp: plainDate(list.cdate),
		updated_timestamp: plainDate(list.cdate),
		created_by: null,
		updated_by: null,
		channel: 'email',
		description: '',
		active_subscribers: String(active),
		non_deleted_subscribers: String(active),
		links: {
			contactGoalLists: `${self}/contactGoalLists`,
			user: `${self}/user`,
			addressLists: `${self}/addressLists`,
		},
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
