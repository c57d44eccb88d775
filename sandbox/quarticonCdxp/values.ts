import { unprocessable, entries } from './errors';
import type { Context } from './context';
import { inAccountZone } from './dates';
import type { ContactRecord, FieldRecord, FieldValueRecord } from './records';

const TEXT_LIMIT = 65_535;

/** Stores one custom field value as the vendor would; undefined when the vendor would not save it. */
export function saveValue(
	ctx: Context,
	contact: ContactRecord,
	field: FieldRecord,
	value: unknown,
): FieldValueRecord | undefined {
	const text = stored(ctx, field, scalar(value));
	if (text === undefined || (text === '' && !ctx.rules.on('emptyStringClears')))
		return ctx.store.tables.fieldValues.find(contact.id, field.id);
	return ctx.store.setFieldValue(contact.id, field.id, text);
}

/** Stores the `fieldValues` of a contact body and returns what was set; what the account does not know is dropped. */
export function saveValues(
	ctx: Context,
	contact: ContactRecord,
	sent: unknown,
): FieldValueRecord[] {
	const saved: FieldValueRecord[] = [];
	for (const entry of Array.isArray(sent)
		? (sent as Array<{ field?: unknown; value?: unknown } | null>)
		: []) {
		const field = ctx.store.tables.fields.get(String(entry?.field ?? ''));
		if (!field) {
			if (ctx.rules.on('unknownFieldsDropped')) continue;
			throw unprocessable(entries.fieldInvalid);
		}
		const row = saveValue(ctx, contact, field, entry?.value);
		if (row && !saved.includes(row)) saved.push(row);
	}
	return saved;
}

/** Values are strings; other scalars become one as PHP casts them, anything else is not saved. */
function scalar(value: unknown): string | undefined {
	if (value === null || value === undefined || value === false) return '';
	if (value === true) return '1';
	return typeof value === 'object' ? undefined : String(value);
}

function stored(
	{ rules }: Context,
	field: FieldRecord,
	text: string | undefined,
): string | undefined {
	if (text === undefined) return undefined;
	if (field.type === 'text' && [...text].length > TEXT_LIMIT && rules.on('textLimit'))
		return undefined;
	if (field.type === 'datetime' && rules.on('datetimeInAccountZone')) return inAccountZone(text);
	return rules.on('valuesStoredAsSent')
		? text
		: text.replace(/^\|\||\|\|$/g, '').replaceAll('||', ', ');
}
