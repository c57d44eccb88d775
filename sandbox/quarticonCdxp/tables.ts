import { LinkTable, Table } from '../shared/table';
import type {
	AccountContactRecord,
	AccountRecord,
	ConsentRecord,
	ContactRecord,
	ContactTagRecord,
	FieldRecord,
	FieldValueRecord,
	ListRecord,
	OptionRecord,
	TagRecord,
	WebhookRecord,
} from './records';

/** The tables of an account that holds nothing yet. */
export function emptyTables() {
	const contactOf = (row: { contact: string }) => row.contact;
	return {
		contacts: new Table<ContactRecord>(),
		fields: new Table<FieldRecord>(),
		options: new Table<OptionRecord>(),
		fieldValues: new LinkTable<FieldValueRecord>(contactOf, (row) => row.field),
		lists: new Table<ListRecord>(),
		consents: new LinkTable<ConsentRecord>(contactOf, (row) => row.list),
		tags: new Table<TagRecord>(),
		contactTags: new LinkTable<ContactTagRecord>(contactOf, (row) => row.tag),
		accounts: new Table<AccountRecord>(),
		accountContacts: new LinkTable<AccountContactRecord>(contactOf, (row) => row.account),
		webhooks: new Table<WebhookRecord>(),
	};
}
