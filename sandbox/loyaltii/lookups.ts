import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found } from './errors';

/** What is small: feed syncs, iframe tokens and where permissions come from. */
export function lookupEndpoints(ctx: Context): Endpoint[] {
	const { store } = ctx;
	return [
		{
			no: 59,
			method: 'POST',
			path: '/FeedSyncs/:id/SyncNow',
			answer: ({ id }) => {
				const sync = found(ctx, store.feedSyncs.get(id), 'Feed sync');
				sync.syncs = Number(sync.syncs) + 1;
			},
		},
		{
			no: 60,
			method: 'GET',
			path: '/IframeToken',
			needs: ['tokenId'],
			answer: ({ query }) =>
				found(ctx, store.iframeTokens.get(query.tokenId ?? ''), 'Iframe token'),
		},
		{
			no: 77,
			method: 'GET',
			path: '/PermissionSourceCategories',
			answer: () => store.permissionSourceCategories.all(),
		},
		{
			no: 78,
			method: 'GET',
			path: '/PermissionSourceCategoryRelations',
			answer: () => store.permissionSourceCategoryRelations.all(),
		},
	];
}
