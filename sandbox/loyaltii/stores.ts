import { patchId } from './companies';
import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found, refusal } from './errors';
import { int, readModel, shapeOf, text, type Model, type Sent } from './model';
import type { Row } from './rows';

const OWNER = 'Stores';

const CREATE: Model = {
	fields: {
		Number: text(),
		Name: text(),
		Phone: text(),
		Address: text(),
		ZipCode: text(),
		City: text(),
		Email: text(),
		JsonString: text(),
	},
	owner: OWNER,
};

const COLUMNS = ['Id', ...Object.keys(CREATE.fields), 'LastModified'];

/** The stores of the account. */
export function storeEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const shape = (row: Row) => shapeOf(ctx, row, COLUMNS, OWNER);
	const storeAt = (id: unknown) => found(ctx, store.stores.get(id), 'Store');

	const checkNumber = ({ Number: number }: Sent, own?: number): void => {
		if ((number ?? null) === null || !rules.on('loyaltiiStoreNumber')) return;
		if (store.stores.find((row) => row.Number === number && row.Id !== own))
			throw refusal(ctx, 409, 'A store with this number already exists.');
	};

	return [
		{
			no: 104,
			method: 'GET',
			path: '/Stores',
			needs: ['number'],
			answer: ({ query }) =>
				shape(
					found(
						ctx,
						store.stores.find((row) => row.Number === query.number),
						'Store',
					),
				),
		},
		{
			no: 105,
			method: 'GET',
			path: '/Stores',
			takes: ['withoutJsonString'],
			answer: ({ query }) => {
				const without = query.withoutJsonString === true && rules.on('loyaltiiStoresWithoutJson');
				return store.stores
					.all()
					.map((row) => ({ ...shape(row), ...(without && { JsonString: null }) }));
			},
		},
		{
			no: 106,
			method: 'GET',
			path: '/Stores/:id',
			answer: ({ id }) => shape(storeAt(id)),
		},
		{
			no: 107,
			method: 'POST',
			path: '/Stores',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, CREATE);
				checkNumber(sent);
				return shape(store.stores.add({ ...sent, LastModified: store.date() }));
			},
		},
		{
			no: 108,
			method: 'PATCH',
			path: '/Stores',
			answer: ({ body }) => {
				const model = { ...CREATE, fields: { Id: int, ...CREATE.fields } };
				const { Id, ...sent } = readModel(ctx, body, model);
				const row = storeAt(patchId(ctx, Id, store.stores.all()));
				checkNumber(sent, row.Id);
				return shape(Object.assign(row, sent, { LastModified: store.date() }));
			},
		},
	];
}
