import type { FieldRecord, FieldRelRecord, OptionRecord } from './records';
import type { CdxpStore } from './store';

/** Adds a field as the API does: in no list, without options. */
export function newField(
	store: CdxpStore,
	field: Partial<FieldRecord> & { title: string },
	id?: number | string,
): FieldRecord {
	const cdate = store.now();
	return store.tables.fields.add(
		{
			type: 'text',
			descript: '',
			defval: '',
			isrequired: '0',
			show_in_list: '0',
			visible: '1',
			...field,
			perstag: perstagOf(store, field.perstag ?? field.title.replace(/\s+/g, '_')),
			ordernum: String(store.tables.fields.size + 1),
			cdate,
			udate: cdate,
		},
		id,
	);
}

/** A personalisation tag as the vendor keeps it. */
export function perstagOf({ rules }: CdxpStore, text: string): string {
	return rules.on('perstagUppercased') ? text.replace(/\s+/g, '').toUpperCase() : text;
}

/** Makes a field known to a list, or with "0" to all; the same again changes nothing. */
export function relateField(store: CdxpStore, field: string, relid: string): FieldRelRecord {
	return (
		store.tables.fieldRels.find(field, relid) ??
		store.tables.fieldRels.add({ field, relid, cdate: store.now() })
	);
}

/** The options of a field, in the order they were added. */
export function optionsOf({ tables }: CdxpStore, field: string): OptionRecord[] {
	return tables.options.of(field);
}
