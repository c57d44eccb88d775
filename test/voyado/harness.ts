import type { IDataObject } from 'n8n-workflow';

import { VoyadoEngageApi } from '../../credentials/VoyadoEngageApi.credentials';
import { createEngine } from '../../engine';
import { VoyadoEngage } from '../../nodes/VoyadoEngage/VoyadoEngage.node.ts';
import type { SandboxOptions, TenantJson } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { nodeRunner } from '../shared/nodeRunner';

export { by, detailsOf, inputOf, type Run } from '../shared/nodeRunner';

export const NODE_TYPE = 'n8n-nodes-cdxp.voyadoEngage';
export const NODE = 'Voyado Engage';

export const engine = createEngine({
	nodes: { [NODE_TYPE]: VoyadoEngage },
	credentialTypes: { voyadoEngageApi: VoyadoEngageApi },
	timezone: 'Europe/Stockholm',
});

const TESTED = { engine, name: NODE, type: NODE_TYPE, credentialType: 'voyadoEngageApi' };

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
		...nodeRunner(TESTED, credential),
		sent,
		asked,
		fieldsOf,
		byEmail,
		close: async () => await sandbox.close(),
	};
}

export type Tenant = Awaited<ReturnType<typeof startTenant>>;

/** Custom fields of the node. */
export const custom = (values: IDataObject) => ({
	values: Object.entries(values).map(([name, value]) => ({ name, value })),
});
