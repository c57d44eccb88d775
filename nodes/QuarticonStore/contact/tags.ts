import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { readText } from '../../shared/values';

export const tagsField: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Tag',
	default: {},
	description: 'What is known of the person, such as the first name. An empty value is left out.',
	options: [
		{
			displayName: 'Tag',
			name: 'values',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. firstname',
					description: 'A tag that exists in the QuarticOn panel',
				},
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
};

/** The tags that have a value. @throws Failure */
export function readTags(given: unknown): IDataObject[] {
	const { values = [] } = (given ?? {}) as { values?: IDataObject[] };
	return values
		.filter(({ value }) => !isEmpty(value))
		.map(({ name, value }, index) => {
			const n = readText(`Tags: Name of entry ${index + 1}`, name);
			return { n, v: readText(`Tags: ${n}`, value) };
		});
}
