import type { IDataObject, INodeType, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { jsonParse, NodeOperationError } from 'n8n-workflow';

import { describe, property } from './describe';
import { timeItem } from './triggers';

interface FormField {
	fieldLabel: string;
	fieldName?: string;
	fieldType?: string;
}

/** How a page of n8n's posts a field of this type: as it is, or as the JSON text of the boxes that are ticked. */
const READERS: Record<string, (value: string) => unknown> = {
	text: (value) => value.trim(),
	email: (value) => value.trim(),
	textarea: (value) => value,
	checkbox: (value) => jsonParse(value),
};

/**
 * n8n Form Trigger: takes what the page of the form posts, `field-0`, `field-1`, … as multipart, and gives it under the
 * names of the fields. It shows no page, and listens where a webhook does.
 */
export class FormTrigger implements INodeType {
	description = describe(
		'formTrigger',
		[2.4, 2.5, 2.6],
		[
			property('formFields', 'json', {}),
			...['formTitle', 'formDescription'].map((name) => property(name, 'string', '')),
			property('options', 'json', {}),
		],
		{
			group: ['trigger'],
			inputs: [],
			webhooks: [
				{
					name: 'default',
					httpMethod: 'POST',
					responseMode: 'onReceived',
					responseData: '',
					path: 'form',
				},
			],
		},
	);

	/** The real node registers nothing anywhere. */
	webhookMethods: INodeType['webhookMethods'] = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { values = [] } = this.getNodeParameter('formFields', {}) as { values?: FormField[] };
		const { data } = this.getBodyData() as { data?: Record<string, string> };
		if (data === undefined)
			throw new NodeOperationError(this.getNode(), 'Expected multipart/form-data');
		const json: IDataObject = {};
		for (const [index, { fieldLabel, fieldName, fieldType = 'text' }] of values.entries()) {
			const read = READERS[fieldType];
			if (read === undefined)
				throw new NodeOperationError(
					this.getNode(),
					`The stand-in has no field of the type "${fieldType}"`,
				);
			const value = data[`field-${index}`];
			json[fieldName || fieldLabel] = value === undefined ? null : (read(value) as string);
		}
		json.submittedAt = timeItem(new Date(), this.getTimezone()).timestamp;
		json.formMode = this.getMode() === 'manual' ? 'test' : 'production';
		return { workflowData: [[{ json }]], webhookResponse: { status: 200 } };
	}
}
