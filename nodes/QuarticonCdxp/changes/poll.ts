import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodePropertyOptions,
	IPollFunctions,
} from 'n8n-workflow';

import { Api } from '../../shared/api';
import { inEditor } from '../../shared/editor';
import type { ChangeSource } from '../../shared/poll';
import { pollChanges, showExample } from '../../shared/poll';
import { mailingLists } from '../list/lists';
import { cdxp } from '../platform';
import { ConsentChanges } from './consents';
import { ContactChanges } from './contacts';
import { EVENTS } from './properties';
import { sample } from './sample';
import type { Wish } from './wish';
import { readWish } from './wish';

function sourcesOf(
	api: Api,
	{ types, lists, start }: Wish,
	saved: Record<string, IDataObject | undefined>,
): ChangeSource[] {
	const contacts = types.has(EVENTS.contactCreated) || types.has(EVENTS.contactUpdated);
	return [
		...(contacts ? [new ContactChanges(api, types, saved.contacts, start)] : []),
		...lists.map((list) => new ConsentChanges(api, list, saved[`list ${list.id}`], start)),
	];
}

/** What changed since the last poll; a manual run shows an example and remembers nothing. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') return await show(context);
	return await pollChanges(context, async () => {
		const api = await Api.open(context, cdxp);
		const wish = await readWish(context, api);
		return {
			about: `${api.client.account} ${wish.start ?? 'now'}`,
			sources: (saved) => sourcesOf(api, wish, saved),
		};
	});
}

const show = async (context: IPollFunctions): Promise<INodeExecutionData[][]> =>
	await showExample(
		context,
		async () => {
			const api = await Api.open(context, cdxp);
			return await sample(api, await readWish(context, api));
		},
		{
			message: 'The account holds no contact that could be shown as an example',
			code: 'no_example',
			remedy: 'Create a contact, or publish the workflow: it starts with the first change.',
		},
	);

/** The account's lists, for the editor. */
export async function loadLists(context: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await inEditor(context, cdxp, async (api) => {
		const lists = await mailingLists(api);
		return lists.map(({ id, name }) => ({ name, value: id }));
	});
}
