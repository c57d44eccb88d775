import { LinkTable, Table } from '../shared/table';
import type {
	CustomFieldRecord,
	CustomValueRecord,
	DealContactRecord,
	DealRecord,
	GroupRecord,
	ListGroupRecord,
	NoteRecord,
	PipelineLinkRecord,
	PipelineRecord,
	StageRecord,
	UserRecord,
} from './crmRecords';
import type {
	AccountContactRecord,
	AccountRecord,
	ConsentRecord,
	ContactRecord,
	ContactTagRecord,
	FieldRecord,
	FieldRelRecord,
	FieldValueRecord,
	ListRecord,
	OptionRecord,
	TagRecord,
	WebhookRecord,
} from './records';
import type {
	ConnectionRecord,
	CustomerRecord,
	DiscountRecord,
	OrderRecord,
	ProductRecord,
} from './shopRecords';

function emptyTables() {
	const contactOf = (row: { contact: string }) => row.contact;
	const values = () =>
		new LinkTable<CustomValueRecord>(
			(row) => row.owner,
			(row) => row.field,
		);
	const ofPipeline = () =>
		new LinkTable<PipelineLinkRecord>(
			(row) => row.pipeline,
			(row) => row.to,
		);
	return {
		contacts: new Table<ContactRecord>(),
		fields: new Table<FieldRecord>(),
		options: new LinkTable<OptionRecord>(
			(row) => row.field,
			(row) => row.id,
		),
		fieldRels: new LinkTable<FieldRelRecord>(
			(row) => row.field,
			(row) => row.relid,
		),
		fieldValues: new LinkTable<FieldValueRecord>(contactOf, (row) => row.field),
		lists: new Table<ListRecord>(),
		listGroups: new LinkTable<ListGroupRecord>(
			(row) => row.list,
			(row) => row.group,
		),
		consents: new LinkTable<ConsentRecord>(contactOf, (row) => row.list),
		tags: new Table<TagRecord>(),
		contactTags: new LinkTable<ContactTagRecord>(contactOf, (row) => row.tag),
		accounts: new Table<AccountRecord>(),
		accountContacts: new LinkTable<AccountContactRecord>(contactOf, (row) => row.account),
		accountFields: new Table<CustomFieldRecord>(),
		accountValues: values(),
		webhooks: new Table<WebhookRecord>(),
		users: new Table<UserRecord>(),
		groups: new Table<GroupRecord>(),
		pipelines: new Table<PipelineRecord>(),
		pipelineUsers: ofPipeline(),
		pipelineGroups: ofPipeline(),
		stages: new Table<StageRecord>(),
		deals: new Table<DealRecord>(),
		dealContacts: new LinkTable<DealContactRecord>(
			(row) => row.deal,
			(row) => row.contact,
		),
		dealFields: new Table<CustomFieldRecord>(),
		dealValues: values(),
		notes: new Table<NoteRecord>(),
		connections: new Table<ConnectionRecord>(),
		customers: new Table<CustomerRecord>(),
		orders: new Table<OrderRecord>(),
		products: new Table<ProductRecord>(),
		discounts: new Table<DiscountRecord>(),
	};
}

/** The tables of a new account: empty but for its first user and their group, with the ids as recorded. */
export function firstTables(now: number) {
	const tables = emptyTables();
	const name = { firstName: 'Demo', lastName: 'Admin' };
	tables.users.add({ username: 'admin', email: 'admin@shop.example', ...name }, 1);
	const descript = 'This is a group for admin users (people that can manage content)';
	tables.groups.add({ title: 'Admin', descript, cdate: now }, 3);
	return tables;
}
