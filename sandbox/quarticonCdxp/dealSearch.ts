import type { Context } from './context';
import type { DealRecord } from './crmRecords';
import { startOfDay } from './dates';
import { exactly, type Resource, type Shape } from './resource';

/** The filters of GET /deals. */
export function dealFilters(ctx: Context): NonNullable<Resource<DealRecord>['filters']> {
	const { store, rules } = ctx;
	const has = (value: string, part: string) => value.toLowerCase().includes(part.toLowerCase());
	// The amounts of filters are whole units, those of deals cents.
	const amount = (value: string) => Number(value) * (rules.on('dealFilterInUnits') ? 100 : 1);
	const day = (value: string) => startOfDay(value) ?? Number.NaN;
	return {
		search: ({ title }, value) => has(title, value),
		title: ({ title }, value) => title.toLowerCase() === value.toLowerCase(),
		stage: exactly(({ stage }) => stage),
		group: exactly(({ group }) => group),
		status: exactly(({ status }) => status),
		owner: exactly(({ owner }) => owner),
		tag: ({ contact }, value) => store.tagsOf(contact).includes(value),
		created_before: ({ cdate }, value) => cdate < day(value),
		created_after: ({ cdate }, value) => cdate >= day(value),
		updated_before: ({ mdate }, value) => mdate < day(value),
		updated_after: ({ mdate }, value) => mdate >= day(value),
		minimum_value: ({ value: own }, value) => own >= amount(value),
		maximum_value: ({ value: own }, value) => own <= amount(value),
	};
}

/** What GET /deals can sort by. */
export function dealOrders({ store }: Context): NonNullable<Resource<DealRecord>['orders']> {
	return {
		title: ({ title }) => title,
		value: ({ value }) => value,
		cdate: ({ cdate }) => cdate,
		contact_name: ({ contact }) => store.tables.contacts.get(contact)?.firstName ?? '',
	};
}

/** `meta` of GET /deals: sums per currency, an empty list when there are none, and the count as an int. */
export function dealMeta({ rules }: Context, found: DealRecord[]): Shape {
	const count = rules.on('dealTotalsAreInts') ? found.length : String(found.length);
	if (!rules.on('dealCurrencyTotals')) return { total: count };
	const sums = new Map<string, { total: number; value: number }>();
	for (const { currency, value } of found) {
		const sum = sums.get(currency.toUpperCase()) ?? { total: 0, value: 0 };
		sums.set(currency.toUpperCase(), {
			total: sum.total + 1,
			value: sum.value + Math.trunc(value),
		});
	}
	const currencies = Object.fromEntries(
		[...sums].map(([currency, { total, value }]) => [
			currency,
			{ total: String(total), value: String(value), currency, isDisabled: false },
		]),
	);
	return { currencies: found.length > 0 ? currencies : [], total: count };
}
