import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** A node description with what the engine reads; the editor never sees a stand-in. */
export function describe(
	name: string,
	version: number | number[],
	properties: INodeProperties[],
	more: Partial<INodeTypeDescription> = {},
): INodeTypeDescription {
	return {
		displayName: name,
		name,
		group: ['transform'],
		version,
		description: `Stand-in for the standard node ${name}`,
		defaults: { name },
		inputs: ['main'],
		outputs: ['main'],
		properties,
		...more,
	};
}

export function property(
	name: string,
	type: INodeProperties['type'],
	value: INodeProperties['default'],
	more: Partial<INodeProperties> = {},
): INodeProperties {
	return { displayName: name, name, type, default: value, ...more };
}

/** Shown only when another parameter has this value; n8n drops hidden parameters, as it does for the real nodes. */
export function shownFor(
	parameter: string,
	value: string,
): Pick<INodeProperties, 'displayOptions'> {
	return { displayOptions: { show: { [parameter]: [value] } } };
}
