import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { Failure, invalid, toErrorJson, toFailure, toNodeError } from '../../nodes/shared/errors';

const node = {
	name: 'Test',
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	id: '1',
} as INode;

describe('toErrorJson', () => {
	it('has no keys beside error and details, or n8n would count the item as a success', () => {
		const json = toErrorJson(invalid('Email', '"x" is not an e-mail address', 'Correct it.'));
		expect(json).toEqual({
			error: 'Email: "x" is not an e-mail address',
			details: {
				status: 'failed',
				code: 'invalid_value',
				field: 'Email',
				remedy: 'Correct it.',
				parts: [],
			},
		});
	});
});

describe('toNodeError', () => {
	it('keeps our words although they hold the name of a Node error', () => {
		const error = toNodeError(
			node,
			invalid('Email', '"approvePermissions" holds EPERM, "preexisting" EEXIST', 'Fix it.'),
			{ itemIndex: 3 },
		);
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('Email: "approvePermissions" holds EPERM, "preexisting" EEXIST');
		expect(error.description).toBe('Fix it.');
		expect(error.context.itemIndex).toBe(3);
	});

	it('is an API error with the status where the platform answered', () => {
		const failure = new Failure({
			message: 'Rejected',
			code: 'x',
			remedy: 'Fix it.',
			httpStatus: 422,
		});
		const error = toNodeError(node, failure, { note: '2 done.' });
		expect(error).toBeInstanceOf(NodeApiError);
		expect((error as NodeApiError).httpCode).toBe('422');
		expect(error.description).toBe('Fix it. 2 done.');
	});
});

it('takes nothing from a foreign error but its words', () => {
	const foreign = Object.assign(new Error('Boom'), {
		config: { headers: { 'Api-Token': 'secret' } },
	});
	expect(JSON.stringify(toFailure(foreign))).not.toContain('secret');
	expect(toFailure(foreign).facts.message).toBe('Boom');
});
