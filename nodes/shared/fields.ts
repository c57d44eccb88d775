import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { isEmpty } from './call';

/** Return All and Limit, in n8n's fixed words. */
export const returnAllOrLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/** The Simplify switch, in n8n's fixed words. */
export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** What a resource locator evaluates to. */
export interface Locator {
	mode: string;
	value: unknown;
}

/** Whether a locator was filled in. One left empty, or with nothing but spaces, means that nothing is chosen. */
export const isChosen = (locator: unknown): locator is Locator =>
	!isEmpty((locator as Locator | null | undefined)?.value);

/** A field for one record: picked from a searchable list, given by ID, or by further modes. */
export function locator(
	field: { displayName: string; name: string; description: string; required?: boolean },
	{
		search,
		idExample,
		modes = [],
		mode = 'list',
	}: {
		/** The node's listSearch method. */
		search: string;
		idExample: string;
		/** Further modes, such as by name. */
		modes?: INodePropertyMode[];
		/** The mode a new node starts with. */
		mode?: string;
	},
): INodeProperties {
	const { required = false, ...named } = field;
	return {
		...named,
		...(required && { required }),
		type: 'resourceLocator',
		default: { mode, value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select ${field.displayName.toLowerCase()}…`,
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${idExample}`,
				// No `validation`: n8n checks it in a machine of its own with 250 ms to spare, too few on a busy server; we check IDs.
			},
			...modes,
		],
	};
}
