/** What saved workflows rest on without holding it: n8n does not save a value that is the default. */
import type { INodeProperties } from 'n8n-workflow';

import { nodes } from './nodes';

/** The resource a node starts with, and the operation of each resource. Once released, these stay. */
const DEFAULTS: Record<string, Record<string, string>> = {
	cordial: {
		resource: 'contact',
		activity: 'create',
		cart: 'addProducts',
		contact: 'upsert',
		list: 'addContacts',
		order: 'upsert',
		supplement: 'upsert',
	},
	loyaltii: {
		resource: 'contact',
		action: 'triggerForContact',
		banner: 'resetCache',
		bulkExport: 'create',
		contact: 'upsert',
		contactCompany: 'getAll',
		contactEvent: 'create',
		dynamicField: 'getAll',
		dynamicTable: 'getAll',
		email2Dispatch: 'create',
		emailCampaign: 'create',
		emailDispatch: 'create',
		emailDispatchReceiver: 'getAll',
		feedSync: 'syncNow',
		iframeToken: 'get',
		media: 'create',
		order: 'create',
		orderLine: 'create',
		permissionSourceCategory: 'getAll',
		point: 'create',
		segment: 'getAll',
		store: 'getAll',
		tableEntity: 'getAll',
	},
	quarticonCdxp: {
		resource: 'contact',
		account: 'assignContact',
		connection: 'create',
		contact: 'upsert',
		deal: 'create',
		ecommerceCustomer: 'create',
		ecommerceOrder: 'create',
		field: 'getAll',
		list: 'getAll',
		note: 'create',
		tag: 'addToContact',
		webhook: 'getAll',
	},
	quarticonStore: {
		resource: 'product',
		contact: 'upsert',
		event: 'track',
		product: 'upsert',
		profile: 'collect',
		recommendation: 'get',
	},
	voyadoEngage: {
		resource: 'contact',
		consent: 'getAll',
		contact: 'upsert',
		fallback: 'toXml',
		promotion: 'getAll',
	},
};

const actionNodes = nodes.filter(({ made }) => !made.description.group.includes('trigger'));

describe.each(actionNodes.map(({ made }) => [made.description.name, made] as const))(
	'%s',
	(name, node) => {
		const { properties } = node.description;

		it('starts with the resource and the operations it has always started with', () => {
			const found: Record<string, unknown> = {};
			for (const property of properties) {
				const [resource] = (property.displayOptions?.show?.resource ?? []) as string[];
				if (property.name === 'resource') found.resource = property.default;
				if (property.name === 'operation') found[resource] = property.default;
			}
			expect(found).toEqual(DEFAULTS[name]);
		});

		it('has every list search and every loader of options that its fields ask for', () => {
			const asked = { listSearch: new Set<string>(), loadOptions: new Set<string>() };
			const walk = (property: INodeProperties & { values?: INodeProperties[] }) => {
				const { typeOptions, modes = [], options = [], values = [] } = property;
				for (const mode of modes) {
					const method = mode.typeOptions?.searchListMethod;
					if (method !== undefined) asked.listSearch.add(method);
				}
				if (typeOptions?.loadOptionsMethod !== undefined)
					asked.loadOptions.add(typeOptions.loadOptionsMethod);
				for (const inner of [...options, ...values]) walk(inner as INodeProperties);
			};
			properties.forEach(walk);
			for (const kind of ['listSearch', 'loadOptions'] as const) {
				const there = Object.keys(node.methods?.[kind] ?? {});
				expect([...asked[kind]].filter((method) => !there.includes(method))).toEqual([]);
			}
		});
	},
);
