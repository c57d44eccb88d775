import type { IDataObject, ResourceMapperFields } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { isEmpty } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { definitionsOf, valueOf, toMapperField } from '../endpoint/dynamicFields';

/** The fields that a change of many contacts may name; dynamic ones keep their type. */
export async function patchable(api: Api) {
	return await api.once('patchable fields', async () => {
		const { body } = await api.request<unknown[]>({
			method: 'GET',
			path: ['Contacts', 'PatchFields'],
			expects: Array.isArray,
		});
		const dynamic = await definitionsOf(api, 'Contacts');
		return body
			.map((row) => String(typeof row === 'object' ? ((row as IDataObject)?.Name ?? '') : row))
			.filter((name) => name !== '')
			.map(
				(name) =>
					dynamic.get(name.toLowerCase()) ?? { name, label: name, type: 1, values: [] as string[] },
			);
	});
}

export const mapPatchFields = async (api: Api): Promise<ResourceMapperFields> => ({
	fields: (await patchable(api)).map(toMapperField),
});

/** The fields to change, to be mapped. */
export const patchFields: Entry = {
	field: {
		displayName: 'Fields',
		name: 'patchFields',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description: 'The fields to change; one that is left out or empty keeps its value',
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: 'mapPatchFields',
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: false,
				supportAutoMap: false,
				valuesLabel: 'Fields',
				noFieldsError: 'No fields found: the credential may not work',
			},
		},
	},
	asks: true,
	write: async (given, { api }) => {
		const values = Object.entries((given as { value?: IDataObject | null }).value ?? {}).filter(
			([, value]) => !isEmpty(value),
		);
		if (values.length === 0) return {};
		const dynamic = await definitionsOf(api, 'Contacts');
		return Object.fromEntries(
			values.map(([name, value]) => {
				const field = dynamic.get(name.toLowerCase());
				return [name, field === undefined ? value : valueOf(field, value, api.timezone)];
			}),
		) as IDataObject;
	},
};
