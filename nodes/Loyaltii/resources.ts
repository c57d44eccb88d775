import type { Resource } from '../shared/operation';
import { actionResource } from './endpoints/action';
import { bannerResource } from './endpoints/banner';
import { bulkExportResource } from './endpoints/bulkExport';
import { contactResource } from './endpoints/contact';
import { contactCompanyResource } from './endpoints/contactCompany';
import { contactEventResource } from './endpoints/contactEvent';
import { dynamicFieldResource } from './endpoints/dynamicField';
import { dynamicTableResource } from './endpoints/dynamicTable';
import { email2DispatchResource } from './endpoints/email2Dispatch';
import { emailCampaignResource } from './endpoints/emailCampaign';
import { emailDispatchResource } from './endpoints/emailDispatch';
import { emailDispatchReceiverResource } from './endpoints/emailDispatchReceiver';
import { feedSyncResource } from './endpoints/feedSync';
import { iframeTokenResource } from './endpoints/iframeToken';
import { mediaResource } from './endpoints/media';
import { orderResource } from './endpoints/order';
import { orderLineResource } from './endpoints/orderLine';
import { permissionSourceCategoryResource } from './endpoints/permissionSourceCategory';
import { pointResource } from './endpoints/point';
import { segmentResource } from './endpoints/segment';
import { storeResource } from './endpoints/store';
import { tableEntityResource } from './endpoints/tableEntity';

/** Everything the node can do. */
export const resources: Resource[] = [
	actionResource,
	bannerResource,
	bulkExportResource,
	contactResource,
	contactCompanyResource,
	contactEventResource,
	dynamicFieldResource,
	dynamicTableResource,
	email2DispatchResource,
	emailCampaignResource,
	emailDispatchResource,
	emailDispatchReceiverResource,
	feedSyncResource,
	iframeTokenResource,
	mediaResource,
	orderResource,
	orderLineResource,
	permissionSourceCategoryResource,
	pointResource,
	segmentResource,
	storeResource,
	tableEntityResource,
];
