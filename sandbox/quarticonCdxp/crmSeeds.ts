import { newConnection } from './connections';
import { newCustomField } from './customFields';
import { accountFields, dealFields } from './customValues';
import { addPipeline } from './pipelineStore';
import type { CdxpStore } from './store';

/** The parts of a starting account beside contacts; every part is optional. */
export interface CrmJson {
	/** Whether plan and user may use deals and accounts; true unless given. */
	crm?: boolean;
	/** Users beside the first one, who is admin and has ID 1. */
	users?: Array<{
		id?: number | string;
		username: string;
		email?: string;
		firstName?: string;
		lastName?: string;
	}>;
	/** User groups beside the first one, Admin, which has ID 3. */
	groups?: Array<{ id?: number | string; title: string }>;
	pipelines?: Array<{
		id?: number | string;
		title: string;
		currency?: string;
		/** "0" means that deals need an owner. */
		autoassign?: string;
		stages: Array<{ id?: number | string; title: string }>;
	}>;
	/** Custom fields of deals and accounts, in the words of the API. */
	dealFields?: CustomFieldSeed[];
	accountFields?: CustomFieldSeed[];
	connections?: Array<{ service: string; externalid: string; name: string }>;
}

interface CustomFieldSeed {
	fieldLabel: string;
	fieldType: string;
	fieldOptions?: string[];
}

/** Adds these parts to what the store holds. */
export function loadCrm(store: CdxpStore, account: CrmJson): void {
	store.crm = account.crm ?? store.crm;
	for (const { id, ...user } of account.users ?? [])
		store.tables.users.add({ email: '', firstName: '', lastName: '', ...user }, id);
	for (const { id, title } of account.groups ?? [])
		store.tables.groups.add({ title, descript: '', cdate: store.now() }, id);
	for (const { id, stages, ...pipeline } of account.pipelines ?? [])
		addPipeline(store, pipeline, stages, id);
	account.dealFields?.forEach((field) =>
		newCustomField(store, dealFields({ store }), { ...field }),
	);
	account.accountFields?.forEach((field) =>
		newCustomField(store, accountFields({ store }), { ...field }),
	);
	for (const connection of account.connections ?? [])
		store.tables.connections.add(newConnection({ ...connection }, store.now()));
}
