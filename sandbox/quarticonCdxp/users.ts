import type { FastifyInstance } from 'fastify';
import type { Context } from './context';
import type { UserRecord } from './crmRecords';
import { notFound } from './errors';
import { resourceRoutes, rowAt, type Resource, type Shape } from './resource';

const LINKS = [
	'lists',
	'userGroup',
	'dealGroupTotals',
	'dealGroupUsers',
	'configs',
	'dealConnection',
	'userConversationsPermission',
	'seatUser',
];

/** GET /users, /users/{id}, by e-mail and name, and /users/me: what credentials are tested with. */
export function userRoutes(app: FastifyInstance, ctx: Context): void {
	const users: Resource<UserRecord> = {
		many: 'users',
		one: 'user',
		name: 'User',
		table: () => ctx.store.tables.users,
		shape: (user) => userShape(ctx, user),
	};
	resourceRoutes(app, ctx, users);

	app.get('/users/me', async () => ({ user: userShape(ctx, rowAt(ctx, users, '1')) }));

	for (const key of ['email', 'username'] as const) {
		app.get<{ Params: { text: string } }>(`/users/${key}/:text`, async ({ params }) => {
			const user = ctx.store.tables.users.all().find((row) => row[key] === params.text);
			if (!user) throw notFound(ctx.rules, 'User', 0);
			return { user: userShape(ctx, user) };
		});
	}
}

function userShape(ctx: Context, { username, firstName, lastName, email, id }: UserRecord): Shape {
	return {
		username,
		firstName,
		lastName,
		email,
		phone: '',
		signature: '',
		lang: 'english',
		localZoneid: 'America/Chicago',
		mfaEnabled: '0',
		roles: [],
		links: Object.fromEntries(LINKS.map((key) => [key, `${ctx.api()}/users/${id}/${key}`])),
		id,
	};
}
