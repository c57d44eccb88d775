import { readProblems } from '../../nodes/shared/problems';

const KEYS = { lists: ['failureReasons'], texts: ['failureReason'] };

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
			'texts by field',
			{ errors: { Email: ['is taken', 'is too long'], Phone: 'is taken' } },
			['Email: is taken', 'Email: is too long', 'Phone: is taken'],
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
		expect(readProblems(body, KEYS).map(({ text }) => text)).toEqual(texts),
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
		expect(readProblems(body, { detailCode: 'error' })).toEqual([
			{
				text: 'T',
				code: 'related_missing',
				detailCode: 'list_not_exist',
				pointer: '/data/attributes/list',
			},
		]);
	});
});
