import { toIso } from '../dates';
import { fromCents } from '../money';
import { byOffset } from '../platform';
import type { Kind } from '../record/kind';
import { byName } from '../../shared/sorting';

/** The platform's numbers for how far an order is; 0 and 4 are named by the reference alone. */
const STATES = ['pending', 'completed', 'abandoned', 'recovered', 'waiting'];

export const stateChoices = STATES.map((state, value) => ({
	name: state[0].toUpperCase() + state.slice(1),
	value,
})).sort(byName);

const orNull = (value: unknown) =>
	(value === '' || value === undefined ? null : value) as string | null;

/** Orders of shops, and carts that were left behind. */
export const orderKind: Kind = {
	noun: 'order',
	plural: 'orders',
	field: 'order',
	list: { path: ['ecomOrders'], rows: 'ecomOrders', style: byOffset },
	key: 'ecomOrder',
	nameOf: ({ externalid }) => String(externalid ?? ''),
	labelOf: ({ orderNumber, externalid, externalcheckoutid, email }) =>
		[
			[externalid, orderNumber, externalcheckoutid].find((name) => orNull(name) !== null),
			email,
		].join(' – '),
	search: (externalId) => ({ 'filters[externalid]': externalId }),
	example: { id: '1', name: '2024/1001' },
	simplify: (row) => ({
		id: String(row.id),
		externalId: orNull(row.externalid),
		externalCheckoutId: orNull(row.externalcheckoutid),
		orderNumber: orNull(row.orderNumber),
		state: STATES[Number(row.state)] ?? String(row.state),
		connection: String(row.connectionid ?? ''),
		customer: String(row.customerid ?? ''),
		email: row.email,
		totalPrice: fromCents(row.totalPrice),
		shippingAmount: fromCents(row.shippingAmount),
		taxAmount: fromCents(row.taxAmount),
		discountAmount: fromCents(row.discountAmount),
		currency: row.currency,
		orderedAt: toIso(row.externalCreatedDate),
		abandonedAt: toIso(row.abandonedDate),
	}),
	sample: {
		id: '1',
		externalId: '2024/1001',
		externalCheckoutId: null,
		orderNumber: '1001',
		state: 'completed',
		connection: '1',
		customer: '1',
		email: 'jan@example.com',
		totalPrice: 259.98,
		shippingAmount: 15,
		taxAmount: 48.61,
		discountAmount: 0,
		currency: 'PLN',
		orderedAt: '2024-02-28T12:16:48.000Z',
		abandonedAt: null,
	},
};
