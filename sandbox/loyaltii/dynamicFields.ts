import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { FIELD_TYPES, OWNERS, readEnum, written } from './enums';
import { found, notFound } from './errors';
import { dynamicFields } from './model';
import type { DynamicField } from './records';

/** A dynamic field as it is read. */
export function fieldShape(ctx: Context, { Name, Type, Label, Values }: DynamicField): object {
	return { Name, Type: written(ctx, FIELD_TYPES, Type), Label, Values };
}

/** The account's own fields, by what they belong to; the path has an id for those of a dynamic table only. */
export function dynamicFieldEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;

	const fieldsOf = (owner: string, tableId?: number): object[] => {
		const name = OWNERS[readEnum(ctx, OWNERS, 'owner', owner)];
		const ofTable = name === 'DynamicTable';
		const key = ofTable
			? `${name} ${found(ctx, store.tables.get(tableId), 'Dynamic table').Id}`
			: name;
		return dynamicFields(ctx, key).map((field) => fieldShape(ctx, field));
	};

	return [
		{
			no: 39,
			method: 'GET',
			path: '/DynamicFields/:id',
			needs: ['owner'],
			answer: ({ id, query }) => fieldsOf(query.owner ?? '', id),
		},
		{
			no: 39,
			method: 'GET',
			path: '/DynamicFields',
			needs: ['owner'],
			answer: ({ query }) => {
				if (!rules.on('loyaltiiOwnerWithoutId')) throw notFound(ctx, 'Owner');
				return fieldsOf(query.owner ?? '');
			},
		},
	];
}
