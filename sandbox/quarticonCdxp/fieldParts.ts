import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { relateField } from './fieldStore';
import { isoDate } from './dates';
import { bulkOptionsRefused } from './errors';
import type { FieldRelRecord, OptionRecord } from './records';
import { echo, related, resourceRoutes, rowAt, type Resource, type Sent } from './resource';
import { fieldRelShape, optionShape } from './shapes';
import { flag, text } from './text';

/** /fieldRels, /fieldOptions/{id} and POST /fieldOption/bulk: what a new field needs to be of use. */
export function fieldPartRoutes(app: FastifyInstance, ctx: Context): void {
	const { store, rules } = ctx;

	resourceRoutes<FieldRelRecord>(app, ctx, {
		many: 'fieldRels',
		one: 'fieldRel',
		name: 'FieldRel',
		table: () => store.tables.fieldRels,
		shape: fieldRelShape,
		remove: ({ id }) => void store.tables.fieldRels.delete(id),
		create: {
			required: ['field', 'relid'],
			status: 201,
			answer: (sent) => {
				const field = related(ctx, store.tables.fields, 'field', sent.field);
				const relid = String(sent.relid ?? 0);
				if (relid !== '0') related(ctx, store.tables.lists, 'list', relid, 'relid');
				const row = relateField(store, field?.id ?? '', relid);
				const { dorder: _dorder, ...shape } = fieldRelShape(row);
				return { fieldRel: { ...shape, ...echo(ctx, sent, ['field', 'relid']) } };
			},
		},
	});

	const options: Resource<OptionRecord> = {
		many: 'fieldOptions',
		one: 'fieldOption',
		name: 'FieldOption',
		table: () => store.tables.options,
		shape: (row) => optionShape(ctx, row),
	};
	resourceRoutes(app, ctx, options);

	app.delete<{ Params: { id: string } }>('/fieldOptions/:id', async ({ params }, reply) => {
		store.tables.options.delete(rowAt(ctx, options, params.id).id);
		if (!rules.on('fieldOptionDeleteEmpty')) return {};
		return await reply.header('X-Ac-Error', 'Code 9001').send('');
	});

	app.post('/fieldOption/bulk', async (request, reply) => {
		const sent = (request.body as { fieldOptions?: unknown } | undefined)?.fieldOptions;
		const isWhole = Array.isArray(sent) && sent.length > 0 && sent.every(isOption);
		if (!isWhole && rules.on('fieldOptionBulkText')) throw bulkOptionsRefused();
		const rows = Array.isArray(sent) ? sent.filter(isOption) : [];
		rows.forEach((option) => related(ctx, store.tables.fields, 'field', option.field));
		return await reply.code(201).send({ fieldOptions: rows.map((row) => addOption(ctx, row)) });
	});
}

function isOption(value: unknown): value is Sent {
	if (typeof value !== 'object' || value === null) return false;
	const { field, value: own } = value as Sent;
	return text(field) !== undefined && text(own) !== undefined;
}

/** Stores an option and answers as sent: numbers stay numbers, true and false become 1 and 0. */
function addOption(ctx: Context, sent: Sent): Record<string, unknown> {
	const { store } = ctx;
	const field = String(sent.field);
	const isDefault = sent.isdefault === undefined ? {} : { isdefault: Number(flag(sent.isdefault)) };
	const row = store.tables.options.add({
		field,
		value: String(sent.value),
		label: text(sent.label) ?? String(sent.value),
		orderid: text(sent.orderid) ?? '0',
		isdefault: flag(sent.isdefault),
		cdate: ctx.now(),
	});
	const { links } = optionShape(ctx, row);
	return {
		...echo(ctx, sent, ['orderid', 'value', 'label']),
		...isDefault,
		field: sent.field,
		cdate: isoDate(row.cdate),
		udate: isoDate(row.cdate),
		links,
		id: row.id,
	};
}
