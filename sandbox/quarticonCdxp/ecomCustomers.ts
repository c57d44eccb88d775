import type { FastifyInstance } from 'fastify';
import { connectionShape } from './connections';
import { checkEmail } from './contactSync';
import type { Context } from './context';
import { customerShape } from './ecomShapes';
import { entries, unprocessable } from './errors';
import { exactly, related, resourceRoutes, type Sent, type Shape } from './resource';
import type { CustomerRecord } from './shopRecords';
import { flag, text } from './text';

/** /ecomCustomers: contacts as a shop knows them. */
export function ecomCustomerRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	const table = () => store.tables.customers;
	resourceRoutes<CustomerRecord>(app, ctx, {
		many: 'ecomCustomers',
		one: 'ecomCustomer',
		name: 'EcomCustomer',
		table,
		shape: (row) => customerShape(ctx, row),
		filters: {
			email: ({ email }, value) => email.toLowerCase() === value.toLowerCase(),
			externalid: exactly(({ externalid }) => externalid),
			connectionid: exactly(({ connectionid }) => connectionid),
		},
		create: {
			required: ['connectionid', 'externalid', 'email'],
			status: 201,
			answer: (sent) => create(ctx, sent),
		},
		update: (row, sent) => {
			const changed = { ...row, ...read(sent) };
			if (text(sent.email) !== undefined) checkEmail(ctx, changed.email);
			related(ctx, store.tables.connections, 'connection', sent.connectionid, 'connectionid');
			refuseTaken(ctx, changed, row);
			Object.assign(row, changed, { udate: ctx.now() });
			return { ecomCustomer: customerShape(ctx, row) };
		},
		remove: (row) => {
			table().delete(row.id);
			const left = table()
				.all()
				.filter(({ email }) => email === row.email);
			if (left.every(({ connectionid }) => connectionid === '0'))
				left.forEach(({ id }) => table().delete(id));
		},
	});
}

function create(ctx: Context, sent: Sent): Shape {
	const { store } = ctx;
	const connection = related(
		ctx,
		store.tables.connections,
		'connection',
		sent.connectionid,
		'connectionid',
	);
	const { connectionid = '', externalid = '', email = '', acceptsMarketing = '0' } = read(sent);
	checkEmail(ctx, email);
	refuseTaken(ctx, { connectionid, externalid });
	const contact = contactOf(ctx, email);
	const common = { email, acceptsMarketing, contact: contact?.id ?? '', udate: ctx.now() };
	const row = store.tables.customers.add({ connectionid, externalid, ...common });
	addSum(ctx, common);
	const { links, id } = customerShape(ctx, row);
	return {
		connections: connection ? [connectionShape(ctx, connection)] : [],
		ecomCustomer: {
			connectionid: ctx.rules.on('sentIdTypesEchoed') ? sent.connectionid : connectionid,
			externalid,
			email,
			avgRevenuePerOrder: 0,
			totalRevenue: 0,
			totalOrders: 0,
			totalProducts: 0,
			acceptsMarketing: sent.acceptsMarketing ?? 0,
			subscriberid: row.contact,
			first_name: contact?.firstName ?? '',
			last_name: contact?.lastName ?? '',
			links,
			id,
			connection: connectionid,
			subscriber: row.contact,
		},
	};
}

/** A customer belongs to the contact with this e-mail, who is made if need be. */
function contactOf({ store, rules }: Context, email: string) {
	const known = store.contactByEmail(email);
	return known ?? (rules.on('customerMakesContact') ? store.addContact({ email }) : undefined);
}

/** One more row sums up all customers with this e-mail. */
function addSum(
	{ store, rules }: Context,
	common: Omit<CustomerRecord, 'id' | 'connectionid' | 'externalid'>,
) {
	const isSummed = store.tables.customers
		.all()
		.some(({ connectionid, email }) => connectionid === '0' && email === common.email);
	if (rules.on('customersSummedUp') && !isSummed)
		store.tables.customers.add({ connectionid: '0', externalid: '0', ...common });
}

function read(sent: Sent): Partial<CustomerRecord> {
	const found: Partial<CustomerRecord> = {};
	for (const key of ['connectionid', 'externalid', 'email'] as const) {
		const value = text(sent[key])?.trim();
		if (value !== undefined) found[key] = value;
	}
	if (sent.acceptsMarketing !== undefined) found.acceptsMarketing = flag(sent.acceptsMarketing);
	return found;
}

function refuseTaken({ rules, store }: Context, sent: Sent, own?: CustomerRecord): void {
	const taken = store.tables.customers
		.all()
		.some(
			(row) =>
				row !== own && row.connectionid === sent.connectionid && row.externalid === sent.externalid,
		);
	if (taken && rules.on('customerUnique'))
		throw unprocessable(entries.taken('customer', 'externalid'));
}
