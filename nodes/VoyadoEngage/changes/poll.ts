import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { Api } from '../../shared/api';
import { pollChanges, showExample } from '../../shared/poll';
import { engage } from '../platform';
import { sample } from './sample';
import { ContactChanges } from './source';
import { readWish } from './wish';

/** What changed since the last poll; a manual run shows an example and remembers nothing. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await show(context);
	return await pollChanges(context, async () => {
		const api = await Api.open(context, engage);
		const wish = readWish(context);
		return {
			// The tenant, not the key: one that is exchanged must not begin anew.
			about: `${api.client.host} ${wish.start ?? 'now'}`,
			sources: (saved) =>
				wish.types.map((type) => new ContactChanges(api, type, wish, saved[type])),
		};
	});
}

const show = async (context: IPollFunctions): Promise<INodeExecutionData[][]> =>
	await showExample(
		context,
		async () => {
			const api = await Api.open(context, engage);
			return await sample(api, readWish(context));
		},
		{
			message: 'No contact changed in the last 30 days that could be shown as an example',
			code: 'no_example',
			remedy: 'Change a contact, or publish the workflow: it starts with the first change.',
		},
	);
