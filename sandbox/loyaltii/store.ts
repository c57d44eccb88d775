import { createHash } from 'node:crypto';
import { loadAccount } from './load';
import type {
	Action,
	BulkExport,
	Campaign,
	Contact,
	ContactEvent,
	Dispatch,
	DynamicField,
	DynamicTable,
	LoyaltiiJson,
	Order,
	OrderLine,
	Point,
	Receiver,
	Segment,
	StoredFile,
	TableRow,
} from './records';
import { Rows } from './rows';

type New<One> = Partial<One> & Record<string, unknown>;

/** Everything one account holds, and what was asked of it that leaves no row. */
export class LoyaltiiStore {
	readonly contacts = new Rows<Contact>();
	readonly companies = new Rows();
	readonly stores = new Rows();
	readonly orders = new Rows<Order>();
	readonly orderLines = new Rows<OrderLine>();
	readonly points = new Rows<Point>();
	readonly events = new Rows<ContactEvent>();
	readonly segments = new Rows<Segment>();
	readonly actions = new Rows<Action>();
	readonly tables = new Rows<DynamicTable>();
	readonly tableRows = new Rows<TableRow>();
	readonly emailCampaigns = new Rows();
	readonly campaigns = new Rows<Campaign>();
	readonly dispatches = new Rows<Dispatch>();
	readonly receivers = new Rows<Receiver>();
	/** Dispatches of the newer editor, as they were sent. */
	readonly email2Dispatches = new Rows();
	readonly media = new Rows();
	readonly mediaFolders = new Rows();
	readonly exports = new Rows<BulkExport>();
	/** Each with `syncs`, how often it was told to sync. */
	readonly feedSyncs = new Rows();
	/** Each with `resets`, how often its cache was reset. */
	readonly banners = new Rows();
	readonly permissionSourceCategories = new Rows();
	readonly permissionSourceCategoryRelations = new Rows();
	readonly iframeTokens = new Map<string, Record<string, unknown>>();
	readonly orderTypes = new Set<string>();
	readonly pointTypes = new Set<string>();
	/** By owner; those of a dynamic table by `DynamicTable <Id>`. */
	readonly dynamicFields = new Map<string, DynamicField[]>();
	/** By contact id. */
	readonly passwords = new Map<number, string>();
	readonly bounced = new Set<number>();
	/** Actions that were triggered. */
	readonly triggered: Array<{ action: number; contactId?: number; segmentId?: number }> = [];
	/** By name. */
	readonly files = new Map<string, StoredFile>();
	/** What a contact has of a type of points, by `<contact> <type>`. */
	readonly balances = new Map<string, { Sum: number; LastModified: Date }>();
	private versions = 0;
	private secrets = 0;

	constructor(private readonly now: () => number) {}

	clear(): void {
		for (const held of Object.values(this) as unknown[])
			if (held instanceof Rows || held instanceof Map || held instanceof Set) held.clear();
		this.triggered.length = 0;
		this.versions = 0;
		this.secrets = 0;
	}

	/** Adds what an account description holds. */
	load(account: LoyaltiiJson): void {
		loadAccount(this, account);
	}

	date(): Date {
		return new Date(this.now());
	}

	/** The next of the database's versions: eight bytes in base64. */
	nextVersion(): string {
		const bytes = Buffer.alloc(8);
		bytes.writeBigUInt64BE(BigInt((this.versions += 1)));
		return bytes.toString('base64');
	}

	nextSecret(): string {
		const text = `secret ${(this.secrets += 1)}`;
		return createHash('sha256').update(text).digest('base64url').slice(0, 12);
	}

	/** Adds a contact with what every contact has. */
	addContact(fields: New<Contact>): Contact {
		const at = this.date();
		return this.contacts.add({
			Secret: this.nextSecret(),
			RegistrationDateTime: at,
			Email: null,
			Phone: null,
			LimitMailsPermanently: false,
			LastModified: at,
			Version: this.nextVersion(),
			...fields,
		});
	}

	contactByEmail(email: string): Contact | undefined {
		const wanted = email.trim().toLowerCase();
		return this.contacts.find(({ Email }) => Email?.toLowerCase() === wanted);
	}

	contactBySecret(secret: string): Contact | undefined {
		return this.contacts.find(({ Secret }) => Secret === secret);
	}

	/** Adds an order; its lines get ids and totals. */
	addOrder(fields: New<Order>, lines: Array<New<OrderLine>>): Order {
		const order = this.orders.add({
			Type: '',
			ContactId: null,
			ExtOrderId: null,
			LastModified: this.date(),
			...fields,
			OrderLines: [],
		});
		for (const line of lines) this.addLine(order, line);
		return order;
	}

	addLine(order: Order, fields: New<OrderLine>): OrderLine {
		const line = this.orderLines.add({
			Quantity: 0,
			Price: 0,
			PriceTotal: 0,
			LastModified: this.date(),
			...fields,
			OrderId: order.Id,
		});
		order.OrderLines.push(line);
		return line;
	}

	balance(contactId: number, type: string): number {
		return this.balances.get(`${contactId} ${type}`)?.Sum ?? 0;
	}

	/** Adds a point and counts it. */
	addPoint(fields: New<Point> & Pick<Point, 'ContactId' | 'Type' | 'Amount'>): Point {
		const LastModified = this.date();
		const Sum = plus(this.balance(fields.ContactId, fields.Type), fields.Amount);
		this.balances.set(`${fields.ContactId} ${fields.Type}`, { Sum, LastModified });
		return this.points.add({
			ContactCompanyId: null,
			DateTime: LastModified,
			StoreId: null,
			IsCanceller: false,
			CancellerPointId: null,
			...fields,
			Sum,
		});
	}

	addEvent(fields: New<ContactEvent> & Pick<ContactEvent, 'ContactId' | 'Type'>): ContactEvent {
		return this.events.add({ SubType: '', UniqueExtId: null, Created: this.date(), ...fields });
	}

	addTableRow(table: DynamicTable, fields: New<TableRow>): TableRow {
		const at = this.date();
		return this.tableRows.add({
			Secret: this.nextSecret(),
			ExternalId: null,
			Created: at,
			LastModified: at,
			...fields,
			table: table.Id,
		});
	}

	tableNamed(name: string): DynamicTable | undefined {
		return this.tables.find(({ Name }) => Name === name);
	}

	rowsOf({ Id }: DynamicTable): TableRow[] {
		return this.tableRows.all().filter(({ table }) => table === Id);
	}

	/** Whether mails reach the contact. */
	takesMail({ Id, Email }: Contact): boolean {
		return Email !== null && !this.bounced.has(Id);
	}
}

/** Adds decimals without the noise of binary fractions. */
export function plus(a: number, b: number): number {
	return Math.round((a + b) * 1e6) / 1e6;
}
