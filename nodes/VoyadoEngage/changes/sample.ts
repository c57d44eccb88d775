import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { toFailure } from '../../shared/errors';
import { toItems } from './items';
import type { ChangeName } from './properties';
import { isRefused, readChanged } from './read';
import type { Wish } from './wish';

const HOUR_MS = 3_600_000;
/** How far back an example is looked for: an hour, a day, 30 days. */
const REACHES_MS = [HOUR_MS, 24 * HOUR_MS, 720 * HOUR_MS];

/** An example of one type: a contact that changed lately. @throws Failure */
async function ofType(
	api: Api,
	type: ChangeName,
	{ timezone, fullContact }: Wish,
): Promise<IDataObject[]> {
	const to = Date.now();
	for (const reach of REACHES_MS) {
		const span = { from: to - reach, to };
		try {
			const { ids } = await readChanged(api, type, span, timezone);
			if (ids.length === 0) continue;
			return await toItems(api, ids.slice(0, 1), { type, ...span, since: span.from }, fullContact);
		} catch (error) {
			const failure = toFailure(error);
			// So many have changed that none can be named.
			if (isRefused(failure) && reach > HOUR_MS) return [];
			throw failure;
		}
	}
	return [];
}

/** An example of each type of item the user wants, where there is one. @throws Failure */
export async function sample(api: Api, wish: Wish): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	for (const type of wish.types) items.push(...(await ofType(api, type, wish)));
	return items;
}
