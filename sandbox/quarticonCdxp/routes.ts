import { accountContactRoutes } from './accountContacts';
import { accountRoutes } from './accounts';
import { connectionRoutes } from './connections';
import { consentRoutes } from './consents';
import { contactDealRoutes } from './contactDeals';
import { contactRoutes } from './contacts';
import { contactSearchRoute } from './contactSearch';
import { contactWriteRoutes } from './contactSync';
import { contactTagRoutes } from './contactTags';
import { customFieldRoutes } from './customFields';
import { dealRoutes } from './deals';
import { ecomCustomerRoutes } from './ecomCustomers';
import { ecomOrderRoutes } from './ecomOrders';
import { fieldPartRoutes } from './fieldParts';
import { fieldRoutes } from './fields';
import { fieldValueRoutes } from './fieldValues';
import { groupRoutes } from './groups';
import { listRoutes } from './lists';
import { noteRoutes } from './notes';
import { pipelineRoutes } from './pipelines';
import { tagRoutes } from './tags';
import { userRoutes } from './users';
import { webhookRoutes } from './webhooks';

/** The routes of the API, by what they are about. */
export const ROUTES = [
	userRoutes,
	groupRoutes,
	contactWriteRoutes,
	contactSearchRoute,
	contactRoutes,
	fieldRoutes,
	fieldPartRoutes,
	fieldValueRoutes,
	listRoutes,
	consentRoutes,
	tagRoutes,
	contactTagRoutes,
	accountRoutes,
	accountContactRoutes,
	customFieldRoutes,
	connectionRoutes,
	ecomCustomerRoutes,
	ecomOrderRoutes,
	pipelineRoutes,
	dealRoutes,
	contactDealRoutes,
	noteRoutes,
	webhookRoutes,
];
