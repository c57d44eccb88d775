/** What an expression that brings nothing means: never more than what was set. */
import type { IDataObject } from 'n8n-workflow';

import { by, continued, detailsOf, mapped, nodeAt, startRecorder } from './harness';

/** Runs one item of nothing against a server that takes everything. */
async function withNothing(at: string, parameters: IDataObject, item: IDataObject = {}) {
	const recorder = await startRecorder(() => ({ body: { Id: 1 } }));
	const result = await nodeAt(recorder.url).run(at, parameters, [item], continued);
	await recorder.close();
	return { ...result, seen: recorder.seen };
}

const empty = '={{ $json.nothing }}';
const campaign = { campaignId: 1, includeSegments: '3' };
const dispatch = { campaignId: 1, sendTo: 'segments', segmentIds: '3' };
const dispatch2 = { triggerId: 'a', sendTo: 'segments', segmentIds: '3' };
const emails = { triggerId: 'a', sendTo: 'emails' };
const keys = { keyType: 'Email', patchFields: mapped({ FirstName: 'A' }) };

describe('a limit of a mailing that is set but brings nothing is refused', () => {
	it.each<[string, IDataObject, string]>([
		['emailCampaign.schedule', { ...campaign, options: { sendAt: empty } }, 'Send At'],
		[
			'emailCampaign.schedule',
			{ ...campaign, options: { excludeSegments: empty } },
			'Exclude Segment IDs',
		],
		[
			'emailCampaign.schedule',
			{ ...campaign, options: { limitContacts: empty } },
			'Limit Contacts',
		],
		['emailDispatch.create', { ...dispatch, additionalFields: { isTest: empty } }, 'Is Test'],
		['emailDispatch.create', { ...dispatch, additionalFields: { sendAt: empty } }, 'Send At'],
		['emailDispatch.create', { ...dispatch, additionalFields: { storeIds: empty } }, 'Store IDs'],
		[
			'emailDispatch.create',
			{ ...dispatch, additionalFields: { takeRandom: empty } },
			'Take Random',
		],
		['email2Dispatch.create', { ...dispatch2, additionalFields: { isTest: empty } }, 'Is Test'],
		['email2Dispatch.create', { ...dispatch2, additionalFields: { schedule: empty } }, 'Send At'],
		['email2Dispatch.create', { ...dispatch2, exceptSegmentIds: empty }, 'Except Segment IDs'],
		['email2Dispatch.create', { ...dispatch2, takeRandom: empty }, 'Take Random'],
	])('%s %j', async (at, parameters, field) => {
		for (const item of [{}, { nothing: null }]) {
			const { done, rejected, seen } = await withNothing(at, parameters, item);
			expect(done).toEqual([]);
			expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field });
			expect(seen).toEqual([]);
		}
	});

	it('an empty text in an option that was added, too', async () => {
		const parameters = { ...campaign, options: { sendAt: empty } };
		const { rejected } = await withNothing('emailCampaign.schedule', parameters, { nothing: ' ' });
		expect(detailsOf(rejected[0]).field).toBe('Send At');
	});
});

it('a mailing without limits is sent', async () => {
	const { done, seen } = await withNothing('email2Dispatch.create', {
		...dispatch2,
		exceptSegmentIds: '',
		takeRandom: '',
	});
	expect(done).toHaveLength(1);
	expect(seen).toHaveLength(1);
});

describe('a list of nothing is refused', () => {
	it.each<[string, IDataObject, string]>([
		['email2Dispatch.create', { ...emails, emails: '={{ [] }}' }, 'Email Addresses'],
		['email2Dispatch.create', { ...emails, emails: ', ' }, 'Email Addresses'],
		['contact.updateMany', { ...keys, keys: '={{ [] }}' }, 'Keys'],
		['contact.updateMany', { ...keys, keys: ',' }, 'Keys'],
		['bulkExport.create', { additionalFields: { exportFields: '={{ [] }}' } }, 'Fields'],
	])('%s %j', async (at, parameters, field) => {
		const { rejected, seen } = await withNothing(at, parameters);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field });
		expect(seen).toEqual([]);
	});
});

describe('a change of nothing is refused', () => {
	it.each<[string, IDataObject, string]>([
		['order.update', { orderId: 1, updateFields: { city: empty } }, 'Update Fields'],
		['orderLine.update', { orderId: 1, lineId: 2 }, 'Update Fields'],
		['store.update', { store: by('id', 1) }, 'Update Fields'],
		['contactCompany.update', { contactCompany: by('id', 1) }, 'Update Fields'],
		['tableEntity.create', { table: by('name', 'A') }, 'Columns'],
		['tableEntity.createMany', { table: by('name', 'A') }, 'Columns'],
	])('%s %j', async (at, parameters, field) => {
		const { rejected, seen } = await withNothing(at, parameters);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'invalid_value', field });
		expect(seen).toEqual([]);
	});
});

it('an empty dynamic field of a point is left out', async () => {
	const values = [
		{ name: 'A', value: empty },
		{ name: 'B', value: '' },
		{ name: 'C', value: 'c' },
	];
	const { seen } = await withNothing('point.create', {
		contact: by('id', 1),
		pointType: 'base',
		amount: 1,
		additionalFields: { dynamicFields: { values } },
	});
	expect(seen[0].body).toEqual({ ContactId: 1, Type: 'base', Amount: 1, Dynamic_C: 'c' });
});
