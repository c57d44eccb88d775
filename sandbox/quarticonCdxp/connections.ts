import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { isoDate } from './dates';
import { entries, unprocessable } from './errors';
import { echo, exactly, resourceRoutes, type Sent, type Shape } from './resource';
import type { ConnectionRecord } from './shopRecords';
import { text } from './text';

const REQUIRED = ['service', 'externalid', 'name', 'logoUrl', 'linkUrl'];
const KEYS = [...REQUIRED, 'listId', 'status', 'syncStatus'] as const;

/** /connections: the shops an account knows. */
export function connectionRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	const table = () => store.tables.connections;
	resourceRoutes<ConnectionRecord>(app, ctx, {
		many: 'connections',
		one: 'connection',
		name: 'Connection',
		table,
		shape: (row) => connectionShape(ctx, row),
		filters: {
			service: exactly(({ service }) => service),
			externalid: exactly(({ externalid }) => externalid),
		},
		create: {
			required: REQUIRED,
			status: 200,
			answer: (sent) => {
				refuseTaken(ctx, sent);
				const row = table().add(newConnection(sent, ctx.now()));
				const { cdate, udate, links, id } = connectionShape(ctx, row);
				const echoed = { ...read(sent), ...echo(ctx, sent, [...KEYS]) };
				return { connection: { isInternal: 0, ...echoed, cdate, udate, links, id } };
			},
		},
		update: (row, sent) => {
			refuseTaken(ctx, { service: row.service, externalid: row.externalid, ...sent }, row);
			Object.assign(row, read(sent), { udate: ctx.now() });
			return { connection: connectionShape(ctx, row) };
		},
		remove: ({ id }) => void table().delete(id),
	});
}

/** A connection as it is stored; also for the account a sandbox starts with. */
export function newConnection(sent: Sent, now: number): Omit<ConnectionRecord, 'id'> {
	return {
		service: '',
		externalid: '',
		name: '',
		logoUrl: '',
		linkUrl: '',
		listId: '0',
		status: '1',
		syncStatus: '0',
		...read(sent),
		cdate: now,
		udate: now,
	};
}

/** A connection as it is read and side-loaded. */
export function connectionShape(ctx: Context, row: ConnectionRecord): Shape {
	const self = `${ctx.api()}/connections/${row.id}`;
	return {
		service: row.service,
		externalid: row.externalid,
		name: row.name,
		isInternal: '0',
		connectionType: 'ecommerce',
		status: row.status,
		syncStatus: row.syncStatus,
		sync_request_time: null,
		sync_start_time: null,
		lastSync: null,
		logoUrl: row.logoUrl,
		linkUrl: row.linkUrl,
		credentialExpiration: null,
		cdate: isoDate(row.cdate),
		udate: isoDate(row.udate),
		disconnectDate: null,
		listId: row.listId,
		planTier: null,
		links: { options: `${self}/options`, customers: `${self}/customers` },
		id: row.id,
		serviceName: row.service,
	};
}

function read(sent: Sent): Partial<ConnectionRecord> {
	const pairs = KEYS.flatMap((key) => {
		const value = text(sent[key]);
		return value === undefined ? [] : [[key, value]];
	});
	return Object.fromEntries(pairs) as Partial<ConnectionRecord>;
}

function refuseTaken({ rules, store }: Context, sent: Sent, own?: ConnectionRecord): void {
	const taken = store.tables.connections
		.all()
		.some(
			(row) =>
				row !== own &&
				row.service === String(sent.service) &&
				row.externalid === String(sent.externalid),
		);
	if (taken && rules.on('connectionUnique'))
		throw unprocessable(entries.taken('connection', 'externalid'));
}
