import type {
	FieldType,
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { Api } from '../shared/api';
import { inEditor, matching } from '../shared/editor';
import { accountKind } from './account/accounts';
import type { FieldDefinition } from './field/definitions';
import { fieldDefinitions, labelOf } from './field/definitions';
import { isMultiChoice, isSingleChoice } from './field/values';
import { mailingLists } from './list/lists';
import { cdxp } from './platform';
import { searchesOf } from './record/search';
import { tagKind } from './tag/tags';

/** Rows shown at once while the user types. */
const ROWS_PER_SEARCH = 50;

/** One page of a search the platform does itself, and where the next one starts. */
async function searchPage(api: Api, resource: 'contacts', filter = '', token = '0') {
	const search = filter.trim() === '' ? {} : { search: filter.trim() };
	const query = { ...search, limit: ROWS_PER_SEARCH, offset: Number(token) };
	const { body } = await api.request({ method: 'GET', path: [resource], query, expects: resource });
	const rows = (body[resource] ?? []) as IDataObject[];
	const next = rows.length === ROWS_PER_SEARCH && {
		paginationToken: String(query.offset + rows.length),
	};
	return { rows, next };
}

/** The mapper's widget for a field. Numbers stay text, so that what was typed reaches our own check. */
function widgetOf(field: FieldDefinition): FieldType {
	if (isSingleChoice(field)) return 'options';
	if (isMultiChoice(field)) return 'array';
	return field.type === 'date' || field.type === 'datetime'
		? 'dateTime'
		: field.type === 'number'
			? 'number'
			: 'string';
}

function toMapperField(field: FieldDefinition): ResourceMapperField {
	return {
		id: field.id,
		displayName: labelOf(field),
		defaultMatch: false,
		canBeUsedToMatch: false,
		// n8n would make a required field irremovable.
		required: false,
		display: true,
		type: widgetOf(field),
		...(isSingleChoice(field) && {
			options: field.options.map(({ label, value }) => ({ name: label, value })),
		}),
	};
}

/** What the editor asks for while a user fills in the node. */
export const methods = {
	listSearch: {
		...searchesOf([accountKind, tagKind]),

		async searchContacts(
			this: ILoadOptionsFunctions,
			filter?: string,
			token?: string,
		): Promise<INodeListSearchResult> {
			return await inEditor(this, cdxp, async (api) => {
				const { rows, next } = await searchPage(api, 'contacts', filter, token);
				const results = rows.map(({ id, email, firstName, lastName }) => ({
					name: [email, [firstName, lastName].filter(Boolean).join(' ')]
						.filter(Boolean)
						.join(' – '),
					value: String(id),
				}));
				return { results, ...next };
			});
		},

		async searchLists(
			this: ILoadOptionsFunctions,
			filter?: string,
		): Promise<INodeListSearchResult> {
			return await inEditor(this, cdxp, async (api) => {
				const lists = await mailingLists(api);
				return matching(
					lists.map(({ id, name }) => ({ name, value: id })),
					filter,
				);
			});
		},
	},

	loadOptions: {
		async loadCustomFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			return await inEditor(this, cdxp, async (api) => {
				const definitions = await fieldDefinitions(api);
				return [...definitions.values()].map((field) => ({
					name: labelOf(field),
					value: field.id,
				}));
			});
		},
	},

	resourceMapping: {
		async mapCustomFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			return await inEditor(this, cdxp, async (api) => {
				const definitions = await fieldDefinitions(api);
				return { fields: [...definitions.values()].map(toMapperField) };
			});
		},
	},
};
