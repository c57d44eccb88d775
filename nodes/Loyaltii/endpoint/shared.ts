import { loaded, whole } from './entries';

/** Where a list that is read by ID begins. */
export const afterIdField = whole('lastId', 'After ID', 'Only records with a higher ID', {
	name: 'afterId',
	placeholder: '1000',
	least: 0,
});

/** A type of points of the account. */
export const pointType = (description: string, key = 'type') =>
	loaded(key, 'Point Type', description, 'loadPointTypes', { name: 'pointType' });

/** A type of orders of the account. */
export const orderType = (description: string, key = 'Type') =>
	loaded(key, 'Order Type', description, 'loadOrderTypes', { name: 'orderType' });
