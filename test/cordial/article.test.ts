/** The article's eight sample requests, against what the node sends when it is given the same. */
import type { IDataObject } from 'n8n-workflow';

import { ARTICLE } from './article';
import type { Account } from './harness';
import { by, startAccount } from './harness';

let account: Account;
beforeEach(async () => (account = await startAccount()));
afterEach(async () => await account.close());

const options = { source: 'api.example.com' };

interface Example {
	parameters: IDataObject;
	/** What the items hold; they make one request. */
	items?: IDataObject[];
	/** How the request differs from the sample. docs/cordial.md says why. */
	deviations?: (sample: IDataObject) => void;
}

/** An empty list in the place of attributes says nothing, and is left out. */
const withoutAttr = (sample: IDataObject) => {
	for (const item of sample.items as IDataObject[]) delete item.attr;
};

const twoContacts = ARTICLE.addContactsToList.contacts.identifiers as IDataObject[];
const upserted = ARTICLE.upsertContact;
const created = ARTICLE.createContactactivities.contact;
const [view] = ARTICLE.createContactactivities.contactActivities;
const { city, country, geoLoc } = view.geo;
const order = ARTICLE.upsertOrder;

const EXAMPLES: Record<keyof typeof ARTICLE, Example> = {
	upsertContact: {
		parameters: {
			resource: 'contact',
			operation: 'upsert',
			identifiers: by(upserted.identifiers),
			contactFields: {
				attributes: {
					values: [
						{ key: 'array', value: '={{ [1, 2, 3] }}' },
						{ key: 'number', type: 'number', value: '2' },
						{ key: 'location.postal_code', type: 'text', value: '={{ 92613 }}' },
						{ key: 'email', value: 'new@example.com' },
						{ key: 'customId', value: 'test-user' },
					],
				},
				subscribeStatus: 'subscribed',
				lists: { values: [{ list: 'LISTNAME', membership: 'false' }] },
				forceSubscribe: true,
				mergeAllowed: true,
				mergeableSecondaryKeys: 'email',
			},
			options: { ...options, identifiersPriority: 'customId, email, phone' },
		},
	},
	createContactactivities: {
		parameters: {
			resource: 'activity',
			operation: 'create',
			identifiers: by(created.identifiers),
			activityName: view.name,
			additionalFields: {
				time: view.time,
				properties: {
					values: [
						{ key: 'first', value: 'test' },
						{ key: 'number', value: '={{ 2 }}' },
						{ key: 'url', value: '/academy/' },
					],
				},
				geo: { values: { city, country, lat: `${geoLoc.lat}`, lon: `${geoLoc.lon}` } },
				device: { values: { ...view.device, robot: 'false' } },
			},
			contactFields: {
				attributes: { values: [{ key: 'required_attribute', value: 'my-cool-attr' }] },
				forceSubscribe: false,
				mergeAllowed: true,
				mergeableSecondaryKeys: 'email',
				canBeCreated: true,
				canBeUpdated: false,
			},
			options: { ...options, identifiersPriority: 'customId, email, phone' },
		},
	},
	addContactsToList: {
		parameters: {
			resource: 'list',
			operation: 'addContacts',
			list: 'MyList',
			identifiers: by({ custom_id: '={{ $json.custom_id }}', email: '={{ $json.email }}' }),
			options: { ...options, isAllowedToCreateLists: true },
		},
		items: twoContacts,
	},
	removeContactsFromList: {
		parameters: {
			resource: 'list',
			operation: 'removeContacts',
			list: 'test-list',
			identifiers: by({ custom_id: '={{ $json.custom_id }}', email: '={{ $json.email }}' }),
			options: { ...options, listKeys: { values: [{ key: 'segment_group_id', value: '777' }] } },
		},
		items: twoContacts,
	},
	upsertOrder: {
		parameters: {
			resource: 'order',
			operation: 'upsert',
			identifiers: by(order.contact.identifiers),
			orderId: order.orderID,
			purchaseDate: order.purchaseDate,
			status: order.status,
			items: {
				values: [
					{
						...order.items[0],
						itemPrice: '23.54',
						images: 'https://cdn.example.com/product.jpg',
						properties: '{ "variant": "black", "size": "xs" }',
						attr: '',
					},
				],
			},
			additionalFields: {
				totalAmount: '623.32',
				tax: 42.76,
				properties: { values: [{ key: 'affiliation', value: 'Google' }] },
			},
			options: {
				...options,
				cartFlagName: 'removeItemsFromCart',
				removeItemsFromCart: true,
			},
		},
		deviations: withoutAttr,
	},
	upsertSupplementRecords: {
		parameters: {
			resource: 'supplement',
			operation: 'upsert',
			identifiers: by({ email: 'test@example.com' }),
			supplement: 'recharge_subscriptions',
			recordsInput: 'json',
			recordsJson: '={{ [$json] }}',
			options: { ...options, updatedDateField: 'updated_at' },
		},
		items: ARTICLE.upsertSupplementRecords.records as IDataObject[],
	},
	addProductsToCart: {
		parameters: {
			resource: 'cart',
			operation: 'addProducts',
			identifiers: by({ email: 'test@example.com' }),
			itemsInput: 'json',
			itemsJson: '={{ $json.items }}',
			options,
		},
		items: [{ items: ARTICLE.addProductsToCart.items }],
		deviations: withoutAttr,
	},
	removeProductsFromCart: {
		parameters: {
			resource: 'cart',
			operation: 'removeProducts',
			identifiers: by(ARTICLE.removeProductsFromCart.contact.identifiers),
			items: { values: [{ productID: '={{ $json.productID }}', qty: '={{ $json.qty }}' }] },
			options,
		},
		items: ARTICLE.removeProductsFromCart.items,
	},
};

it.each(Object.entries(EXAMPLES))('%s', async (call, { parameters, items, deviations }) => {
	const { done, status } = await account.run(parameters, items ?? [{}]);
	expect(status).toBe('success');
	expect(done).toHaveLength(items?.length ?? 1);
	const sample = structuredClone(ARTICLE[call as keyof typeof ARTICLE]) as unknown as IDataObject;
	deviations?.(sample);
	expect(account.sent(call)).toEqual([sample]);
	expect(account.sandbox.journal.count()).toBe(1);
});
