import type { Context } from './context';
import { AMOUNTS } from './ecomShapes';
import { entries, unprocessable } from './errors';
import { objects, type Sent } from './resource';
import type { OrderRecord } from './shopRecords';

/** Refuses amounts that are not whole cents from 0 up, an unknown source and a currency that is not three letters. */
export function checkMoney({ rules }: Context, sent: Sent): void {
	if (!rules.on('orderChecked')) return;
	const products = objects(sent.orderProducts);
	const wrong = [
		...AMOUNTS.filter((key) => !isCents(sent[key])),
		...(products.every(({ price, quantity }) => isCents(price) && isCents(quantity))
			? []
			: ['orderProducts']),
		...(sent.currency === undefined || /^[A-Za-z]{3}$/.test(String(sent.currency))
			? []
			: ['currency']),
		...(sent.source === undefined || /^[01]$/.test(String(sent.source)) ? [] : ['source']),
	];
	if (wrong.length > 0) throw unprocessable(...wrong.map((key) => entries.attributeInvalid(key)));
}

/** Refuses a second order or cart with the same id of the same shop. */
export function refuseTakenOrder({ rules, store }: Context, sent: Sent, own?: OrderRecord): void {
	if (!rules.on('orderUnique')) return;
	for (const key of ['externalid', 'externalcheckoutid']) {
		const wanted = sent[key];
		if (wanted === undefined || wanted === null || wanted === '') continue;
		const taken = store.tables.orders
			.all()
			.some(
				(row) =>
					row !== own &&
					row.texts.connectionid === String(sent.connectionid) &&
					row.texts[key] === String(wanted),
			);
		if (taken) throw unprocessable(entries.taken('order', key));
	}
}

function isCents(value: unknown): boolean {
	return value === undefined || value === null || /^\d+$/.test(String(value));
}
