import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { jsonParse, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { describe, property, shownFor } from './describe';

/** HTTP Request 4.2, without authentication and options: sends JSON or nothing per item, gives the JSON of the answer. */
export class HttpRequest implements INodeType {
	description = describe('httpRequest', 4.2, [
		property('method', 'string', 'GET'),
		property('url', 'string', ''),
		property('authentication', 'options', 'none', {
			options: [{ name: 'none', value: 'none' }],
		}),
		property('sendBody', 'boolean', false),
		property('specifyBody', 'string', 'keypair'),
		property('jsonBody', 'json', '', shownFor('specifyBody', 'json')),
		property('options', 'json', {}),
	]);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const requests = this.getInputData().map(
			async (_, itemIndex) => await answerTo.call(this, itemIndex),
		);
		const output: INodeExecutionData[] = [];
		for (const [item, answer] of (await Promise.allSettled(requests)).entries()) {
			if (answer.status === 'fulfilled') {
				output.push({ json: answer.value, pairedItem: { item } });
				continue;
			}
			const error = answer.reason as Error;
			if (error instanceof NodeOperationError) throw error;
			if (!this.continueOnFail())
				throw new NodeApiError(this.getNode(), { message: error.message }, { itemIndex: item });
			// The real node gives the error in the place of the item, too.
			output.push({ json: { error: { message: error.message } }, pairedItem: { item } });
		}
		return [output];
	}
}

async function answerTo(this: IExecuteFunctions, itemIndex: number): Promise<IDataObject> {
	const isSent = this.getNodeParameter('sendBody', itemIndex) as boolean;
	const options = this.getNodeParameter('options', itemIndex) as IDataObject;
	if (Object.keys(options).length > 0)
		throw new NodeOperationError(this.getNode(), 'The stand-in takes no options');
	if (isSent && this.getNodeParameter('specifyBody', itemIndex) !== 'json')
		throw new NodeOperationError(this.getNode(), 'The stand-in sends JSON only');
	const given = isSent
		? (this.getNodeParameter('jsonBody', itemIndex) as string | IDataObject)
		: undefined;
	const answer = (await this.helpers.httpRequest({
		method: this.getNodeParameter('method', itemIndex) as IHttpRequestMethods,
		url: this.getNodeParameter('url', itemIndex) as string,
		json: true,
		...(given !== undefined && {
			body: typeof given === 'string' ? jsonParse<IDataObject>(given) : given,
		}),
	})) as IDataObject | string;
	return typeof answer === 'string' ? { data: answer } : answer;
}
