import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { notFound } from './errors';
import { readIds } from './model';
import type { Row } from './rows';

/** Cache resets of banners, and of versions of one banner. */
export function bannerEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;

	const reset = (banners: Array<Row | undefined>): void => {
		if (banners.includes(undefined) && rules.on('loyaltiiBannerKnown'))
			throw notFound(ctx, 'Banner');
		for (const banner of banners) if (banner) banner.resets = Number(banner.resets) + 1;
	};

	return [
		{
			no: 4,
			method: 'POST',
			path: '/Banners/CacheReset',
			answer: ({ body }) => reset(readIds(ctx, 'banners', body).map((id) => store.banners.get(id))),
		},
		{
			no: 5,
			method: 'POST',
			path: '/Banners/CacheReset',
			needs: ['secret'],
			answer: ({ body, query }) => {
				const versions = readIds(ctx, 'versions', body);
				const banner = store.banners.find(({ Secret }) => Secret === query.secret);
				const known = versions.every((id) => (banner?.versions as number[])?.includes(id));
				reset([known ? banner : undefined]);
			},
		},
	];
}
