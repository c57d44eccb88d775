import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { Resource } from '../../shared/operation';
import type { Meaning } from '../../shared/platform';
import { done, ids, many, one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { hidden, onlyFor, required, selector, text, whole } from '../endpoint/entries';
import { holds } from '../endpoint/holds';
import { changes, GET_MANY, operation } from '../endpoint/operation';
import { afterIdField } from '../endpoint/shared';
import { createMany } from '../table/createMany';
import { checkRow, columns, externalId, LOCKED, name, table, TAKEN } from '../table/fields';

const ENTITY: IDataObject = {
	Id: 1,
	Secret: 'mx7Kq',
	ExternalId: 'SKU-1',
	Name: 'Teddy bear',
	Created: '2025-08-27T10:00:00+02:00',
	LastModified: '2025-08-27T10:00:00+02:00',
};

const id = whole('id', 'Entity ID', "The entity, by the platform's own ID", {
	name: 'entityId',
	required: true,
	placeholder: '1',
});
const secret = hidden(
	'Secret',
	'Secret',
	'A secret of your own, where the platform is not to make one',
	{
		placeholder: 'mx7Kq',
	},
);

const getBy = selector('Get By', 'by', 'What the entity is looked up by', [
	{ name: 'ID', value: 'id' },
	{ name: 'External ID', value: 'externalId' },
	{ name: 'Secret', value: 'secret' },
]);

/** After a lost answer: external IDs are unique in a table, so a row that has it is the one, if it says the same. */
async function entityBy(
	{ tableName, ...content }: IDataObject,
	{ api }: Call,
): Promise<IDataObject | Failure | undefined> {
	const { status, body } = await api.request({
		method: 'GET',
		path: ['table', String(tableName)],
		query: { externalId: content.ExternalId },
		accept: [404],
		expects: 'Id',
	});
	if (status === 404) return undefined;
	return holds(body, content) ? body : new Failure({ ...TAKEN, code: 'conflict', httpStatus: 409 });
}

const MISSING: Meaning = {
	message: 'There is no such table or entity, or no field to change was given',
	remedy: 'Check the table, the ID and the columns of this item.',
};

export const tableEntityResource: Resource = {
	value: 'tableEntity',
	name: 'Dynamic Table Entity',
	initial: GET_MANY,
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create table entity',
			description: 'Add a row to a dynamic table',
			endpoint: at(45, 'POST table/{tableName}'),
			fields: [table('The table to add to'), externalId, name, columns],
			more: [secret],
			answer: one(ENTITY),
			record: 'externalId',
			check: checkRow,
			findExisting: (content, call) =>
				content.ExternalId === undefined ? undefined : async () => await entityBy(content, call),
			meanings: { 409: TAKEN, 423: LOCKED },
		}),
		createMany,
		operation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete table entity',
			description: 'Remove a row of a dynamic table for good',
			endpoint: at(48, 'DELETE table/{tableName}/{id}'),
			fields: [table('The table to delete from'), id],
			answer: done('Deleted', ENTITY),
			record: 'entityId',
			seeks: 'entity with this ID in the table',
			meanings: { 423: LOCKED },
		}),
		operation({
			value: 'get',
			name: 'Get',
			action: 'Get table entity',
			description: 'Show one row of a dynamic table',
			endpoint: {
				id: at(44, 'GET table/{tableName}/{id}'),
				externalId: at(42, 'GET table/{tableName}?externalId={externalId}'),
				secret: at(41, 'GET table/{tableName}?secret={secret}'),
			},
			fields: [
				table('The table to look in'),
				getBy,
				onlyFor(getBy, ['id'], id),
				onlyFor(
					getBy,
					['externalId'],
					required(
						text('externalId', 'External ID', 'Your own ID of the row', { placeholder: 'SKU-1' }),
					),
				),
				onlyFor(
					getBy,
					['secret'],
					required(hidden('secret', 'Secret', 'The secret of the row', { placeholder: 'mx7Kq' })),
				),
			],
			answer: one(ENTITY),
			seeks: 'entity with this ID, external ID or secret in the table',
		}),
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many table entities',
			description: 'List the rows of a dynamic table in the order of their IDs, 1,000 per request',
			endpoint: at(43, 'GET table/{tableName}?lastId={lastId}&take={take}', { pages: 'take' }),
			fields: [table('The table to list')],
			more: [afterIdField],
			answer: many(ENTITY),
		}),
		operation({
			value: 'getIds',
			name: 'Get IDs',
			action: 'Get identifiers of table entities',
			description: 'List the IDs of the rows of a table; they come at once, whatever the limit',
			endpoint: at(40, 'GET table/{tableName}'),
			fields: [table('The table to list')],
			answer: ids(),
		}),
		operation({
			value: 'update',
			name: 'Update',
			action: 'Update table entity',
			description: 'Change a row of a dynamic table; columns left out keep their value',
			endpoint: at(47, 'PATCH table/{tableName}/{id}'),
			fields: [table('The table with the row'), id, columns],
			more: [externalId, name],
			answer: done('Updated', ENTITY),
			record: 'entityId',
			// The platform answers an empty change with 404.
			check: changes('Columns', 'tableName', 'id'),
			meanings: {
				400: {
					message: 'None of the fields belongs to the table',
					remedy: 'Choose columns of the table.',
				},
				404: MISSING,
				409: TAKEN,
				423: LOCKED,
			},
		}),
	],
};
