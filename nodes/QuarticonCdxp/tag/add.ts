import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { tagNames } from './names';

export const tagsOption: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	default: '',
	placeholder: 'e.g. VIP, Newsletter 2024',
	description:
		'Tags to add, separated by commas (or an array by expression); a tag that does not exist is created',
};

/** Tag names from comma text or an array, each once. @throws Failure */
export function readTagNames(given: unknown): string[] {
	if (isEmpty(given)) return [];
	const names = Array.isArray(given) ? given : String(given).split(',');
	if (names.some((name) => typeof name === 'object' && name !== null)) {
		throw invalid(
			'Tags',
			'an entry is not a text',
			'Give the names of tags as text separated by commas, or as an array of texts.',
		);
	}
	return [...new Set(names.filter((name) => !isEmpty(name)).map((name) => String(name).trim()))];
}

/** The tag's id; a missing tag is created, once per run. The API answers an existing name with the existing tag. */
async function tagId(api: Api, name: string): Promise<string> {
	return await api.once(`tag ${name}`, async () => {
		const names = await tagNames(api);
		for (const [id, known] of names) if (known === name) return id;
		const { body } = await api.request({
			method: 'POST',
			path: ['tags'],
			// Without tagType the tag would be made but stay hidden.
			body: { tag: { tag: name, tagType: 'contact', description: '' } },
			expects: 'tag',
			repeatable: true,
		});
		return String((body.tag as { id: unknown }).id);
	});
}

/** Adds a tag to a contact; adding it twice is the same as once. */
export async function addTag(api: Api, contactId: string, name: string): Promise<void> {
	const tag = await tagId(api, name);
	await api.request({
		method: 'POST',
		path: ['contactTags'],
		expects: 'contactTag',
		body: { contactTag: { contact: contactId, tag } },
		repeatable: true,
	});
}
