import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequestData,
	IDataObject,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import type { EngineContext } from './context';
import { additionalDataOf, buildSingleNode, credentialsOf } from './context';
import { NodeTypeRegistry } from './nodeTypes';
import type { CredentialTestResult } from './types';

const TYPE_NAME = 'embedded.credentialTest';

type Rules = NonNullable<NonNullable<ICredentialTestRequestData['testRequest']>['rules']>;

/**
 * Presses "Test" of a credential. As n8n's server does, it makes a declarative node of the credential's test request,
 * lets n8n-core's RoutingNode send it, and reads the answer by the test's rules.
 */
export async function testCredential(
	context: EngineContext,
	typeName: string,
	data: ICredentialDataDecryptedObject,
): Promise<CredentialTestResult> {
	const test = context.credentialTypes.get(typeName)?.test;
	if (!test) return { status: 'Error', message: 'No testing function found for this credential.' };

	const nodeType: INodeType = {
		description: {
			displayName: 'Credential Test',
			name: TYPE_NAME,
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: typeName, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					routing: { request: test.request },
				},
			],
		},
	};
	const decrypted = credentialsOf(context).withDefaults(typeName, data);
	const credential = { id: 'tested', name: 'Tested', type: typeName, data: decrypted };
	try {
		const answer = await send(
			{ ...context, nodeTypes: new NodeTypeRegistry({ [TYPE_NAME]: nodeType }) },
			nodeType,
			credential,
		);
		return byBody(answer, test.rules ?? []);
	} catch (error) {
		return byError(error as SentError, test.rules ?? []);
	}
}

async function send(
	context: EngineContext,
	nodeType: INodeType,
	credential: { id: string; name: string; type: string; data: ICredentialDataDecryptedObject },
): Promise<INodeExecutionData[][] | undefined> {
	const json = {
		name: 'Test',
		type: TYPE_NAME,
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	};
	const { workflow, node } = buildSingleNode(context, json);
	const credentials = { [credential.id]: credential.data };
	const additionalData = additionalDataOf(context, {
		credentials,
		mode: 'internal',
		workflow: { nodes: [json] },
	});
	const self = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	return await new RoutingNode(self, nodeType, credential).runNode();
}

interface SentError extends Error {
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

function byError(error: SentError, rules: Rules): CredentialTestResult {
	const { response, code } = error.cause ?? {};
	if (!response) return { status: 'Error', message: code ?? error.message };
	for (const rule of rules) {
		if (rule.type === 'responseCode' && rule.properties.value === response.status) {
			return { status: 'Error', message: rule.properties.message };
		}
	}
	return {
		status: 'Error',
		message: response.statusText || `Received HTTP status code: ${response.status}`,
	};
}

function byBody(answer: INodeExecutionData[][] | undefined, rules: Rules): CredentialTestResult {
	const body = answer?.[0]?.[0]?.json;
	for (const rule of rules) {
		if (
			rule.type === 'responseSuccessBody' &&
			valueAt(body, rule.properties.key) === rule.properties.value
		) {
			return { status: 'Error', message: rule.properties.message };
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function valueAt(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], body);
}
