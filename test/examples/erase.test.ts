/** The example workflow that erases a customer, with the nodes' sources. */
import type { Sandbox } from '../../sandbox';
import { proofTable, runErase } from '../../scripts/main-job-erase';
import { account, engine, startExample } from './harness';

let sandbox: Sandbox;
beforeEach(async () => (sandbox = await startExample()));
afterEach(async () => await sandbox.close());

test('every promise of the main job holds', async () => {
	const { email } = account.contacts[0];
	const { id } = sandbox.store.contactByEmail(email) ?? {};
	const { check, proof } = await runErase(engine, sandbox, email);
	expect(check.differences).toEqual([]);
	expect(proof).toEqual([
		{ email, deletedId: id, erased: true, provedBy: expect.stringContaining(email) },
	]);
	expect(proofTable(proof)).toContain(String(id));
});

test('a second run does no harm and says that nobody was there', async () => {
	const { email } = account.contacts[0];
	await runErase(engine, sandbox, email);
	const { check, proof } = await runErase(engine, sandbox, email);
	expect(proof).toEqual([expect.objectContaining({ email, deletedId: null, erased: true })]);
	expect(check.differences).toContain(`${email} was not in the account`);
});

test('a look-up that fails for another reason proves nothing', async () => {
	const { email } = account.contacts[0];
	// The delete looks for the contact, too; the second look-up is the one that fails.
	sandbox.faults.add({
		kind: 'status',
		status: 403,
		body: { message: 'Forbidden' },
		match: { method: 'GET', path: /contacts/ },
		every: 2,
	});
	const { check, proof } = await runErase(engine, sandbox, email);
	expect(proof).toEqual([expect.objectContaining({ erased: false })]);
	expect(check.differences).toContainEqual(expect.stringMatching(/^the proof is none: /));
});
