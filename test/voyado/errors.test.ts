/** What the user is told: every error the vendor names, other answers, the set-up. */
import type { IDataObject } from 'n8n-workflow';

import { MEANINGS } from '../../nodes/VoyadoEngage/errorNames';
import { manifest } from '../package/nodes';
import { ANNA, by, detailsOf, startTenant, type Tenant } from './harness';

let tenant: Tenant;
beforeEach(async () => (tenant = await startTenant()));
afterEach(async () => await tenant.close());

const get = { operation: 'get', contact: by('id', ANNA) };

/** The error of one Get that is answered so. */
async function told(status: number, body: unknown): Promise<IDataObject> {
	tenant.sandbox.faults.add({ kind: 'status', status, body });
	const { rejected } = await tenant.runOn(get);
	return { error: rejected[0].error, ...detailsOf(rejected[0]) };
}

/** The status each name comes with, by the fact sheet. */
const STATUS: Record<number, string[]> = {
	400: [
		'InvalidEmailAddress',
		'InvalidPhoneNumber',
		'InvalidSocialSecurityNumber',
		'InvalidContactType',
		'InvalidSearchQuery',
		'NoData',
		'InvalidContactId',
		'InvalidPromotionId',
		'NotAValidRedemptionChannel',
		'InvalidPromotionIdNoData',
		'InvalidRewardVoucherId',
	],
	404: [
		'ContactNotFound',
		'PromotionNotFound',
		'PromotionNotAssociatedWithContact',
		'RewardVoucherNotFound',
	],
	409: [
		'MultipleMatches',
		'ApprovedContactWithKeyExists',
		'ContactWithKeyIsBeingCreated',
		'PromotionExpired',
		'PromotionNotValidForRedemptionChannel',
		'PromotionAlreadyRedeemed',
		'RewardVoucherAlreadyRedeemed',
		'RewardVoucherExpired',
	],
	422: ['ValidationError'],
};
const NAMES = Object.entries(STATUS).flatMap(([status, names]) =>
	names.map((name) => [name, Number(status)] as const),
);

describe('an error the vendor names', () => {
	it.each(NAMES)('%s (%d) is explained in words of its own', async (name, status) => {
		const meaning = MEANINGS[name];
		const { error, code, remedy, field } = await told(status, { errorCode: name });
		expect({ error, code, remedy, field }).toEqual({
			error: `Voyado Engage: ${meaning.message} (${name})`,
			code: name,
			remedy: meaning.remedy,
			field: meaning.field ?? null,
		});
	});

	it('is every name of the table, each with another explanation', () => {
		const transient = ['InvalidSystemConfiguration', 'GatewayTimeout'];
		expect([...NAMES.map(([name]) => name), ...transient].sort()).toEqual(
			Object.keys(MEANINGS).sort(),
		);
		const words = Object.values(MEANINGS).map(({ message }) => message);
		expect(new Set(words).size).toBe(words.length);
	});

	it.each<[string, unknown]>([
		['in errorCode', { errorCode: 'PromotionExpired', detail: 'Over since May.' }],
		['in message', { message: 'PromotionExpired', detail: 'Over since May.' }],
		['in a list', { errors: [{ code: 'PromotionExpired', detail: 'Over since May.' }] }],
		['in the text', 'PromotionExpired: Over since May.'],
	])('is found %s, and what it says is shown', async (_, body) => {
		expect(await told(409, body)).toMatchObject({
			code: 'PromotionExpired',
			error: expect.stringMatching(
				/the promotion is over \(PromotionExpired\): .*Over since May\./,
			),
		});
	});

	it('of the set-up stops the run at the first item', async () => {
		tenant.sandbox.loadAccount({ customKey: null });
		const { rejected } = await tenant.runOn(
			{ operation: 'find', searchBy: 'customKey', searchValue: '={{ $json.key }}' },
			[{ key: '1' }, { key: '2' }, { key: '3' }],
		);
		expect(rejected.map((item) => detailsOf(item).status)).toEqual([
			'failed',
			'not-attempted',
			'not-attempted',
		]);
		expect(rejected[0].error).toMatch(/not set up for this search \(InvalidSystemConfiguration\)/);
	}, 30_000);
});

describe('any other answer', () => {
	it('is quoted, as a whole where it has no words that are known', async () => {
		expect(await told(400, { detail: 'Bad wind.' })).toMatchObject({
			code: 'http_400',
			error: 'Voyado Engage says: Bad wind.',
		});
		tenant.sandbox.faults.clear();
		expect(await told(422, { odd: [1, 2] })).toMatchObject({
			error: 'Voyado Engage says: "{"odd":[1,2]}"',
		});
		tenant.sandbox.faults.clear();
		expect(await told(418, '')).toMatchObject({
			error: 'Voyado Engage rejected the request (418)',
		});
	});

	it('lists what is wrong with several fields', async () => {
		expect(
			await told(422, {
				errorCode: 'ValidationError',
				errors: { email: ['is taken'], city: 'odd' },
			}),
		).toMatchObject({
			error: expect.stringMatching(/\(ValidationError\): email: is taken; city: odd/),
		});
	});

	it('is asked for again where it is a passing fault', async () => {
		for (const fault of [
			{ kind: 'status', status: 500, body: 'An error has occurred' },
			{ kind: 'status', status: 504, body: { errorCode: 'GatewayTimeout' } },
			{ kind: 'status', status: 429 },
			{ kind: 'reset' },
		] as const) {
			tenant.sandbox.faults.clear();
			tenant.sandbox.faults.add({ ...fault, times: 1 });
			expect((await tenant.run(get)).done).toHaveLength(1);
		}
	}, 20_000);
});

describe('the set-up', () => {
	const items = [{}, {}, {}];

	it.each<[string, IDataObject, RegExp]>([
		['a wrong key', { apiKey: 'wrong' }, /refuses the API key \(401: .*\)/],
		['no key', { apiKey: ' ' }, /API Key: the credential holds none/],
		['no address', { tenantUrl: '' }, /Tenant URL: no address is given/],
		['an unsafe address', { tenantUrl: 'http://acme.voyado.com' }, /uses http/],
		['a page of Engage', { tenantUrl: 'https://acme.voyado.com/start' }, /unexpected path/],
		['a name that is none', { userAgent: 'my shop' }, /User Agent: "my shop"/],
	])('with %s is said once', async (_, credential, says) => {
		const run = await tenant.runOn(get, items, { credential });
		expect(run.rejected.map((item) => detailsOf(item).status)).toEqual(
			expect.arrayContaining(['not-attempted']),
		);
		expect(run.rejected).toHaveLength(3);
		for (const { error } of run.rejected) expect(error).toMatch(says);
		expect(tenant.sandbox.journal.total).toBeLessThanOrEqual(2);
	});

	it.each(['', '/', '/api/v3', '/api/v3/'])(
		'takes the address with "%s" at its end',
		async (end) => {
			const credential = { tenantUrl: `${tenant.sandbox.url}${end}` };
			expect((await tenant.run(get, [{}], { credential })).done).toHaveLength(1);
			expect(await tenant.testCredential(credential)).toMatchObject({ status: 'OK' });
		},
	);

	it('at an address without Engage is said once', async () => {
		tenant.sandbox.faults.add({ kind: 'status', status: 404, body: { message: 'Not found' } });
		const run = await tenant.runOn({ keyValue: 'a@example.com', fields: { city: 'A' } }, items);
		expect(run.rejected.map((item) => detailsOf(item).code)).toEqual(
			items.map(() => 'wrong_address'),
		);
		expect(tenant.sandbox.journal.total).toBe(1);
	});

	it('without a right is told from a wrong key', async () => {
		tenant.sandbox.faults.add({ kind: 'status', status: 403, match: { path: /changes/ } });
		const { rejected } = await tenant.runOn({ operation: 'getChanged', from: '2026-01-01' });
		expect(rejected[0].error).toMatch(/accepts the credential but does not allow this request/);
	});
});

describe('the credential', () => {
	it('is tested by a request that proves the key', async () => {
		expect(await tenant.testCredential()).toMatchObject({ status: 'OK' });
		expect(tenant.sandbox.journal.entries[0]).toMatchObject({
			method: 'GET',
			path: '/api/v3/contacts/count',
			headers: { 'content-type': 'application/json', 'user-agent': 'AcmeShop/1.5' },
		});
		expect(await tenant.testCredential({ apiKey: 'wrong' })).toMatchObject({
			status: 'Error',
			message: expect.stringMatching(/refuses the API key/),
		});
		tenant.sandbox.faults.add({ kind: 'status', status: 404 });
		expect(await tenant.testCredential()).toMatchObject({
			message: expect.stringMatching(/no Voyado Engage API at this address/),
		});
	});

	it('names the version of this package', async () => {
		await tenant.run({ operation: 'count' }, [{}], { credential: { userAgent: '' } });
		expect(tenant.sandbox.journal.entries[0].headers['user-agent']).toBe(
			`${manifest.name}/${String(manifest.version)}`,
		);
	});

	it('never shows its key', async () => {
		const apiKey = 'very-secret-key';
		tenant.sandbox.faults.add({ kind: 'status', status: 500, times: 2 });
		const run = await tenant.runOn(get, [{}], { credential: { apiKey } });
		expect(run.rejected).toHaveLength(1);
		expect(JSON.stringify([run.rejected, run.hints, run.raw?.data])).not.toContain(apiKey);
	});
});

describe('the pace', () => {
	it('is shared by tenants that are asked with the same key, and 50 per second', async () => {
		const other = await startTenant();
		try {
			const started = Date.now();
			const items = Array.from({ length: 60 }, () => ({}));
			const credential = { requestsPerSecond: '' };
			await Promise.all([
				tenant.run(get, items, { credential }),
				other.run(get, items, { credential }),
			]);
			expect(Date.now() - started).toBeGreaterThan(1_000);
			const times = [tenant, other]
				.flatMap(({ sandbox }) => sandbox.journal.entries.map(({ at }) => at))
				.sort((a, b) => a - b);
			const most = Math.max(
				...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
			);
			expect(most).toBeLessThanOrEqual(50);
		} finally {
			await other.close();
		}
	}, 20_000);
});
