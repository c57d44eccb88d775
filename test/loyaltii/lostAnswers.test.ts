/** After a lost answer, what is there counts as done only if it holds what was sent. */
import type { IDataObject } from 'n8n-workflow';

import type { Reply, Seen } from './harness';
import { by, continued, detailsOf, lineOf, nodeAt, startRecorder } from './harness';

/** Runs one item against a server that answers so. */
async function against(
	reply: (seen: Seen, count: number) => Reply,
	at: string,
	parameters: IDataObject,
) {
	const recorder = await startRecorder(reply);
	const result = await nodeAt(recorder.url).run(at, parameters, [{}], continued);
	await recorder.close();
	return { ...result, seen: recorder.seen };
}

const ANNA = { Id: 7, Email: 'A@example.com', RegistrationSource: 'n8n', FirstName: 'Anna' };

/** No answer to POST; what is there afterwards. */
const lostPost =
	(there: IDataObject) =>
	({ method }: Seen): Reply =>
		method === 'POST' ? { broken: true } : { body: there };

describe('create', () => {
	const create = {
		email: 'a@example.com',
		registrationSource: 'n8n',
		additionalFields: { limitMailsPermanently: true, registrationDateTime: '2025-08-27T10:00:00Z' },
	};
	const written = {
		LimitMailsPermanently: true,
		RegistrationDateTime: '2025-08-27T12:00:00+02:00',
	};

	it('takes a contact that holds it all, whatever the form of address and moment', async () => {
		const { done } = await against(lostPost({ ...ANNA, ...written }), 'contact.create', create);
		expect(done).toEqual([expect.objectContaining({ Id: 7 })]);
	});

	it.each([
		{ LimitMailsPermanently: false },
		{ RegistrationDateTime: '2025-08-27T10:00:00+02:00' },
	])('is a conflict where the contact there has %j', async (other) => {
		const there = { ...ANNA, ...written, ...other };
		const { done, rejected } = await against(lostPost(there), 'contact.create', create);
		expect(done).toEqual([]);
		expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict', field: 'Email' });
	});

	it('names the phone number where that was looked up', async () => {
		const parameters = { registrationSource: 'n8n', additionalFields: { phone: '999' } };
		const there = { Id: 7, Phone: '999', RegistrationSource: 'shop' };
		const { rejected } = await against(lostPost(there), 'contact.create', parameters);
		expect(rejected[0].error).toBe('Phone: a contact with "999" exists already');
		expect(detailsOf(rejected[0]).field).toBe('Phone');
	});

	it.each([
		['NEW', 1],
		['OLD', 0],
	])('a table row of the same external ID named %s', async (Name, done) => {
		const result = await against(lostPost({ Id: 9, ExternalId: 'x', Name }), 'tableEntity.create', {
			table: by('name', 'T'),
			externalId: 'x',
			name: 'NEW',
		});
		expect(result.done).toHaveLength(done);
		if (done === 1) return;
		expect(detailsOf(result.rejected[0])).toMatchObject({ code: 'conflict', field: 'External ID' });
	});
});

describe('create or update', () => {
	const upsert = {
		email: 'a@example.com',
		registrationSource: 'n8n',
		additionalFields: { firstName: 'Anna' },
	};

	/** There is no contact at first, and this one after the lost answer. */
	const afterLost = (there: IDataObject) => {
		let looks = 0;
		return ({ method }: Seen): Reply => {
			if (method === 'POST') return { broken: true };
			if (method === 'GET' && ++looks === 1) return { status: 404 };
			return { body: there };
		};
	};

	it('writes onto the contact that another made meanwhile', async () => {
		const other = { ...ANNA, RegistrationSource: 'shop', FirstName: 'Other' };
		const { done, seen } = await against(afterLost(other), 'contact.upsert', upsert);
		expect(seen.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'PATCH']);
		expect(seen[3]).toMatchObject({ path: '/Contacts/7', body: { FirstName: 'Anna' } });
		expect(done).toEqual([expect.objectContaining({ Id: 7, created: false })]);
	});

	it('knows its own contact again', async () => {
		const { done } = await against(afterLost(ANNA), 'contact.upsert', upsert);
		expect(done).toEqual([expect.objectContaining({ Id: 7, created: true })]);
	});

	it('looks once for a contact that came in between, and changes that one', async () => {
		let looks = 0;
		const { done, seen } = await against(
			({ method }) => {
				if (method === 'POST') return { status: 409, body: { Message: 'Taken' } };
				looks += 1;
				// A third look would find nothing.
				return looks === 2 || method === 'PATCH' ? { body: ANNA } : { status: 404 };
			},
			'contact.upsert',
			upsert,
		);
		expect(seen.map(lineOf)).toEqual([
			'GET /Contacts?email=a@example.com',
			'POST /Contacts',
			'GET /Contacts?email=a@example.com',
			'PATCH /Contacts/7',
		]);
		expect(done).toEqual([{ ...ANNA, created: false }]);
	});

	it('shows no old values where the answer brings none', async () => {
		const old = { ...ANNA, FirstName: 'Old', Version: 'A', LastModified: '2025-01-01T00:00:00Z' };
		const { done } = await against(
			({ method }) => (method === 'PATCH' ? {} : { body: old }),
			'contact.upsert',
			upsert,
		);
		expect(done).toEqual([{ ...ANNA, FirstName: 'Anna', created: false }]);
	});
});

describe('update with a version', () => {
	const update = { contact: by('id', 7), updateFields: { firstName: 'New', version: 'A' } };
	const now = { ...ANNA, FirstName: 'New', Version: 'B' };
	const isPatch = ({ method }: Seen) => method === 'PATCH';

	/** The answer to the first try is lost, the second is refused. */
	const refusedAfterLost = (body: IDataObject, there = body) => {
		let tries = 0;
		return (seen: Seen): Reply => {
			if (!isPatch(seen)) return { body: there };
			return ++tries === 1 ? { broken: true } : { status: 409, body };
		};
	};

	it.each<[string, IDataObject, IDataObject]>([
		['the refusal brings', now, now],
		['is read', { Message: 'Changed' }, now],
	])('knows its own change again in the contact that %s', async (_, body, there) => {
		const { done } = await against(refusedAfterLost(body, there), 'contact.update', update);
		expect(done).toEqual([{ ...now, Updated: true }]);
	});

	it('says the newest version where the contact was changed by another', async () => {
		const other = { ...now, FirstName: 'Other' };
		for (const reply of [
			refusedAfterLost(other),
			(seen: Seen) => (isPatch(seen) ? { status: 409, body: {} } : { body: now }),
		]) {
			const { rejected } = await against(reply, 'contact.update', update);
			expect(rejected[0].error).toBe(
				'Version: the contact was changed since "A"; its newest version is "B"',
			);
			expect(detailsOf(rejected[0])).toMatchObject({ code: 'conflict', field: 'Version' });
		}
	});

	it('tells a value that is taken from a change meanwhile', async () => {
		const { rejected } = await against(
			(seen) =>
				isPatch(seen)
					? { status: 409, body: { Message: 'Taken' } }
					: { body: { ...ANNA, Version: 'A' } },
			'contact.update',
			update,
		);
		expect(rejected[0].error).toBe('Loyaltii says: Taken');
	});
});
