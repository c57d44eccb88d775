import { actionEndpoints } from './actions';
import { bannerEndpoints } from './banners';
import { bulkExportEndpoints } from './bulkExports';
import { companyEndpoints } from './companies';
import { contactAccessEndpoints } from './contactAccess';
import { contactBatchEndpoints } from './contactBatch';
import { contactEventEndpoints } from './contactEvents';
import { contactEndpoints } from './contacts';
import { contactWriteEndpoints } from './contactWrites';
import type { Context } from './context';
import { dynamicFieldEndpoints } from './dynamicFields';
import { dynamicTableEndpoints } from './dynamicTables';
import { email2DispatchEndpoints } from './email2Dispatches';
import { emailCampaignEndpoints } from './emailCampaigns';
import { emailDispatchEndpoints } from './emailDispatches';
import { emailReceiverEndpoints } from './emailReceivers';
import type { Endpoint } from './endpoint';
import { lookupEndpoints } from './lookups';
import { mediaEndpoints } from './media';
import { orderLineEndpoints } from './orderLines';
import { orderEndpoints } from './orders';
import { pointListEndpoints } from './pointLists';
import { pointEndpoints } from './points';
import { pointSumEndpoints } from './pointSums';
import { segmentEndpoints } from './segments';
import { storeEndpoints } from './stores';

/** Every endpoint of the API, by number. */
export function allEndpoints(ctx: Context): Endpoint[] {
	return [
		actionEndpoints,
		bannerEndpoints,
		bulkExportEndpoints,
		companyEndpoints,
		contactEventEndpoints,
		contactEndpoints,
		contactWriteEndpoints,
		contactBatchEndpoints,
		contactAccessEndpoints,
		dynamicFieldEndpoints,
		dynamicTableEndpoints,
		email2DispatchEndpoints,
		emailCampaignEndpoints,
		emailDispatchEndpoints,
		emailReceiverEndpoints,
		lookupEndpoints,
		mediaEndpoints,
		orderEndpoints,
		orderLineEndpoints,
		pointEndpoints,
		pointListEndpoints,
		pointSumEndpoints,
		segmentEndpoints,
		storeEndpoints,
	]
		.flatMap((endpoints) => endpoints(ctx))
		.sort((a, b) => a.no - b.no);
}
