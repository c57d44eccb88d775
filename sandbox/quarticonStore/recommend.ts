import type { Context } from './context';
import type { ShopEvent, ShopProduct } from './records';

/** Places of a placement nobody set up. */
const PLACES = 4;
/** A category the visitor looked at weighs more than what others looked at. */
const OWN_WEIGHT = 10;

export interface Wish {
	placementId: string;
	visitor: { cookie?: string; deviceId?: string; userId?: string };
	filterProduct?: string;
	filterCategory?: string;
	/** Products given under this are left out. */
	dedupeUnder?: string;
}

/** The products to show, best first, and how many were left out because they were given before. */
export function recommend(
	ctx: Context,
	wish: Wish,
): { products: ShopProduct[]; duplicates: number } {
	const { store, rules } = ctx;
	const candidates = [...store.products.values()]
		.filter(({ status }) => status !== false || !rules.on('storeHiddenLeftOut'))
		.filter((product) => !rules.on('storeFilters') || fits(ctx, product, wish));
	const ranked = rules.on('storeLearns') ? byInterest(ctx, candidates, wish) : candidates;
	const before = store.given.get(wish.dedupeUnder ?? '') ?? new Set<string>();
	const fresh = ranked.filter(({ id }) => !before.has(id));
	const products = fresh.slice(0, store.placements.get(wish.placementId) ?? PLACES);
	if (wish.dedupeUnder !== undefined)
		store.given.set(wish.dedupeUnder, new Set([...before, ...products.map(({ id }) => id)]));
	return { products, duplicates: ranked.length - fresh.length };
}

function fits({ store }: Context, product: ShopProduct, wish: Wish): boolean {
	const { filterCategory, filterProduct } = wish;
	const categories = product.categories ?? [];
	if (
		filterCategory !== undefined &&
		!categories.some(({ id, name }) => [String(id), name].includes(filterCategory))
	)
		return false;
	if (filterProduct === undefined) return true;
	const wanted = categoryIds([...store.products.values()].find(({ id }) => id === filterProduct));
	return product.id !== filterProduct && categories.some(({ id }) => wanted.includes(id));
}

const categoryIds = (product?: ShopProduct) => (product?.categories ?? []).map(({ id }) => id);

const productsOf = ({ productId, basket = [] }: ShopEvent) =>
	productId === undefined ? basket.map((line) => String(line.productId)) : [String(productId)];

function byInterest(
	{ store }: Context,
	candidates: ShopProduct[],
	{ visitor }: Wish,
): ShopProduct[] {
	const isOwn = (event: ShopEvent) =>
		(['cookie', 'deviceId', 'userId'] as const).some(
			(name) => visitor[name] !== undefined && event[name] === visitor[name],
		);
	const own = store.events.filter(isOwn);
	const bought = new Set(
		own.filter(({ eventType }) => eventType === 'eventTransaction').flatMap(productsOf),
	);
	const byId = new Map([...store.products.values()].map((product) => [product.id, product]));
	const liked = new Map<number, number>();
	for (const id of own
		.filter(({ eventType }) => eventType !== 'eventTransaction')
		.flatMap(productsOf))
		for (const category of categoryIds(byId.get(id)))
			liked.set(category, (liked.get(category) ?? 0) + 1);
	const popular = new Map<string, number>();
	for (const id of store.events.flatMap(productsOf)) popular.set(id, (popular.get(id) ?? 0) + 1);
	const score = (product: ShopProduct) =>
		OWN_WEIGHT * categoryIds(product).reduce((sum, id) => sum + (liked.get(id) ?? 0), 0) +
		(popular.get(product.id) ?? 0);
	return candidates
		.filter(({ id }) => !bought.has(id))
		.map((product) => ({ product, score: score(product) }))
		.sort((a, b) => b.score - a.score)
		.map(({ product }) => product);
}
