import type { ShopJson } from './records';

/** A small shop to look at when no other is given. */
export const DEMO_SHOP: ShopJson = {
	tags: ['firstname', 'lastname'],
	placements: { home: 4, email: 3 },
	products: [
		{
			id: '101',
			title: 'Trail Shoes',
			url: 'https://shop.example.com/trail-shoes',
			price: '299.00',
			priceOld: '349.00',
			status: true,
			categories: [{ id: 1, name: 'Shoes' }],
		},
		{
			id: '102',
			title: 'City Shoes',
			url: 'https://shop.example.com/city-shoes',
			price: '199.00',
			status: true,
			categories: [{ id: 1, name: 'Shoes' }],
		},
		{
			id: '201',
			title: 'Day Pack',
			url: 'https://shop.example.com/day-pack',
			price: '159.00',
			status: true,
			categories: [{ id: 2, name: 'Bags' }],
		},
		{
			id: '202',
			title: 'Old Bag',
			url: 'https://shop.example.com/old-bag',
			price: '59.00',
			status: false,
			categories: [{ id: 2, name: 'Bags' }],
		},
	],
	contacts: [
		{
			email: 'anna@example.com',
			agreements: [{ t: 'newsletter', c: 'I want to receive the newsletter.', s: true }],
			tags: [{ n: 'firstname', v: 'Anna' }],
		},
	],
};
