import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { Api } from '../../shared/api';
import { NewRows } from '../../shared/cursor';
import { pollChanges, showExample } from '../../shared/poll';
import { loyaltii } from '../platform';
import { toItems } from './items';
import { listsOf } from './lists';
import { readRegistrations, Registrations } from './registrations';
import type { Wish } from './wish';
import { readWish } from './wish';

/** What is new since the last poll; a manual run shows an example and remembers nothing. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await show(context);
	return await pollChanges(context, async () => {
		const wish = readWish(context);
		const api = await Api.open(context, loyaltii);
		return {
			about: `${api.client.account} ${wish.event} ${wish.start ?? 'now'}`,
			sources: (saved) =>
				wish.event === 'contactRegistered'
					? [new Registrations(api, wish, saved.registrations)]
					: listsOf(api, wish).map((list) => new NewRows(list, saved[list.key])),
		};
	});
}

const show = async (context: IPollFunctions): Promise<INodeExecutionData[][]> =>
	await showExample(
		context,
		async () => {
			const wish = readWish(context);
			return await sample(await Api.open(context, loyaltii), wish);
		},
		{
			message: 'The account holds nothing of this kind that could be shown as an example',
			code: 'no_example',
			remedy:
				'Check types, subtypes and table, or publish the workflow: it starts with the first that is new.',
		},
	);

/** A day, a month, and all that is of interest, in minutes. */
const SPANS = [24 * 60, 30 * 24 * 60, 50 * 365 * 24 * 60];

/** An example: who registered last, or the last row of the first answer that has one. @throws Failure */
async function sample(api: Api, wish: Wish): Promise<IDataObject[]> {
	if (wish.event === 'contactRegistered') {
		for (const minutes of SPANS) {
			const { rows } = await readRegistrations(api, wish, minutes);
			if (rows.length > 0) return await toItems(api, wish, [rows[rows.length - 1].row]);
		}
		return [];
	}
	for (const list of listsOf(api, wish)) {
		const { rows } = await list.read(list.start ?? 0);
		for (const { row } of rows.sort((a, b) => b.id - a.id)) {
			const items = await list.toItems([row]);
			if (items.length > 0) return items;
		}
	}
	return [];
}
