import type { IDataObject, INode } from 'n8n-workflow';

import { VoyadoEngageApi } from '../../credentials/VoyadoEngageApi.credentials';
import type { RunOptions } from '../../engine';
import { createEngine } from '../../engine';
import { VoyadoEngage } from '../../nodes/VoyadoEngage/VoyadoEngage.node.ts';
import type { SandboxOptions, TenantJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';

export const NODE_TYPE = 'n8n-nodes-cdxp.voyadoEngage';
export const NODE = 'Voyado Engage';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: VoyadoEngage },
	credentialTypes: { voyadoEngageApi: VoyadoEngageApi },
	timezone: 'Europe/Stockholm',
});

export const ANNA = '2e40b702-2767-4abe-ae99-aa5101080001';
export const BERIT = '2e40b702-2767-4abe-ae99-aa5101080002';
export const TWINS = [
	'2e40b702-2767-4abe-ae99-aa5101080003',
	'2e40b702-2767-4abe-ae99-aa5101080004',
];
export const NOBODY = '00000000-0000-4000-8000-000000000000';
export const WELCOME = '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0001';
export const GIFT = '7f0f4a52-0c2b-4b55-9c39-3d2a6e1d0002';
export const ANNAS_WELCOME = '594d98e1-ef73-40e3-9799-add400ea0001';
export const ANNAS_GIFT = '594d98e1-ef73-40e3-9799-add400ea0002';

/** The tenant the tests start from. */
export const TENANT: TenantJson = {
	attributes: ['favouriteStore', 'shoeSize'],
	consents: [
		{ id: 'memberConsent', name: 'Membership' },
		{ id: 'profiling', name: 'Profiling' },
	],
	promotions: [
		{
			id: WELCOME,
			name: 'Welcome',
			redemptionChannels: [
				{ type: 'ECOM', valueType: 'PERCENT', value: 10 },
				{ type: 'POS', valueType: 'PERCENT', value: 10 },
			],
		},
		{ id: GIFT, name: 'Gift', redemptionChannels: [{ type: 'POS', valueType: 'MONEY' }] },
	],
	contacts: [
		{
			id: ANNA,
			firstName: 'Anna',
			lastName: 'Andersson',
			email: 'anna@example.com',
			mobilePhone: '+46735654321',
			socialSecurityNumber: '196903027573',
			memberNumber: '999888777',
			city: 'Stockholm',
			preferences: { acceptsEmail: true },
			promotions: [
				{ id: ANNAS_WELCOME, promotionId: WELCOME },
				{ id: ANNAS_GIFT, promotionId: GIFT, redeemedOn: '2026-02-01T10:00:00.000Z' },
			],
		},
		{ id: BERIT, contactType: 'Contact', email: 'berit+shop@example.com' },
		{ id: TWINS[0], firstName: 'Tove', email: 'tove@example.com', mobilePhone: '+46701112233' },
		{ id: TWINS[1], firstName: 'Tore', email: 'tore@example.com', mobilePhone: '+46701112233' },
	],
};

export type Run = RunOptions & {
	credential?: IDataObject;
	onError?: INode['onError'];
	retry?: number;
};

/** A sandbox tenant, and the node against it. */
export async function startTenant(options: Omit<SandboxOptions<'voyadoEngage'>, 'platform'> = {}) {
	const sandbox = await startSandbox({
		platform: 'voyadoEngage',
		account: TENANT,
		limit: { perSecond: 0 },
		...options,
	});
	const credential = {
		tenantUrl: sandbox.url,
		apiKey: sandbox.token,
		userAgent: 'AcmeShop/1.5',
		signingSecret: '',
		requestsPerSecond: 0,
	};

	/** Runs the node once over these items, as a workflow. */
	const run = async (
		parameters: IDataObject,
		items: IDataObject[] = [{}],
		{ credential: changes, onError, retry, ...more }: Run = {},
	) => {
		const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
		const result = await engine.run(
			{
				name: 'Test',
				nodes: [
					{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' },
					{ name: 'Items', type: 'test.items', parameters: { items: JSON.stringify(items) } },
					{
						name: NODE,
						type: NODE_TYPE,
						parameters: parameters as INode['parameters'],
						credentials: { voyadoEngageApi: { id: 'voyadoEngageApi', name: 'Engage' } },
						...(onError !== undefined && { onError }),
						...(retry !== undefined && { retryOnFail: true, maxTries: retry, waitBetweenTries: 1 }),
					},
					{ name: 'Done', type: 'n8n-nodes-base.noOp' },
					{ name: 'Rejected', type: 'n8n-nodes-base.noOp' },
				],
				connections: {
					Start: { main: [to('Items')] },
					Items: { main: [to(NODE)] },
					[NODE]: { main: [to('Done'), to('Rejected')] },
				},
			},
			{ credentials: { voyadoEngageApi: { ...credential, ...changes } as never }, ...more },
		);
		return {
			...result,
			done: result.out(NODE, 0),
			rejected: result.out(NODE, 1),
			paired: (output = 0) =>
				result.items(NODE, output).map(({ pairedItem }) => (pairedItem as { item: number }).item),
			failure: result.error(NODE) ?? result.failure,
			hints: result.hints(NODE).map(({ message }) => message),
		};
	};

	/** The same with failed items on the error output. */
	const runOn = async (parameters: IDataObject, items?: IDataObject[], more: Run = {}) =>
		await run(parameters, items, { onError: 'continueErrorOutput', ...more });

	/** Presses Test of the credential. */
	const testCredential = async (changes: IDataObject = {}) =>
		await engine.testCredential('voyadoEngageApi', { ...credential, ...changes } as never);

	/** The bodies sent by this method to paths that end so, in order. */
	const sent = (method: string, path: string | RegExp) =>
		sandbox.journal.find(method, path).map(({ body }) => body);

	/** What was asked, in order: `GET /contacts/id`. */
	const asked = () =>
		sandbox.journal.entries.map(
			({ method, path }) =>
				`${method} ${path.replace('/api/v3', '').replace(/[0-9a-f-]{36}/g, '{id}')}`,
		);

	/** The fields of a contact in the sandbox. */
	const fieldsOf = (id: string) => sandbox.store.contact(id)?.fields;

	/** The contacts with this address. */
	const byEmail = (email: string) => sandbox.store.having('email', email);

	return {
		sandbox,
		run,
		runOn,
		testCredential,
		sent,
		asked,
		fieldsOf,
		byEmail,
		close: async () => await sandbox.close(),
	};
}

export type Tenant = Awaited<ReturnType<typeof startTenant>>;

/** `details` of an error item. */
export const detailsOf = (item: IDataObject) =>
	item.details as {
		status: string;
		code: string;
		field: string | null;
		remedy: string;
		parts: Array<{ part: string; done: boolean }>;
	};

/** The JSON without what the error path added. */
export function inputOf(item: IDataObject): IDataObject {
	const { error, details, ...input } = item;
	void error;
	void details;
	return input;
}

/** A resource locator. */
export const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });

/** Custom fields of the node. */
export const custom = (values: IDataObject) => ({
	values: Object.entries(values).map(([name, value]) => ({ name, value })),
});
