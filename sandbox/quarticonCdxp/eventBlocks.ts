import type { AccountRecord, ListRecord } from './records';
import type { DealRecord, NoteRecord, PipelineRecord, StageRecord } from './crmRecords';
import { isoDate, plainDate } from './dates';
import type { Nested } from './form';
import type { CdxpStore } from './store';

/** The blocks of a webhook call that tell of a list, an account, a deal or what belongs to one. */

export function listBlock(list: ListRecord): Nested {
	const { id, sender_url, sender_reminder } = list;
	return {
		id,
		userid: '0',
		name: list.name,
		sender_addr1: '',
		sender_addr2: '',
		sender_city: '',
		sender_zip: '',
		sender_state: '',
		sender_country: '',
		fulladdress: '',
		sender_url,
		sender_reminder,
	};
}

/** Several values of an account field come as an array; an empty field has no id. */
export function accountBlock(store: CdxpStore, account: AccountRecord): Nested {
	const fields = store.tables.accountFields.all().map(({ id, fieldLabel }): Nested => {
		const value = store.tables.accountValues.find(account.id, id)?.value ?? '';
		if (value === '') return { key: fieldLabel, value: '' };
		return { id, key: fieldLabel, value: nested(value) };
	});
	return {
		id: account.id,
		name: account.name,
		account_url: account.accountUrl,
		created_timestamp: plainDate(account.cdate),
		updated_timestamp: plainDate(account.udate),
		...(fields.length > 0 ? { fields: numbered(fields) } : {}),
	};
}

export function dealBlock(store: CdxpStore, deal: DealRecord): Nested {
	const { contacts, stages, pipelines, users, dealValues, dealFields } = store.tables;
	const contact = contacts.get(deal.contact);
	const owner = users.get(deal.owner);
	const units = Math.trunc(deal.value) / 100;
	const fields = dealValues.of(deal.id).map(({ field, value }): Nested => ({
		id: field,
		key: dealFields.get(field)?.fieldLabel ?? '',
		value: nested(value),
	}));
	return {
		id: deal.id,
		title: deal.title,
		create_date: plainDate(deal.cdate),
		create_date_iso: isoDate(deal.cdate),
		orgid: deal.account || '0',
		orgname: store.tables.accounts.get(deal.account)?.name ?? '',
		stageid: deal.stage,
		stage_title: stages.get(deal.stage)?.texts.title ?? '',
		pipelineid: deal.group,
		pipeline_title: pipelines.get(deal.group)?.title ?? '',
		value: units.toLocaleString('en-US', { minimumFractionDigits: 2 }),
		value_raw: String(units),
		currency: deal.currency,
		currency_symbol: SYMBOLS[deal.currency] ?? deal.currency.toUpperCase(),
		owner: deal.owner,
		owner_firstname: owner?.firstName ?? '',
		owner_lastname: owner?.lastName ?? '',
		contactid: deal.contact,
		contact_email: contact?.email ?? '',
		contact_firstname: contact?.firstName ?? '',
		contact_lastname: contact?.lastName ?? '',
		status: deal.status,
		...(fields.length > 0 ? { fields: numbered(fields) } : {}),
	};
}

const SYMBOLS: Record<string, string> = { usd: '$', eur: '€', gbp: '£', pln: 'zł' };

export const noteBlock = ({ id, note }: NoteRecord): Nested => ({ id, text: note });

export const pipelineBlock = ({ id, title }: PipelineRecord): Nested => ({ id, title });

export const stageBlock = ({ id, texts }: StageRecord): Nested => ({
	id,
	title: texts.title ?? '',
	color: texts.color ?? '',
});

/** A list as PHP writes it: keys 0, 1, 2. */
export function numbered(values: Array<string | Nested>): Nested {
	return Object.fromEntries(values.entries());
}

function nested(value: unknown): string | Nested {
	return Array.isArray(value) ? numbered(value.map(String)) : String(value);
}
