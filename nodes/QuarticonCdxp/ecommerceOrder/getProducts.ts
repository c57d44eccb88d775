import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { fromCents } from '../money';
import { byOffset } from '../platform';
import { notThere, readRecord, recordId, recordLocator } from '../record/kind';
import { orderKind } from './orders';

export const getProducts: Operation = {
	value: 'getProducts',
	name: 'Get Products',
	action: 'Get products of order',
	description: 'List the products of one order',
	fields: [recordLocator(orderKind, 'The order whose products to list'), simplify],
	repeatable: true,
	async run(call) {
		const id = await recordId(call, orderKind);
		if ((await readRecord(call.api, orderKind, id)) === undefined) throw notThere(orderKind, id);
		const rows = await call.api.all({
			path: ['ecomOrders', id, 'orderProducts'],
			rows: 'ecomOrderProducts',
			style: byOffset,
		});
		if (!call.flag('simplify', true)) return rows;
		return rows.map((row) => ({
			id: String(row.id),
			externalId: row.externalid,
			name: row.name,
			price: fromCents(row.price),
			quantity: Number(row.quantity),
			category: row.category || null,
			sku: row.sku || null,
		}));
	},
	sample: {
		id: '1',
		externalId: 'SKU-1',
		name: 'Teddy bear',
		price: 99.9,
		quantity: 2,
		category: 'Toys',
		sku: 'BEAR-30',
	},
};
