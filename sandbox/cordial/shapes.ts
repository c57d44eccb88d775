import type { Shape } from './checks';

const identity = { identifiers: 'object', identifiersPriority: 'texts' } as const;
const upsert = {
	...identity,
	attributes: 'object',
	forceSubscribe: 'boolean',
	mergeOptions: 'object',
} as const;

const mergeOptions: Shape = {
	needs: [],
	kinds: { mergeAllowed: 'boolean', mergeableSecondaryKeys: 'texts' },
};

/** A contact as most endpoints name it. */
const contact: Shape = { needs: ['identifiers'], kinds: identity };

/** Contacts as the endpoints of lists name them. */
const contacts: Shape = {
	needs: ['identifiers'],
	kinds: { ...identity, identifiers: 'objects' },
};

/** A product; what it needs differs. */
const product = (...needs: string[]): Shape => ({
	needs,
	needsBy: 'cordialItemKeys',
	kinds: {
		productID: 'text',
		sku: 'text',
		name: 'text',
		manufacturerName: 'text',
		category: 'text',
		description: 'text',
		itemPrice: 'number',
		qty: 'number',
		url: 'text',
		images: 'texts',
		properties: 'objectOrArray',
		attributes: 'objectOrArray',
		attr: 'objectOrArray',
	},
});

const cart = (...needs: string[]): Shape => ({
	needs: ['contact', 'items'],
	kinds: { source: 'text', contact: 'object', items: 'objects' },
	inner: { contact, items: product(...needs) },
});

export const CONTACT: Shape = {
	needs: ['identifiers'],
	kinds: { source: 'text', ...upsert },
	inner: { mergeOptions },
};

export const ACTIVITIES: Shape = {
	needs: ['contact', 'contactActivities'],
	kinds: { source: 'text', contact: 'object', contactActivities: 'objects' },
	inner: {
		contact: {
			needs: ['identifiers'],
			kinds: { ...upsert, canBeCreated: 'boolean', canBeUpdated: 'boolean' },
			inner: { mergeOptions },
		},
		contactActivities: {
			needs: [],
			kinds: {
				name: 'text',
				time: 'isoDate',
				properties: 'objectOrArray',
				geo: 'objectOrArray',
				device: 'objectOrArray',
			},
		},
	},
};

export const ADD_TO_LIST: Shape = {
	needs: ['contacts', 'listName'],
	kinds: {
		source: 'text',
		contacts: 'object',
		listName: 'text',
		isAllowedToCreateLists: 'boolean',
	},
	inner: { contacts },
};

export const REMOVE_FROM_LIST: Shape = {
	needs: ['contacts'],
	kinds: {
		source: 'text',
		contacts: 'object',
		identifyListBy: 'object',
		listIdentifier: 'textOrNumber',
		listIdentifierKey: 'textOrNumber',
	},
	inner: { contacts },
};

export const ORDER: Shape = {
	needs: ['contact', 'orderID', 'purchaseDate', 'status', 'items'],
	kinds: {
		source: 'text',
		contact: 'object',
		orderID: 'text',
		purchaseDate: 'isoDate',
		status: 'text',
		totalAmount: 'number',
		tax: 'number',
		properties: 'objectOrArray',
		shouldRemoveItemsFromCart: 'boolean',
		removeItemsFromCart: 'boolean',
		items: 'objects',
	},
	inner: { contact, items: product('productID', 'sku', 'name') },
};

export const RECORDS: Shape = {
	needs: ['contact', 'supplement', 'records'],
	kinds: {
		source: 'text',
		contact: 'object',
		supplement: 'text',
		updatedDateField: 'text',
		records: 'objects',
	},
	inner: { contact },
};

export const ADD_TO_CART = cart('productID', 'qty', 'sku', 'name', 'category');
export const REMOVE_FROM_CART = cart('productID', 'qty');
