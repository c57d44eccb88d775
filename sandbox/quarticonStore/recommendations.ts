import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { hasIdCharacters, isText, need } from './checks';
import type { Context } from './context';
import { invalidData, ok } from './envelope';
import { recommend } from './recommend';
import type { ShopProduct } from './records';

/** Parameters whose characters the reference limits. */
const IDS = ['placementId', 'cookie', 'deviceId', 'userId', 'requestId', 'filterProduct'] as const;

type Query = Partial<
	Record<(typeof IDS)[number] | 'customer' | 'deduplicate' | 'filterCategory', string>
>;

/** GET /recommendation. */
export function recommendationRoute(app: FastifyInstance, ctx: Context): void {
	const { store, rules } = ctx;
	let answers = 0;
	app.get<{ Querystring: Query }>('/recommendation', async ({ query }) => {
		const { placementId, cookie, deviceId, userId, requestId, filterProduct, filterCategory } =
			query;
		for (const name of IDS)
			need(ctx, 'storeQueryCharacters', query[name] === undefined || hasIdCharacters(query[name]));
		if (!isText(placementId)) throw invalidData(ctx);
		need(ctx, 'storeVisitorNeeded', isText(cookie) || isText(deviceId));
		need(ctx, 'storeCustomerKnown', query.customer === store.customer);
		const asked = query.deduplicate === 'true' || !rules.on('storeRequestIdAlone');
		const { products, duplicates } = recommend(ctx, {
			placementId,
			visitor: { cookie, deviceId, userId },
			filterProduct,
			filterCategory,
			...(asked && rules.on('storeDeduplicate') && { dedupeUnder: requestId }),
		});
		answers += 1;
		const qrId = `ad_${createHash('sha256').update(`${answers}`).digest('hex').slice(0, 13)}`;
		return ok(ctx, 'unix', {
			qrId,
			duplicatesCount: duplicates,
			data: products.map((product) => row(ctx, product, qrId, placementId)),
		});
	});
}

/** A product as recommendations show it: without categories and catalog, as in the vendor's sample. */
function row({ rules }: Context, product: ShopProduct, qrId: string, placementId: string): object {
	const { id, title = '', image = '', description = '', url = '', price = 0, priceOld } = product;
	const { custom1 = '', custom2 = '', custom3 = '', status = true } = product;
	const mixed = rules.on('storePriceMix');
	const old = priceOld === undefined || priceOld === null ? null : Number(priceOld);
	return {
		id,
		title,
		image,
		description,
		url,
		price: mixed ? Number(price).toFixed(2) : Number(price),
		priceOld: mixed || old === null ? old : old.toFixed(2),
		custom1,
		custom2,
		custom3,
		status,
		trackingString: Buffer.from(
			JSON.stringify({ qrid: qrId, qdpi: placementId, pid: id }),
		).toString('base64url'),
	};
}
