import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { Api } from '../shared/api';
import { inEditor, matching } from '../shared/editor';
import type { Locator } from '../shared/fields';
import { mapPatchFields } from './contact/patchFields';
import type { Owner } from './endpoint/dynamicFields';
import { mapperFields } from './endpoint/dynamicFields';
import type { Listable } from './endpoint/locators';
import {
	ACTIONS,
	COMPANIES,
	listOf,
	searchMethod,
	SEGMENTS,
	STORES,
	TABLES,
} from './endpoint/locators';
import { loyaltii } from './platform';

const nameOf = ({ Name, Number: number, Id }: IDataObject) =>
	[Name, number].filter(Boolean).join(' – ') || String(Id);

/** The search of a locator: the platform sends the whole list. */
const search = (listable: Listable) =>
	async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		return await inEditor(this, loyaltii, async (api) => {
			const rows = await listOf(api, listable);
			const choices = rows.map((row) => ({
				name: nameOf(row),
				value: String(listable.byName === true ? row.Name : row.Id),
			}));
			return matching(choices, filter);
		});
	};

/** The choices of a list: plain texts, or records by ID. */
const load = (path: string[]) =>
	async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return await inEditor(this, loyaltii, async (api) => {
			const { body } = await api.request<unknown[]>({
				method: 'GET',
				path,
				expects: Array.isArray,
			});
			return body.map((row) =>
				typeof row === 'object' && row !== null
					? { name: nameOf(row as IDataObject), value: Number((row as IDataObject).Id) }
					: { name: String(row), value: String(row) },
			);
		});
	};

const map = (mapped: (api: Api, context: ILoadOptionsFunctions) => Promise<ResourceMapperFields>) =>
	async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return await inEditor(this, loyaltii, async (api) => await mapped(api, this));
	};

const fieldsOf = (owner: Owner) => map(async (api) => await mapperFields(api, owner));

/** What the editor asks for while a user fills in the node. */
export const methods = {
	listSearch: Object.fromEntries(
		[ACTIONS, COMPANIES, SEGMENTS, STORES, TABLES].map((listable) => [
			searchMethod(listable),
			search(listable),
		]),
	),

	loadOptions: {
		loadMediaFolders: load(['Media', 'Folders']),
		loadOrderTypes: load(['Orders', 'Types']),
		loadPointTypes: load(['Points', 'Types']),
	},

	resourceMapping: {
		mapCompanyFields: fieldsOf('ContactCompanies'),
		mapContactFields: fieldsOf('Contacts'),
		mapOrderFields: fieldsOf('Orders'),
		mapPatchFields: map(mapPatchFields),
		mapStoreFields: fieldsOf('Stores'),
		mapTableColumns: map(async (api, context) => {
			const table = context.getCurrentNodeParameter('table') as Locator | undefined;
			return await mapperFields(api, 'DynamicTable', String(table?.value ?? ''));
		}),
	},
};
