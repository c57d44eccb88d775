import { Refusal } from '../shared/platform';
import type { LinkTable, Table } from '../shared/table';
import type { Context } from './context';
import type { CustomFieldRecord, CustomValueRecord } from './crmRecords';
import { utcDate } from './dates';
import { isNothing, objects, type Sent, type Shape } from './resource';
import type { CdxpStore } from './store';
import { text } from './text';

/** What has custom fields of this newer sort: deals and accounts. */
export interface Owner {
	kind: 'deal' | 'account';
	fields(): Table<CustomFieldRecord>;
	values(): LinkTable<CustomValueRecord>;
	owners(): Table<{ id: string }>;
	/** Keys that name the owner in a request, the one to filter by first. */
	keys: string[];
}

export const dealFields = ({ store }: { store: CdxpStore }): Owner => ({
	kind: 'deal',
	fields: () => store.tables.dealFields,
	values: () => store.tables.dealValues,
	owners: () => store.tables.deals,
	keys: ['dealId'],
});

export const accountFields = ({ store }: { store: CdxpStore }): Owner => ({
	kind: 'account',
	fields: () => store.tables.accountFields,
	values: () => store.tables.accountValues,
	owners: () => store.tables.accounts,
	// The reference lists the first and shows both in its samples.
	keys: ['customerAccountId', 'accountId'],
});

/** Stores the `fields` of a deal or account body; what the account does not know is dropped, as a sync does. */
export function saveCustomValues(ctx: Context, owner: Owner, id: string, sent: unknown): Shape {
	if (!Array.isArray(sent)) return {};
	const rows = objects(sent);
	for (const row of rows) {
		const field = owner.fields().get(String(row.customFieldId));
		if (field) saveCustomValue(ctx, owner, id, field, row);
	}
	return { fields: rows.map((row) => ({ ...row, [`${owner.kind}Id`]: id })) };
}

/** Stores one value; `before` is what was there, as the vendor tells it. */
export function saveCustomValue(
	ctx: Context,
	owner: Owner,
	id: string,
	field: CustomFieldRecord,
	{ fieldValue, fieldCurrency }: Sent,
): { row: CustomValueRecord; before: unknown } {
	if (!fits(ctx, field.fieldType, fieldValue)) throw unfit(field.fieldType, fieldValue);
	const now = ctx.now();
	const known = owner.values().find(id, field.id);
	const before = known?.value ?? '';
	const isEmpty = isNothing(fieldValue) || (Array.isArray(fieldValue) && fieldValue.length === 0);
	if (known && isEmpty && !ctx.rules.on('customValuesEmptied')) return { row: known, before };
	const currency = field.fieldType === 'currency' ? (fieldCurrency ?? known?.currency) : undefined;
	const written = {
		value: fieldValue,
		currency: currency ?? field.fieldDefaultCurrency,
		udate: now,
	};
	const row = known
		? Object.assign(known, written)
		: owner.values().add({ owner: id, field: field.id, ...written, cdate: now });
	return { row, before };
}

/** Dates must be dates, numbers numbers; several values are an array here, even if there is only one. */
function fits({ rules }: Context, type: string, value: unknown): boolean {
	if (isNothing(value)) return true;
	if (type === 'multiselect' || type === 'checkbox')
		return Array.isArray(value) || !rules.on('customValuesAreArrays');
	if (!rules.on('customValuesChecked')) return true;
	if (type === 'date' || type === 'datetime')
		return (
			/^\d{4}[-/]\d{2}[-/]\d{2}/.test(String(value)) && !Number.isNaN(Date.parse(String(value)))
		);
	if (type === 'number' || type === 'currency') return Number.isFinite(Number(value));
	return typeof value !== 'object';
}

function unfit(type: string, value: unknown): Refusal {
	const detail = `The custom field value \`${text(value) ?? JSON.stringify(value)}\` could not be saved to the custom field of type \`${type}\`.`;
	return new Refusal(422, { errors: [{ detail }] });
}

/** The ids of others are ints here. */
export function valueShape(ctx: Context, { kind }: Owner, row: CustomValueRecord): Shape {
	const self = `${ctx.api()}/${kind}CustomFieldData/${row.id}`;
	return {
		id: row.id,
		[`${kind}CustomFieldMetumId`]: Number(row.field),
		[`${kind}Id`]: Number(row.owner),
		customFieldId: Number(row.field),
		createdTimestamp: utcDate(row.cdate),
		updatedTimestamp: utcDate(row.udate),
		fieldValue: row.value,
		...(isNothing(row.currency) ? {} : { fieldCurrency: row.currency }),
		links: {
			[kind]: `${self}/${kind}`,
			[`${kind}CustomFieldMetum`]: `${self}/${kind}CustomFieldMetum`,
		},
	};
}
