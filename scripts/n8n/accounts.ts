import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { type AccountJson, PLATFORMS, type Sandbox, startSandbox } from '../../sandbox';
import { dataFile, readAccount } from '../expected';
import type { N8nClient } from './client';
import { EXAMPLE_CREDENTIALS } from './examples';

/** What the example workflows meet: an account of each platform. */
export interface ExampleAccounts {
	cdxp: Sandbox;
	store: Sandbox<'quarticonStore'>;
	cordial: Sandbox<'cordial'>;
	loyaltii: Sandbox<'loyaltii'>;
	voyado: Sandbox<'voyadoEngage'>;
}

/** What the credentials hold, by their type. */
export type Access = Record<string, ICredentialDataDecryptedObject>;

interface AccountsOptions {
	/** What the CDXP sandbox allows, 0 for no limit; QuarticOn Store documents none. */
	perSecond: number;
	/** Where to listen; a free port unless given. */
	ports?: { cdxp: number; store: number };
	/** Contacts of CDXP beside those of the example data. */
	contacts?: AccountJson['contacts'];
}

/** Starts the sandboxes: CDXP with the account of the example data, the others with small ones of their own. */
export async function startAccounts(options: AccountsOptions): Promise<ExampleAccounts> {
	const { perSecond, ports, contacts = [] } = options;
	const account = readAccount(dataFile('account.json'));
	return {
		cdxp: await startSandbox({
			port: ports?.cdxp,
			account: { ...account, contacts: [...account.contacts, ...contacts] },
			limit: { perSecond },
		}),
		store: await startSandbox({
			platform: 'quarticonStore',
			port: ports?.store,
			account: PLATFORMS.quarticonStore.demo(),
		}),
		cordial: await startSandbox({ platform: 'cordial', account: PLATFORMS.cordial.demo() }),
		loyaltii: await startSandbox({ platform: 'loyaltii', account: PLATFORMS.loyaltii.demo() }),
		voyado: await startSandbox({
			platform: 'voyadoEngage',
			account: PLATFORMS.voyadoEngage.demo(),
		}),
	};
}

/** The way into the accounts, at this pace; 0 for none. */
export function accessTo(accounts: ExampleAccounts, requestsPerSecond: number): Access {
	const { cdxp, store, cordial, loyaltii, voyado } = accounts;
	return {
		[EXAMPLE_CREDENTIALS.cdxp.type]: {
			accountUrl: cdxp.url,
			apiToken: cdxp.token,
			requestsPerSecond,
		},
		[EXAMPLE_CREDENTIALS.store.type]: {
			baseUrl: `${store.url}/store/`,
			apiKey: store.token,
			customer: store.store.customer,
			requestsPerSecond,
		},
		[EXAMPLE_CREDENTIALS.cordial.type]: {
			region: 'custom',
			baseUrl: `${cordial.url}/api`,
			apiKey: cordial.token,
			requestsPerSecond,
		},
		[EXAMPLE_CREDENTIALS.loyaltii.type]: {
			baseUrl: loyaltii.url,
			apiKey: loyaltii.token,
			requestsPerSecond,
		},
		[EXAMPLE_CREDENTIALS.voyado.type]: {
			tenantUrl: voyado.url,
			apiKey: voyado.token,
			signingSecret: '',
			requestsPerSecond,
		},
	};
}

/** Puts the credentials that the examples name into n8n. */
export async function saveAccess(client: N8nClient, access: Access): Promise<void> {
	for (const { name, type } of Object.values(EXAMPLE_CREDENTIALS))
		await client.saveCredential(name, type, access[type]);
}

export async function closeAccounts(accounts: ExampleAccounts | undefined): Promise<void> {
	await Promise.all(Object.values(accounts ?? {}).map(async (account) => await account.close()));
}
