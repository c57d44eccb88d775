import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import { fieldValueShape } from './contactPartShapes';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import { entries, unprocessable } from './errors';
import type { ContactRecord, FieldRecord, FieldValueRecord } from './records';
import { resourceRoutes, type Sent, type Shape } from './resource';
import { saveValue } from './values';

/** /fieldValues: one custom field of one contact. */
export function fieldValueRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	resourceRoutes<FieldValueRecord>(app, ctx, {
		many: 'fieldValues',
		one: 'fieldValue',
		name: 'FieldValue',
		table: () => store.tables.fieldValues,
		shape: (row) => fieldValueShape(ctx, row),
		filters: {
			fieldid: ({ field }, wanted) => field === wanted || !rules.on('fieldValueFilters'),
			val: ({ value }, wanted) => value === wanted || !rules.on('fieldValueFilters'),
		},
		update: (row, sent) => {
			const contact = store.tables.contacts.get(row.contact);
			const field = store.tables.fields.get(row.field);
			return contact && field ? write(ctx, contact, field, sent) : {};
		},
		remove: ({ id }) => void store.tables.fieldValues.delete(id),
	});

	const body = checkedBody(
		'fieldValue',
		{ field: { type: ['string', 'integer'], pattern: '^[0-9]+$' } },
		['field'],
		{
			field: { rule: 'fieldValueRefusesPerstag', says: entries.fieldInvalid },
		},
	);
	app.post('/fieldValues', body, async (request) => {
		const sent = attributes(request);
		const field = fieldByIdOrTag(ctx, String(sent.field));
		if (!field) throw unprocessable(entries.fieldInvalid);
		const contact = store.tables.contacts.get(String(sent.contact));
		if (!contact) {
			if (!rules.on('linkEndsMustExist')) return { contacts: [], fieldValue: {} };
			throw unprocessable(entries.contactMissing);
		}
		return write(ctx, contact, field, sent);
	});
}

function write(ctx: Context, contact: ContactRecord, field: FieldRecord, sent: Sent): Shape {
	const row = saveValue(ctx, contact, field, sent.value);
	if (ctx.rules.on('fieldValueBumpsUdate')) contact.udate = ctx.now();
	ctx.events.contact('update', contact, 'api');
	const shape = row ? fieldValueShape(ctx, row) : {};
	const echo = ctx.rules.on('sentIdTypesEchoed')
		? { contact: sent.contact, field: sent.field, owner: sent.contact }
		: {};
	return { contacts: [contactLong(ctx, contact)], fieldValue: { ...shape, ...echo } };
}

/** The tag is looked up only for the case that the rule against it is off. */
function fieldByIdOrTag({ store }: Context, text: string): FieldRecord | undefined {
	return (
		store.tables.fields.get(text) ??
		store.tables.fields.all().find(({ perstag }) => perstag === text.toUpperCase())
	);
}
