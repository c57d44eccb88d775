import { toIso } from '../dates';
import { byOffset } from '../platform';
import type { Kind } from '../record/kind';

/** Shops an account knows: what customers and orders belong to. */
export const connectionKind: Kind = {
	noun: 'connection',
	plural: 'connections',
	field: 'connection',
	list: { path: ['connections'], rows: 'connections', style: byOffset },
	key: 'connection',
	nameOf: ({ name }) => String(name ?? ''),
	example: { id: '1', name: 'Example Shop' },
	simplify: ({ id, service, externalid, name, logoUrl, linkUrl, cdate, udate }) => ({
		id: String(id),
		service,
		externalId: externalid,
		name,
		logoUrl,
		linkUrl,
		createdAt: toIso(cdate),
		updatedAt: toIso(udate),
	}),
	sample: {
		id: '1',
		service: 'woocommerce',
		externalId: 'shop.example.com',
		name: 'Example Shop',
		logoUrl: 'https://shop.example.com/logo.png',
		linkUrl: 'https://shop.example.com',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};
