import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import { isoDate } from './dates';
import type { GroupRecord } from './crmRecords';
import { echo, related, requireKeys, resourceRoutes, type Shape } from './resource';
import { attributes, plainBody } from './checks';

const LINKS = [
	'userGroups',
	'groupLimit',
	'dealGroupGroups',
	'listGroups',
	'addressGroups',
	'automationGroups',
];

/** The permissions of a group as recorded; all are granted but those of OFF. */
const PERMISSIONS = [
	...of('pgList', 'Add Edit Delete Headers Emailaccount Bounce'),
	...of('pgMessage', 'Add Edit Delete Send'),
	...of('pgContact', 'Add Edit Delete Merge Import Approve Export Sync Filters Actions Fields'),
	...of('pg_user_', 'add edit delete'),
	...of('pgGroup', 'Add Edit Delete'),
	...of('pgTemplate', 'Add Edit Delete'),
	...of('pgPersonalization', 'Add Edit Delete'),
	...of('pg', 'AutomationManage FormEdit'),
	...of('pgReports', 'Campaign List User Trend Deal'),
	...of('pgStartup', 'Reports Gettingstarted'),
	...of('pgAccount', 'Add Edit Delete ManageCustomField'),
	...of('pgDeal', ' Delete Reassign Fields GroupAdd GroupEdit GroupDelete'),
	...of('pg', 'SavedResponsesManage MfaAdmin DealExport DealManageRoles'),
	...of('pgAccountNote', 'Add Edit Delete'),
	...of('pgDealNote', 'Add Edit Delete'),
	...of('pg', 'DealListAll TagManage ContactResubscribe DealImport AccountImport AccountExport'),
];
const OFF = [
	'pgContactActions',
	...of('pgAccountNote', 'Add Edit Delete'),
	...of('pgDealNote', 'Add Edit Delete'),
];

/** GET /groups, /groups/{id} and POST /listGroups: who may see what in the panel. */
export function groupRoutes(app: FastifyInstance, ctx: Context): void {
	const { store } = ctx;
	resourceRoutes(app, ctx, {
		many: 'groups',
		one: 'group',
		name: 'Group',
		table: () => store.tables.groups,
		shape: (group) => groupShape(ctx, group),
	});

	app.post('/listGroups', plainBody('listGroup'), async (request, reply) => {
		const sent = attributes(request);
		requireKeys(ctx, 'listGroup', sent, ['listid', 'groupid']);
		const list = related(ctx, store.tables.lists, 'list', sent.listid);
		const group = related(ctx, store.tables.groups, 'group', sent.groupid);
		const [listId, groupId] = [list?.id ?? '', group?.id ?? ''];
		const row =
			store.tables.listGroups.find(listId, groupId) ??
			store.tables.listGroups.add({ list: listId, group: groupId });
		const echoed = echo(ctx, { list: sent.listid, group: sent.groupid }, ['list', 'group']);
		const self = `${ctx.api()}/listGroups/${row.id}`;
		const links = { list: `${self}/list`, group: `${self}/group` };
		return await reply.code(201).send({ listGroup: { ...row, ...echoed, links, id: row.id } });
	});
}

function groupShape(ctx: Context, group: GroupRecord): Shape {
	const self = `${ctx.api()}/groups/${group.id}`;
	return {
		title: group.title,
		descript: group.descript,
		unsubscribelink: '0',
		optinconfirm: '0',
		p_admin: '1',
		...Object.fromEntries(PERMISSIONS.map((key) => [key, OFF.includes(key) ? '0' : '1'])),
		sdate: isoDate(group.cdate),
		reqApproval: '0',
		reqApproval1st: '2',
		reqApprovalNotify: '',
		socialdata: '0',
		links: Object.fromEntries(LINKS.map((key) => [key, `${self}/${key}`])),
		id: group.id,
	};
}

function of(start: string, ends: string): string[] {
	return ends.split(' ').map((end) => start + end);
}
