import type { Context } from './context';
import { contactOf, type Drop } from './identity';
import type { Job } from './queue';
import type { CordialSupplement, Fields } from './records';
import { rowsIn } from './values';

/** POST /upsertSupplementRecords. */
export function upsertRecords(ctx: Context, { body }: Job, drop: Drop): void {
	const contact = contactOf(ctx, body.contact, drop);
	if (!contact) return;
	const supplement = supplementOf(ctx, String(body.supplement));
	if (!supplement) return drop('no such supplement', body.supplement);
	for (const row of rowsIn(body.records)) {
		const id = String(row.id ?? '');
		const known = supplement.records.get(id);
		if (id === '' && ctx.rules.on('cordialRecordId')) drop('no id', row);
		else if (/^[0-9a-f]{24}$/i.test(id) && ctx.rules.on('cordialRecordIdHex'))
			drop('id of 24 hexadecimal digits', row);
		else if (known && isOlder(ctx, row, known.fields, body.updatedDateField))
			drop('older than the known record', row);
		else {
			const kept = ctx.rules.on('cordialRecordUpsert') ? known?.fields : {};
			supplement.records.set(id, { id, cID: contact.cID, fields: { ...kept, ...row } });
		}
	}
}

function supplementOf({ rules, store }: Context, key: string): CordialSupplement | undefined {
	const known = store.supplements.get(key);
	if (known || rules.on('cordialSupplementExists')) return known;
	const made: CordialSupplement = { key, name: key, records: new Map() };
	store.supplements.set(key, made);
	return made;
}

function isOlder({ rules }: Context, sent: Fields, known: Fields, field: unknown): boolean {
	if (typeof field !== 'string' || !rules.on('cordialUpdatedDateField')) return false;
	// Where either has no readable date, the comparison with NaN is false.
	return Date.parse(String(sent[field])) < Date.parse(String(known[field]));
}
