import type { IDataObject } from 'n8n-workflow';

import type { Account } from './harness';
import { detailsOf, startAccount } from './harness';

let account: Account;
beforeEach(async () => (account = await startAccount()));
afterEach(async () => await account.close());

const upsert = { resource: 'contact', operation: 'upsert', email: '={{ $json.email }}' };
const rows = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ email: `c${index}@example.com` }));
const emails = (items: IDataObject[]) => items.map(({ email }) => email);

describe('transient faults are absorbed', () => {
	it.each([
		['500', { kind: 'status', status: 500, times: 3 }],
		['503 with a web page', { kind: 'html', status: 503, times: 3 }],
		['resets before the request is applied', { kind: 'reset', times: 3 }],
		['resets after it was applied', { kind: 'reset', when: 'after', times: 3 }],
		['answers cut short', { kind: 'truncate', when: 'after', times: 3 }],
		[
			'429 with Retry-After',
			{ kind: 'status', status: 429, headers: { 'retry-after': '0.2' }, times: 3 },
		],
		['429 without Retry-After', { kind: 'status', status: 429, times: 1 }],
	] as const)('%s: every item is stored once', async (_, fault) => {
		// One good answer first, as in a run that has begun well.
		account.sandbox.faults.add({ ...fault, match: { path: /sync/ } } as never);
		const { done, paired } = await account.run(upsert, rows(20));
		expect(emails(done)).toEqual(emails(rows(20)));
		expect(paired()).toEqual(rows(20).map((__, index) => index));
		expect(account.sandbox.store.contacts()).toHaveLength(20);
	});

	it('fails an item only, with its input, when the fault stays', async () => {
		account.sandbox.faults.add({ kind: 'status', status: 422, body: { message: 'No.' }, every: 4 });
		const { done, rejected } = await account.run(upsert, rows(20), {
			onError: 'continueErrorOutput',
		});
		expect(done).toHaveLength(15);
		expect(rejected).toHaveLength(5);
		expect(new Set([...emails(done), ...emails(rejected)]).size).toBe(20);
	});
});

describe('the limit', () => {
	it("is kept to: no request is refused, and the speed is the limit's", async () => {
		account.sandbox.setLimit({ perSecond: 20 });
		const started = Date.now();
		const { done } = await account.run(upsert, rows(60), { credential: { requestsPerSecond: 20 } });
		expect(done).toHaveLength(60);
		expect(account.sandbox.limitHits).toBe(0);
		expect(Date.now() - started).toBeGreaterThan(2800);
	});

	it('is shared by executions that run at once', async () => {
		account.sandbox.setLimit({ perSecond: 20 });
		const runs = await Promise.all(
			['a', 'b', 'c'].map(
				async (name) =>
					await account.run(
						upsert,
						rows(12).map(({ email }) => ({ email: name + email })),
						{ credential: { requestsPerSecond: 20 } },
					),
			),
		);
		expect(runs.map(({ done }) => done.length)).toEqual([12, 12, 12]);
		expect(account.sandbox.limitHits).toBe(0);
	});
});

it('runs items side by side', async () => {
	account.sandbox.faults.add({ kind: 'delay', delayMs: 100 });
	const started = Date.now();
	const { done } = await account.run(upsert, rows(64));
	expect(done).toHaveLength(64);
	// One at a time this would be 6.4 s.
	expect(Date.now() - started).toBeLessThan(2000);
});

it('stops within a second when the user stops the execution, and sends nothing more', async () => {
	account.sandbox.setLimit({ perSecond: 5 });
	const started = Date.now();
	const { status } = await account.run(upsert, rows(100), {
		credential: { requestsPerSecond: 5 },
		cancelAfterMs: 700,
	});
	expect(status).toBe('canceled');
	expect(Date.now() - started).toBeLessThan(1700);
	const sent = account.sandbox.journal.count();
	await new Promise((resolve) => setTimeout(resolve, 600));
	expect(account.sandbox.journal.count()).toBe(sent);
});

it('does not send twice what is done when n8n retries the node', async () => {
	account.sandbox.faults.add({
		kind: 'status',
		status: 422,
		body: { message: 'Not now' },
		match: { path: /sync/ },
		times: 1,
	});
	const { done, status } = await account.run(upsert, rows(5), { retry: 3 });
	expect(status).toBe('success');
	expect(emails(done)).toEqual(emails(rows(5)));
	const sent = account.sandbox.journal.entries.map(
		({ body }) => (body as { contact: { email: string } }).contact.email,
	);
	// Only the refused one was sent again.
	expect(sent.filter((email) => email !== 'c0@example.com').sort()).toEqual([
		'c1@example.com',
		'c2@example.com',
		'c3@example.com',
		'c4@example.com',
	]);
});

it('sums up what happened in one hint', async () => {
	account.sandbox.faults.add({ kind: 'status', status: 500, times: 2 });
	const { hints } = await account.run(upsert, [...rows(3), { email: 'nope' }], {
		onError: 'continueErrorOutput',
	});
	expect(hints).toEqual([
		expect.stringMatching(
			/^3 of 4 items done, 1 failed, 5 requests, 2 repeated(, 1 s of waiting.*)?\.$/,
		),
	]);
});

it('points to the importer from 1,000 contacts on', async () => {
	for (const [count, says] of [
		[999, false],
		[1000, true],
	] as const) {
		const { done, hints } = await account.run(upsert, rows(count));
		expect(done).toHaveLength(count);
		expect(hints[0].includes('Import takes one request per 250')).toBe(says);
	}
}, 30_000);

it('marks as not attempted what never started', async () => {
	account.sandbox.faults.add({ kind: 'status', status: 403, body: { message: 'Forbidden' } });
	const { rejected } = await account.run(upsert, rows(3), { onError: 'continueErrorOutput' });
	expect(rejected.map((item) => detailsOf(item).status)).toEqual([
		'failed',
		'not-attempted',
		'not-attempted',
	]);
});
