import type { Resource } from '../../shared/operation';
import { done, one } from '../endpoint/answers';
import { at } from '../endpoint/endpoint';
import { jsonFields, required, whole } from '../endpoint/entries';
import { changes, operation } from '../endpoint/operation';
import { LINE, lineMore, lineNeeds } from '../order/lines';

const order = whole('id', 'Order ID', "The order, by the platform's own ID", {
	name: 'orderId',
	required: true,
	placeholder: '1001',
});
const line = whole('lid', 'Line ID', 'The line of the order', {
	name: 'lineId',
	required: true,
	placeholder: '5001',
});
const dynamic = jsonFields(
	'dynamicFieldsJson',
	'Dynamic Fields (JSON)',
	"Values of the account's own fields of lines, by name",
);
const invalidLine = { message: 'The line is invalid', remedy: 'Check quantity and price.' };
const missing = {
	message: 'There is no such order, or no such line in it',
	remedy: 'Correct the IDs of order and line.',
};

export const orderLineResource: Resource = {
	value: 'orderLine',
	name: 'Order Line',
	initial: 'create',
	operations: [
		operation({
			value: 'create',
			name: 'Create',
			action: 'Create order line',
			description: 'Add a line to an order',
			endpoint: at(72, 'POST Orders/{id}/Lines'),
			fields: [order, ...lineNeeds.map(required)],
			more: [dynamic, ...lineMore],
			answer: one(LINE),
			meanings: { 400: invalidLine, 404: missing },
		}),
		operation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete order line',
			description: 'Remove a line of an order; the last one cannot be removed',
			endpoint: at(76, 'DELETE Orders/{id}/Lines/{lid}'),
			fields: [order, line],
			answer: done('Deleted', LINE),
			record: 'orderId',
			seeks: 'order with this ID, or no such line in it',
			meanings: {
				400: {
					message: 'This is the last line of the order, which cannot be deleted',
					remedy: 'Delete the order instead.',
				},
			},
		}),
		operation({
			value: 'update',
			name: 'Update',
			action: 'Update order line',
			description: 'Change a line of an order; fields left out keep their value',
			endpoint: at(74, 'PATCH Orders/{id}/Lines/{lid}'),
			fields: [order, line],
			more: [dynamic, ...lineMore, ...lineNeeds],
			answer: done('Updated', LINE),
			record: 'orderId',
			check: changes('Update Fields', 'id', 'lid'),
			meanings: { 400: invalidLine, 404: missing },
		}),
	],
};
