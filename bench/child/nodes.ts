import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/** As many requests at once as ours sends at most where there is no limit. */
const WIDTH = 32;

export const property = (name: string, type: INodeProperties['type'], value: string | number) =>
	({ displayName: name, name, type, default: value }) as INodeProperties;

export const describe = (name: string, properties: INodeProperties[]): INodeTypeDescription => ({
	displayName: name,
	name,
	group: ['transform'],
	version: 1,
	description: name,
	defaults: { name },
	inputs: ['main'],
	outputs: ['main'],
	properties,
});

/** Emits `count` customers who differ in everything. */
export class Customers implements INodeType {
	description = describe('customers', [
		property('count', 'number', 1),
		property('prefix', 'string', 'customer'),
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const count = this.getNodeParameter('count', 0) as number;
		const prefix = this.getNodeParameter('prefix', 0) as string;
		return [
			Array.from({ length: count }, (_, index) => ({
				json: { email: `${prefix}-${index}@example.com`, name: `Customer ${index}` },
			})),
		];
	}
}

/**
 * What n8n's helper can do: requests side by side, no pace, no retry, no checks. E-mail and name come from parameters, as
 * in any node; without such, from the items themselves.
 */
export class ParallelLoop implements INodeType {
	description = {
		...describe('parallelLoop', [property('email', 'string', ''), property('name', 'string', '')]),
		credentials: [{ name: 'quarticonCdxpApi', required: true }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const { accountUrl } = await this.getCredentials<{ accountUrl: string }>('quarticonCdxpApi');
		const hasParameters = this.getNodeParameter('email', 0) !== '';
		const output = await sideBySide(items.length, async (item) => {
			const { email, name } = hasParameters
				? {
						email: this.getNodeParameter('email', item),
						name: this.getNodeParameter('name', item),
					}
				: items[item].json;
			return (await this.helpers.httpRequestWithAuthentication.call(this, 'quarticonCdxpApi', {
				method: 'POST',
				url: `${accountUrl}/api/3/contact/sync`,
				body: { contact: { email, firstName: name } },
				json: true,
			})) as IDataObject;
		});
		return [output];
	}
}

/** Makes a row of each item, many at once. @returns the rows in the order of the items */
export async function sideBySide(
	count: number,
	make: (item: number) => Promise<IDataObject>,
): Promise<INodeExecutionData[]> {
	const output = new Array<INodeExecutionData>(count);
	let next = 0;
	const worker = async () => {
		while (next < count) {
			const item = next++;
			output[item] = { json: await make(item), pairedItem: { item } };
		}
	};
	await Promise.all(Array.from({ length: WIDTH }, worker));
	return output;
}
