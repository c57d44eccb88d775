import type { IDataObject } from 'n8n-workflow';

import type { Resource } from '../../shared/operation';
import { create } from '../contactEvent/create';
import { eventType } from '../contactEvent/fields';
import { many } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { moment, onlyFor, selector, text } from '../endpoint/entries';
import { contact } from '../endpoint/locators';
import { operation } from '../endpoint/operation';
import { afterIdField } from '../endpoint/shared';

const EVENT: IDataObject = {
	Id: 1,
	ContactId: 353034,
	Type: 'Newsletter',
	SubType: 'Read',
	ParentId: null,
	ParentType: null,
	UniqueExtId: 'order-1001-read',
	InfoJson: null,
	Created: '2025-08-27T10:00:00+02:00',
};

const getBy = selector('Get By', 'by', 'Which events to return', [
	{ name: 'ID', value: 'id' },
	{ name: 'Filters', value: 'filters' },
]);

export const contactEventResource: Resource = {
	value: 'contactEvent',
	name: 'Contact Event',
	initial: 'create',
	operations: [
		create,
		operation({
			value: 'getAll',
			name: 'Get Many',
			action: 'Get many contact events',
			description:
				'List events of a type: in the order of their IDs, 1,000 per request, or those that fit filters, at once',
			endpoint: {
				id: at(17, 'GET ContactEvents?type={type}&lastId={lastId}', { pages: 'lastId' }),
				filters: at(
					18,
					'GET ContactEvents?type={type}&subtype={subtype}&from={from}&to={to}&contactId={contactId}',
				),
			},
			fields: [
				getBy,
				eventType('type', 'The type of the events'),
				onlyFor(getBy, ['id'], afterIdField),
				onlyFor(getBy, ['filters'], contact('contactId', 'Only events of this contact', false)),
				onlyFor(getBy, ['filters'], moment('from', 'From', 'The first moment that counts')),
				onlyFor(
					getBy,
					['filters'],
					text('subtype', 'Sub Type', 'Only events of this finer type', {
						name: 'subType',
						placeholder: 'Read',
					}),
				),
				onlyFor(getBy, ['filters'], moment('to', 'To', 'The moment that ends the window')),
			],
			answer: many(EVENT),
		}),
	],
};
