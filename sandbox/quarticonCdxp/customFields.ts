import type { FastifyInstance } from 'fastify';
import { Refusal } from '../shared/platform';
import type { Context } from './context';
import type { CustomFieldRecord, CustomValueRecord } from './crmRecords';
import { accountFields, dealFields, saveCustomValue, valueShape, type Owner } from './customValues';
import { utcDate } from './dates';
import { entries, notFoundPlain, unprocessable } from './errors';
import {
	isNothing,
	related,
	resourceRoutes,
	type Resource,
	type Sent,
	type Shape,
} from './resource';
import { flag, text } from './text';

/** /dealCustomFieldMeta, /dealCustomFieldData and their twins of accounts: definitions and values. */
export function customFieldRoutes(app: FastifyInstance, ctx: Context): void {
	for (const owner of [dealFields(ctx), accountFields(ctx)]) {
		resourceRoutes(app, ctx, definitions(ctx, owner));
		resourceRoutes(app, ctx, values(ctx, owner));
	}
}

function definitions(ctx: Context, owner: Owner): Resource<CustomFieldRecord> {
	const many = `${owner.kind}CustomFieldMeta`;
	const one = `${owner.kind}CustomFieldMetum`;
	const shape = (row: CustomFieldRecord) => fieldShape(ctx, owner, row);
	return {
		...newerStyle(ctx, many),
		many,
		one,
		table: owner.fields,
		shape,
		meta: (found) =>
			ctx.rules.on('customFieldsNoTotal') ? undefined : { total: String(found.length) },
		create: {
			required: [],
			status: owner.kind === 'deal' ? 201 : 200,
			answer: (sent) => {
				const lacking = ['field label', 'field type'].filter((name) =>
					isNothing(sent[name === 'field label' ? 'fieldLabel' : 'fieldType']),
				);
				if (lacking.length > 0 && ctx.rules.on('requiredKeys'))
					throw new Refusal(422, {
						errors: lacking.map((name) => ({
							title: `The ${name} field is required.`,
							detail: '',
							code: 422,
						})),
					});
				return { [one]: shape(newCustomField(ctx, owner, sent)) };
			},
		},
		update: (row, sent) => {
			Object.assign(row, read(sent), { udate: ctx.now() });
			return { [one]: shape(row) };
		},
		remove: ({ id }) => {
			owner.fields().delete(id);
			for (const value of owner.values().all())
				if (value.field === id) owner.values().delete(value.id);
			return deleted(ctx, many);
		},
	};
}

function values(ctx: Context, owner: Owner): Resource<CustomValueRecord> {
	const many = `${owner.kind}CustomFieldData`;
	const one = `${owner.kind}CustomFieldDatum`;
	const shape = (row: CustomValueRecord) => valueShape(ctx, owner, row);
	return {
		...newerStyle(ctx, many),
		many,
		one,
		table: owner.values,
		shape,
		filters: { [owner.keys[0] ?? '']: (row, value) => row.owner === value },
		meta: (found) => ({
			total: ctx.rules.on('dealTotalsAreInts') ? found.length : String(found.length),
		}),
		create: {
			required: ['customFieldId', 'fieldValue'],
			status: 200,
			answer: (sent) => {
				const key = owner.keys.find((name) => !isNothing(sent[name])) ?? owner.keys[0] ?? '';
				if (isNothing(sent[key]) && ctx.rules.on('requiredKeys'))
					throw unprocessable(entries.notProvided(one, key));
				const holder = related(ctx, owner.owners(), owner.kind, sent[key], key);
				const field = related(ctx, owner.fields(), 'customField', sent.customFieldId);
				if (!holder || !field) return { [one]: {} };
				const { row, before } = saveCustomValue(ctx, owner, holder.id, field, sent);
				return { [one]: { ...shape(row), originalValue: before } };
			},
		},
		update: (row, sent) => {
			const field = owner.fields().get(row.field);
			if (!field) return { [one]: shape(row) };
			const { before } = saveCustomValue(ctx, owner, row.owner, field, sent);
			return { [one]: { ...shape(row), originalValue: before } };
		},
		remove: ({ id }) => {
			owner.values().delete(id);
			return deleted(ctx, many);
		},
	};
}

/** These resources are younger than the rest: other 404s, and a message where others answer `{}`. */
function newerStyle({ rules }: Context, name: string) {
	return { name, missing: () => (rules.on('customFieldsOwn404') ? notFoundPlain() : undefined) };
}

function deleted({ rules }: Context, many: string): Shape {
	const name = many.charAt(0).toUpperCase() + many.slice(1);
	return rules.on('customFieldsSayDeleted') ? { message: `${name} deleted.` } : {};
}

/** Adds a definition. */
export function newCustomField(
	ctx: Pick<Context, 'now'>,
	owner: Owner,
	sent: Sent,
): CustomFieldRecord {
	const now = ctx.now();
	return owner.fields().add({
		fieldLabel: '',
		fieldType: 'text',
		fieldOptions: null,
		fieldDefault: null,
		fieldDefaultCurrency: null,
		isFormVisible: 0,
		isRequired: 0,
		displayOrder: owner.fields().size + 1,
		...read(sent),
		...(isNothing(sent.fieldType) ? {} : { fieldType: String(sent.fieldType) }),
		cdate: now,
		udate: now,
	});
}

/** The attributes that can be changed later; the type is not among them. */
function read(sent: Sent): Partial<CustomFieldRecord> {
	const found: Partial<CustomFieldRecord> = {};
	if (text(sent.fieldLabel) !== undefined) found.fieldLabel = text(sent.fieldLabel);
	for (const key of ['fieldOptions', 'fieldDefault', 'fieldDefaultCurrency'] as const)
		if (sent[key] !== undefined) found[key] = sent[key];
	for (const key of ['isFormVisible', 'isRequired'] as const)
		if (sent[key] !== undefined) found[key] = Number(flag(sent[key]));
	if (sent.displayOrder !== undefined) found.displayOrder = Number(sent.displayOrder);
	return found;
}

function fieldShape(ctx: Context, { kind }: Owner, row: CustomFieldRecord): Shape {
	const self = `${ctx.api()}/${kind}CustomFieldMeta/${row.id}`;
	const tag = row.fieldLabel.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
	const { cdate, udate, id, ...rest } = row;
	return {
		id,
		...rest,
		personalization: kind === 'deal' ? `DEAL_${tag}` : '',
		knownFieldId: null,
		hideFieldFlag: 0,
		createdTimestamp: utcDate(cdate),
		updatedTimestamp: utcDate(udate),
		links: { [`${kind}CustomFieldData`]: `${self}/${kind}CustomFieldData` },
	};
}
