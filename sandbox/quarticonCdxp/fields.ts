import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { newField, optionsOf, perstagOf } from './fieldStore';
import { isoDate } from './dates';
import { entries, unprocessable } from './errors';
import type { FieldRecord } from './records';
import { echo, resourceRoutes, rowAt, type Resource, type Sent, type Shape } from './resource';
import { fieldLinks, fieldRelShape, fieldShape, optionShape } from './shapes';
import { flag, text } from './text';
import { total } from './paging';

/** The types the reference and the Article name. */
const TYPES = [
	'checkbox',
	'currency',
	'date',
	'datetime',
	'dropdown',
	'hidden',
	'listbox',
	'multiselect',
	'NULL',
	'number',
	'radio',
	'text',
	'textarea',
];
const ECHOED = ['type', 'title', 'descript', 'isrequired', 'defval', 'show_in_list', 'visible'];

/** /fields and /fields/{id}/options. */
export function fieldRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	const fields: Resource<FieldRecord> = {
		many: 'fields',
		one: 'field',
		name: 'Field',
		table: () => store.tables.fields,
		shape: (field) =>
			fieldShape(ctx, field, {
				options: optionsOf(store, field.id).map(({ id }) => id),
				relations: store.tables.fieldRels.of(field.id).map(({ id }) => id),
			}),
		filters: { perstag: ({ perstag }, value) => perstag === value.toUpperCase() },
		beside: (rows) => ({
			fieldOptions: rules.on('fieldOptionsSideLoaded')
				? rows.flatMap(({ id }) => optionsOf(store, id).map((row) => optionShape(ctx, row)))
				: [],
			fieldRels: rows.flatMap(({ id }) => store.tables.fieldRels.of(id).map(fieldRelShape)),
		}),
		meta: (found) => ({ total: total(ctx, found.length), selected: null }),
		create: {
			required: ['type', 'title'],
			status: 201,
			answer: (sent) => ({ field: create(ctx, sent) }),
		},
		update: (field, sent) => ({ field: update(ctx, field, sent) }),
		remove: ({ id }) => {
			optionsOf(store, id).forEach((option) => store.tables.options.delete(option.id));
			store.tables.fieldRels.deleteOf(id);
			store.tables.fields.delete(id);
			if (!rules.on('fieldDeleteCascades')) return;
			for (const value of store.tables.fieldValues.all())
				if (value.field === id) store.tables.fieldValues.delete(value.id);
		},
	};
	resourceRoutes(app, ctx, fields);

	app.get<{ Params: { id: string } }>('/fields/:id/options', async ({ params }) => ({
		fieldOptions: optionsOf(store, rowAt(ctx, fields, params.id).id).map((row) =>
			optionShape(ctx, row),
		),
	}));
}

/** The answer repeats what was sent, but for the tag in capitals and the place as an int. */
function create(ctx: Context, sent: Sent): Shape {
	check(ctx, sent);
	const field = newField(ctx.store, { ...read(sent), title: String(sent.title) });
	return {
		...echo(ctx, sent, ECHOED),
		perstag: ctx.rules.on('perstagUppercased') ? field.perstag : (sent.perstag ?? field.perstag),
		ordernum: Number(field.ordernum),
		cdate: isoDate(field.cdate),
		udate: isoDate(field.udate),
		links: fieldLinks(ctx, field.id),
		id: field.id,
	};
}

function update(ctx: Context, field: FieldRecord, sent: Sent): Shape {
	check(ctx, sent, field);
	const perstag = text(sent.perstag);
	Object.assign(field, read(sent), {
		perstag: perstag === undefined ? field.perstag : perstagOf(ctx.store, perstag),
		ordernum: text(sent.ordernum) ?? field.ordernum,
		udate: ctx.now(),
	});
	return fieldShape(ctx, field);
}

function check({ rules, store }: Context, sent: Sent, own?: FieldRecord): void {
	const title = text(sent.title);
	const taken = store.tables.fields.all().some((row) => row !== own && row.title === title);
	if (taken && rules.on('fieldTitleUnique'))
		throw unprocessable(entries.fieldTitleTaken(title ?? ''));
	const type = text(sent.type);
	if (type !== undefined && !TYPES.includes(type) && rules.on('fieldTypeChecked'))
		throw unprocessable(entries.attributeInvalid('type'));
}

/** What was sent, as it is stored; what was left out stays out. */
function read(sent: Sent): Partial<FieldRecord> {
	const found: Partial<FieldRecord> = {};
	for (const key of ['title', 'type', 'perstag', 'descript', 'defval'] as const) {
		const value = text(sent[key]);
		if (value !== undefined) found[key] = value;
	}
	for (const key of ['isrequired', 'show_in_list', 'visible'] as const)
		if (sent[key] !== undefined) found[key] = flag(sent[key]);
	return found;
}
