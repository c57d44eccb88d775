import type { FastifyInstance } from 'fastify';
import { attributes, checkedBody } from './checks';
import { fieldValueShape } from './contactPartShapes';
import { contactLong } from './contactShapes';
import type { Context } from './context';
import { entries, notFound, unprocessable } from './errors';
import { pageInput, pageOf, pathId, total } from './paging';
import type { FieldRecord, OptionRecord } from './records';
import { fieldRelShape, fieldShape, optionShape } from './shapes';
import { saveValue } from './values';
import { queryMap } from './wire';

interface ById {
	Params: { id: string };
}

/** GET /fields, /fields/{id}, /fields/{id}/options and POST /fieldValues. */
export function fieldRoutes(app: FastifyInstance, ctx: Context): void {
	app.get('/fields', async (request) => {
		const query = request.query as Record<string, unknown>;
		const perstag = new Map(queryMap(query, 'filters')).get('perstag')?.toUpperCase();
		const found = ctx.store.tables.fields
			.all()
			.filter((field) => perstag === undefined || field.perstag === perstag);
		const { fieldOptions, fieldRels, fields } = fieldPage(
			ctx,
			pageOf(found, pageInput(ctx, query)),
		);
		return {
			fieldOptions,
			fieldRels,
			fields,
			meta: { total: total(ctx, found.length), selected: null },
		};
	});

	app.get<ById>('/fields/:id', async (request) => {
		const { fieldOptions, fieldRels, fields } = fieldPage(ctx, [fieldAt(ctx, request.params.id)]);
		return { fieldOptions, fieldRels, field: fields[0] };
	});

	app.get<ById>('/fields/:id/options', async (request) => ({
		fieldOptions: optionsOf(ctx, fieldAt(ctx, request.params.id)).map((row, index) =>
			optionShape(ctx, row, index),
		),
	}));

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
		const contact = ctx.store.tables.contacts.get(String(sent.contact));
		if (!contact) {
			if (!ctx.rules.on('linkEndsMustExist')) return { contacts: [], fieldValue: {} };
			throw unprocessable(entries.contactMissing);
		}
		const row = saveValue(ctx, contact, field, sent.value);
		if (ctx.rules.on('fieldValueBumpsUdate')) contact.udate = ctx.now();
		ctx.events.contact('update', contact, 'api');
		const shape = row ? fieldValueShape(ctx, row) : {};
		const echo = ctx.rules.on('sentIdTypesEchoed')
			? { contact: sent.contact, field: sent.field, owner: sent.contact }
			: {};
		return { contacts: [contactLong(ctx, contact)], fieldValue: { ...shape, ...echo } };
	});
}

function fieldPage(ctx: Context, rows: FieldRecord[]) {
	const options = rows.map((field) => optionsOf(ctx, field));
	const sideLoaded = ctx.rules.on('fieldOptionsSideLoaded');
	return {
		fieldOptions: sideLoaded
			? options.flatMap((own) => own.map((row, index) => optionShape(ctx, row, index)))
			: [],
		fieldRels: rows.map(fieldRelShape),
		fields: rows.map((field, index) => fieldShape(ctx, field, options[index] ?? [])),
	};
}

function optionsOf({ store }: Context, field: FieldRecord): OptionRecord[] {
	return store.tables.options.all().filter((option) => option.field === field.id);
}

function fieldAt(ctx: Context, id: string): FieldRecord {
	const field = ctx.store.tables.fields.get(pathId(id));
	if (!field) throw notFound(ctx.rules, 'Field', pathId(id));
	return field;
}

/** The tag is looked up only for the case that the rule against it is off. */
function fieldByIdOrTag({ store }: Context, text: string): FieldRecord | undefined {
	return (
		store.tables.fields.get(text) ??
		store.tables.fields.all().find(({ perstag }) => perstag === text.toUpperCase())
	);
}
