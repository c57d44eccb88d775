import type { FastifyInstance } from 'fastify';
import type { Context } from './context';

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

/** GET /users/me: what credentials are tested with. */
export function userRoutes(app: FastifyInstance, ctx: Context): void {
	app.get('/users/me', async () => ({
		user: {
			username: 'admin',
			firstName: 'Demo',
			lastName: 'Admin',
			email: 'admin@shop.example',
			phone: '',
			signature: '',
			lang: 'english',
			localZoneid: 'America/Chicago',
			mfaEnabled: '0',
			roles: [],
			links: Object.fromEntries(LINKS.map((key) => [key, `${ctx.api()}/users/1/${key}`])),
			id: '1',
		},
	}));
}
