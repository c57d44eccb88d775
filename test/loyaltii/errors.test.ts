/** What refusals say, the credential, and input that is refused before a request is spent. */
import type { IDataObject } from 'n8n-workflow';

import type { Reply } from './harness';
import { by, continued, detailsOf, nodeAt, startClub, startRecorder } from './harness';

/** Reads a point from a server that answers so. */
async function answered(reply: Reply, at = 'point.get', parameters: IDataObject = { pointId: 1 }) {
	const recorder = await startRecorder(() => reply);
	const result = await nodeAt(recorder.url).run(at, parameters, [{}], continued);
	await recorder.close();
	return { ...result, requests: recorder.seen.length };
}

describe('a refusal', () => {
	it.each([
		['Message', { Message: 'No!' }, 'Loyaltii says: No!'],
		[
			'ModelState',
			{ Message: 'The request is invalid.', ModelState: { 'point.Amount': ['Is not a number'] } },
			'Loyaltii says: point.Amount: Is not a number',
		],
		['a text', 'No!', 'Loyaltii says: No!'],
		['nothing', undefined, 'Loyaltii calls a value of this item invalid (400)'],
	])('says what the platform says by %s', async (_, body, message) => {
		const { rejected, requests } = await answered({ status: 400, body });
		expect(rejected[0].error).toBe(message);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', status: 'failed' });
		expect(requests).toBe(1);
	});

	it.each([
		[404, undefined, 'not_found', 'There is no point with this ID'],
		[409, undefined, 'conflict', 'Another record has a value that must be unique'],
		[418, undefined, 'http_418', 'Loyaltii rejected the request (418)'],
	])('with %i is explained', async (status, body, code, message) => {
		const { rejected } = await answered({ status, body });
		expect(rejected[0].error).toContain(message);
		expect(detailsOf(rejected[0]).code).toBe(code);
	});

	it('by a fault of the platform is tried again, a read as often as useful', async () => {
		const recorder = await startRecorder((_, count) =>
			count < 3 ? { status: 503, body: { Message: 'Busy' } } : { body: { Id: 1 } },
		);
		const { done } = await nodeAt(recorder.url).run('point.get', { pointId: 1 }, [{}]);
		await recorder.close();
		expect(done).toEqual([{ Id: 1 }]);
		expect(recorder.seen).toHaveLength(3);
	});

	it('with a page instead of JSON is no answer', async () => {
		const { rejected } = await answered({ text: '<html>Maintenance</html>' }, 'feedSync.syncNow', {
			feedSyncId: 1,
		});
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'html_answer', status: 'uncertain' });
	});
});

describe('the credential', () => {
	it('with a wrong key is said once, and no further request is spent', async () => {
		const club = await startClub();
		const { rejected } = await club.run(
			'point.get',
			{ pointId: '={{ $json.id }}' },
			[{ id: 1 }, { id: 2 }, { id: 3 }],
			{ ...continued, credential: { apiKey: 'wrong' } },
		);
		await club.close();
		expect(rejected.map((item) => detailsOf(item).status)).toEqual([
			'failed',
			'not-attempted',
			'not-attempted',
		]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'wrong_token', field: 'API Key' });
		// The request, and the one that any key may send.
		expect(club.sandbox.journal.count()).toBe(2);
	});

	it.each([
		['a key of nothing', { apiKey: ' ' }, 'API Key: the credential holds none'],
		['plain http', { baseUrl: 'http://api.loyaltii.com' }, 'uses http'],
		['a path', { baseUrl: 'https://api.loyaltii.com/Help' }, 'unexpected path "/Help"'],
	])('with %s is refused before anything is sent', async (_, credential, message) => {
		const { failure } = await nodeAt('http://127.0.0.1:1').run('point.get', { pointId: 1 }, [{}], {
			credential,
		});
		expect(failure?.message).toContain(message);
	});

	it.each(['', '/', '/api/v1', '/API/V1/'])(
		'takes the base URL with "%s" behind it',
		async (suffix) => {
			const club = await startClub();
			const credential = { baseUrl: `${club.sandbox.url}${suffix}` };
			const { done } = await club.run('point.getTypes', {}, [{}], { credential });
			const test = await club.testCredential(credential);
			await club.close();
			expect(done).toEqual([{ Type: 'base' }, { Type: 'bonus' }]);
			expect(test).toMatchObject({ status: 'OK' });
		},
	);

	it('is tested by a request that a wrong key may not send', async () => {
		const club = await startClub();
		const test = await club.testCredential({ apiKey: 'wrong' });
		await club.close();
		expect(test).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('refuses the API key'),
		});
	});

	it('goes out as X-ApiKey and tells accounts of one host apart by nothing that is secret', async () => {
		const recorder = await startRecorder(() => ({ status: 400, body: { Message: 'No' } }));
		const { rejected } = await nodeAt(recorder.url, 'top-secret').run(
			'point.get',
			{ pointId: 1 },
			[{}],
			continued,
		);
		await recorder.close();
		expect(recorder.seen[0].headers['x-apikey']).toBe('top-secret');
		expect(JSON.stringify(rejected)).not.toContain('top-secret');
	});
});

describe('input that cannot be meant', () => {
	const period = { by: 'period', pointType: 'base', from: '2025-01-01', to: '2025-02-01' };
	const point = { contact: by('id', 1), pointType: 'base', amount: 1 };

	it.each<[string, IDataObject, string]>([
		['contact.get', { contact: by('email', 'nobody') }, 'Contact'],
		['contact.get', { contact: by('id', '1.5') }, 'Contact'],
		['contact.get', { contact: by('={{ "name" }}', 'x') }, 'Contact'],
		['contact.getAll', { by: '={{ "all" }}', field: 'a', value: 'b' }, 'Get By'],
		['contact.getAll', { by: 'registration', withinMinutes: 'yesterday' }, 'Within Minutes'],
		['point.create', { ...point, amount: '1,5' }, 'Amount'],
		['point.create', { ...point, pointType: '={{ "" }}' }, 'Point Type Name or ID'],
		[
			'point.create',
			{ ...point, additionalFields: { dynamicFields: { values: [{ name: '' }] } } },
			'Dynamic Fields',
		],
		['point.getAll', { ...period, from: 'soon' }, 'From'],
		['point.getAll', { ...period, to: '={{ "" }}' }, 'To'],
		['point.searchByStore', { ...period, storeIds: 'Aarhus' }, 'Store IDs'],
		['segment.getContactCount', { segmentIds: ', ' }, 'Segment IDs'],
		['segment.get', { segment: by('list', 'Everybody') }, 'Segment'],
		['action.triggerForContact', { action: by('id', 0), contact: by('id', 1) }, 'Action'],
		['banner.resetCache', { banners: '{"a":1}' }, 'Banners (JSON)'],
		[
			'contactEvent.create',
			{ contact: by('id', 1), eventType: 'a', subType: 'b', additionalFields: { infoJson: '[1]' } },
			'Info (JSON)',
		],
		[
			'email2Dispatch.create',
			{ triggerId: 'a', sendTo: 'emails', emails: 'a@example.com, b' },
			'Email Addresses',
		],
		[
			'emailCampaign.schedule',
			{ campaignId: 1, includeSegments: '1', options: { sendingSpeed: '={{ 5 }}' } },
			'Sending Speed',
		],
		['store.create', { name: 'A', additionalFields: { email: 'a' } }, 'Email'],
		['store.getAll', { filters: { withoutJsonString: '={{ "maybe" }}' } }, 'Without JSON String'],
		['media.create', { folder: '={{ 1 }}', binaryPropertyName: 'data' }, ''],
		['point.get', { pointId: '={{ {} }}' }, 'Point ID'],
	])('%s %j', async (at, parameters, field) => {
		const recorder = await startRecorder(() => ({ status: 500 }));
		const { done, rejected } = await nodeAt(recorder.url).run(at, parameters, [{}], continued);
		await recorder.close();
		expect(done).toEqual([]);
		if (field !== '')
			expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field });
		else expect(detailsOf(rejected[0]).code).toBe('no_file');
		expect(recorder.seen).toEqual([]);
	});
});
