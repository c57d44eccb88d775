import type { Resource } from '../shared/operation';
import { account } from './account';
import { connection } from './connection';
import { contact } from './contact';
import { deal } from './deal';
import { ecommerceCustomer } from './ecommerceCustomer';
import { ecommerceOrder } from './ecommerceOrder';
import { field } from './field';
import { list } from './list';
import { note } from './note';
import { tag } from './tag';
import { webhook } from './webhook';

/** Everything the node can do. */
export const resources: Resource[] = [
	contact,
	account,
	connection,
	deal,
	ecommerceCustomer,
	ecommerceOrder,
	field,
	list,
	note,
	tag,
	webhook,
];
