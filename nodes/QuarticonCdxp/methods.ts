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
import { inEditor } from '../shared/editor';
import { clearableAccountFields } from './account';
import { accountKind } from './account/accounts';
import { connectionKind } from './connection/connections';
import { standardFields } from './contact/standardFields';
import { clearableDealFields } from './deal';
import { dealKind, ownerKind, pipelineKind, stageKind } from './deal/deals';
import type { FieldDefinition } from './field/definitions';
import { fieldDefinitions, labelOf } from './field/definitions';
import { fieldKind } from './field/fields';
import { isSingleChoice } from './field/values';
import { customerKind } from './ecommerceCustomer/customers';
import { orderKind } from './ecommerceOrder/orders';
import { groupKind } from './list/group';
import { listKind } from './list/lists';
import { noteKind } from './note/notes';
import { byOffset, cdxp } from './platform';
import type { Owner } from './record/customFields';
import { definitionsOf } from './record/customFields';
import { searchesOf } from './record/search';
import { tagKind } from './tag/tags';
import { loadEvents } from './trigger/events';
import { webhookKind } from './webhook/webhooks';

/** Rows shown at once while the user types. */
const ROWS_PER_SEARCH = 50;

/** One page of a search the platform does itself, and where the next one starts. */
async function searchPage(api: Api, resource: 'contacts', filter = '', token = '0') {
	const search = filter.trim() === '' ? {} : { search: filter.trim() };
	const position = { seen: Number(token) };
	const { body } = await api.request({
		method: 'GET',
		path: [resource],
		// Without an order, the platform may bring a row on two pages and another on none.
		query: { ...search, 'orders[id]': 'ASC', ...byOffset.query(position, ROWS_PER_SEARCH) },
		expects: resource,
	});
	const rows = Array.isArray(body[resource]) ? (body[resource] as IDataObject[]) : [];
	const more = rows.length > 0 && byOffset.hasMore({ body, rows, position, size: ROWS_PER_SEARCH });
	return { rows, next: more && { paginationToken: String(position.seen + rows.length) } };
}

/**
 * The mapper's widget for a field. Several choices are text: n8n refuses to run a node with text in a widget for arrays,
 * and arrays come by expression all the same.
 */
function widgetOf(field: FieldDefinition): FieldType {
	if (isSingleChoice(field) && field.options.length > 0) return 'options';
	if (field.type === 'date' || field.type === 'datetime') return 'dateTime';
	return field.type === 'number' ? 'number' : 'string';
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
		...(widgetOf(field) === 'options' && {
			options: field.options.map(({ label, value }) => ({ name: label, value })),
		}),
	};
}

/** The mapper's fields for accounts or deals. */
const mapFieldsOf = async (context: ILoadOptionsFunctions, owner: Owner) =>
	await inEditor(context, cdxp, async (api) => {
		const definitions = await definitionsOf(api, owner);
		return { fields: [...definitions.values()].map(toMapperField) };
	});

/** What Clear Fields offers: fields of the record itself, then its custom fields. */
const clearableWith = (
	own: INodePropertyOptions[],
	definitions: Map<string, FieldDefinition>,
): INodePropertyOptions[] => [
	...own,
	...[...definitions.values()].map((field) => ({ name: labelOf(field), value: field.id })),
];

/** What the editor asks for while a user fills in the node. */
export const methods = {
	listSearch: {
		...searchesOf([
			accountKind,
			connectionKind,
			customerKind,
			dealKind,
			fieldKind,
			groupKind,
			listKind,
			noteKind,
			orderKind,
			ownerKind,
			pipelineKind,
			stageKind,
			tagKind,
			webhookKind,
		]),

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
	},

	loadOptions: {
		async loadEvents(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			return await loadEvents(this);
		},

		async loadCustomFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			return await inEditor(this, cdxp, async (api) => {
				const standard = standardFields.map(({ displayName, name }) => ({
					name: displayName,
					value: name,
				}));
				return clearableWith(standard, await fieldDefinitions(api));
			});
		},

		async loadAccountFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			return await inEditor(this, cdxp, async (api) =>
				clearableWith(clearableAccountFields, await definitionsOf(api, 'account')),
			);
		},

		async loadDealFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			return await inEditor(this, cdxp, async (api) =>
				clearableWith(clearableDealFields, await definitionsOf(api, 'deal')),
			);
		},
	},

	resourceMapping: {
		async mapCustomFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			return await inEditor(this, cdxp, async (api) => {
				const definitions = await fieldDefinitions(api);
				return { fields: [...definitions.values()].map(toMapperField) };
			});
		},

		async mapAccountFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			return await mapFieldsOf(this, 'account');
		},

		async mapDealFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			return await mapFieldsOf(this, 'deal');
		},
	},
};
