import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { invalid } from '../../shared/errors';
import { readList, readText, readWhole } from '../../shared/values';

export const categoryFields: INodeProperties[] = [
	{
		displayName: 'Categories',
		name: 'categories',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Category',
		default: {},
		description: 'The categories the product is in',
		options: [
			{
				displayName: 'Category',
				name: 'values',
				values: [
					{
						displayName: 'Category ID',
						name: 'id',
						type: 'string',
						default: '',
						placeholder: 'e.g. 12',
						description: 'The ID of the category, a whole number',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. Shoes',
					},
				],
			},
		],
	},
	{
		displayName: 'Categories (JSON)',
		name: 'categoriesJson',
		type: 'json',
		default: '',
		description:
			"An array of any length in the API's own form: objects with the ID and the name of a category",
	},
];

/** The categories of an item, from either field; undefined where none are given. @throws Failure */
export function readCategories({
	categories,
	categoriesJson,
}: IDataObject): IDataObject[] | undefined {
	const { values = [] } = (categories ?? {}) as { values?: unknown[] };
	if (categoriesJson === undefined) return values.length === 0 ? undefined : values.map(toCategory);
	if (values.length > 0) {
		throw invalid(
			'Categories',
			'they are given twice, as fields and as JSON',
			'Use Categories or Categories (JSON), not both.',
		);
	}
	return readList('Categories (JSON)', categoriesJson).map(toCategory);
}

function toCategory(entry: unknown, index: number): IDataObject {
	const { id, name } = (entry ?? {}) as IDataObject;
	const at = `Categories, entry ${index + 1}`;
	return {
		id: readWhole(`${at}: Category ID`, readText(`${at}: Category ID`, id), 0),
		name: readText(`${at}: Name`, name),
	};
}
