import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import {
	Failure,
	invalid,
	readProblems,
	toErrorJson,
	toFailure,
	toNodeError,
} from '../../nodes/shared/errors';

const node = {
	name: 'Test',
	type: 'test',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	id: '1',
} as INode;

describe('readProblems', () => {
	it.each([
		[
			'a list of errors',
			{
				errors: [
					{
						title: 'No.',
						detail: '',
						code: 'duplicate',
						source: { pointer: '/data/attributes/email' },
					},
				],
			},
			['No.'],
		],
		[
			'title and detail',
			{
				errors: [
					{ status: 400, title: 'Bad Request', detail: 'Contact email must be provided for sync' },
				],
			},
			['Bad Request: Contact email must be provided for sync'],
		],
		['several errors', { errors: [{ title: 'A' }, { title: 'B' }] }, ['A', 'B']],
		['errors as one text', { errors: 'Bulk operation failed.' }, ['Bulk operation failed.']],
		['a message', { message: 'Forbidden' }, ['Forbidden']],
		['an error', { error: 'Nope' }, ['Nope']],
		[
			'failure reasons',
			{
				success: 0,
				message: 'Invalid',
				failureReasons: [{ contact: 1, failureReason: "Field 'email' not found" }],
			},
			["Field 'email' not found"],
		],
		[
			'failure reasons as texts',
			{ failureReasons: ['Invalid or unparsable json'] },
			['Invalid or unparsable json'],
		],
		['nothing', {}, []],
		['an empty body', '', []],
		['no body', undefined, []],
		['a web page', '<html><body>Bad gateway</body></html>', []],
		['an empty list', { errors: [] }, []],
	])('reads %s', (_, body, texts) =>
		expect(readProblems(body).map(({ text }) => text)).toEqual(texts),
	);

	it('reads code, finer code and place', () => {
		const body = {
			errors: [
				{
					title: 'T',
					code: 'related_missing',
					error: 'list_not_exist',
					source: { pointer: '/data/attributes/list' },
				},
			],
		};
		expect(readProblems(body)).toEqual([
			{
				text: 'T',
				code: 'related_missing',
				detailCode: 'list_not_exist',
				pointer: '/data/attributes/list',
			},
		]);
	});
});

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
