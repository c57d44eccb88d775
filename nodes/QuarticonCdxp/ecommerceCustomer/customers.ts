import { fromCents } from '../money';
import { byOffset } from '../platform';
import type { Kind } from '../record/kind';

/** Contacts as a shop knows them. */
export const customerKind: Kind = {
	noun: 'customer',
	plural: 'customers',
	field: 'customer',
	list: { path: ['ecomCustomers'], rows: 'ecomCustomers', style: byOffset },
	key: 'ecomCustomer',
	// The row that sums an address up over all shops is none of its customers.
	nameOf: ({ email, connectionid }) =>
		String(connectionid) === '0' ? `${String(email)} (all shops)` : String(email ?? ''),
	labelOf: ({ email, connectionid, externalid }) =>
		String(connectionid) === '0'
			? `${String(email)} (all shops)`
			: `${String(email)} – ${String(externalid)} (connection ID ${String(connectionid)})`,
	search: (email) => ({ 'filters[email]': email }),
	example: { id: '1', name: 'jan@example.com' },
	simplify: (row) => ({
		id: String(row.id),
		connection: String(row.connectionid ?? ''),
		externalId: row.externalid,
		email: row.email,
		acceptsMarketing: String(row.acceptsMarketing ?? '0') === '1',
		orders: Number(row.totalOrders ?? 0),
		revenue: fromCents(row.totalRevenue),
		products: Number(row.totalProducts ?? 0),
	}),
	sample: {
		id: '1',
		connection: '1',
		externalId: '56789',
		email: 'jan@example.com',
		acceptsMarketing: true,
		orders: 2,
		revenue: 259.98,
		products: 3,
	},
};

/** The customers of one shop. */
export const customersOf = (connection: string) => ({
	list: customerKind.list,
	search: (email: string) => ({ 'filters[email]': email, 'filters[connectionid]': connection }),
});
