import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { Api } from '../../shared/api';
import { isLoopback } from '../../shared/baseUrl';
import { Failure, invalid, toFailure, toNodeError } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { isKey, isSecret, newKey } from '../../shared/secret';
import { wordsOf } from '../../shared/values';
import { toIso } from '../dates';
import { findList } from '../list/lists';
import { byOffset, cdxp } from '../platform';

/** What is kept with the workflow between publishing and unpublishing. */
export interface HookState {
	/** The platform's id of the hook. */
	hookId?: string;
	/** The key in the hook's URL. */
	key?: string;
}

const stateOf = (context: IHookFunctions) => context.getWorkflowStaticData('node') as HookState;

/** This trigger's own address, without key. */
const addressOf = (context: IHookFunctions) => new URL(context.getNodeWebhookUrl('default') ?? '');

/** What a key of this trigger is good for. */
const purposeOf = (context: IHookFunctions | IWebhookFunctions) =>
	`webhook ${context.getWorkflow().id ?? ''} ${context.getNode().webhookId ?? context.getNode().id}`;

/** The secret that keys follow from: only n8n and the platform hold it. */
async function secretOf(context: IHookFunctions | IWebhookFunctions): Promise<string> {
	const { apiToken } = await context.getCredentials(cdxp.credentialType);
	return String(apiToken ?? '').trim();
}

/**
 * This trigger's own address, without key.
 * @throws Failure unless the platform can reach it: https on port 443 (or an account on this machine, for trying out)
 */
function ownUrl(context: IHookFunctions, accountHost: string): URL {
	const url = addressOf(context);
	if (isLoopback(accountHost)) return url;
	if (url.protocol === 'https:' && url.port === '') return url;
	throw new Failure({
		message: `QuarticOn CDXP delivers webhooks to https addresses on port 443 only, and this n8n's is ${url.origin}`,
		code: 'unreachable_webhook',
		remedy:
			"Set n8n's WEBHOOK_URL to the https address under which it is reached from the internet.",
		setup: true,
	});
}

/** What the remote hook must look like. @throws Failure when something is missing or wrong */
async function wantedHook(context: IHookFunctions, api: Api): Promise<IDataObject> {
	const [events, sources] = ['events', 'sources'].map((name) =>
		wordsOf(context.getNodeParameter(name, [])),
	);
	if (events.length === 0)
		throw invalid('Trigger On Names or IDs', 'no event is chosen', 'Choose at least one.');
	if (sources.length === 0) throw invalid('Sources', 'no source is chosen', 'Choose at least one.');
	const list = context.getNodeParameter('list', { mode: 'list', value: '' }) as unknown as Locator;
	const listid = String(list.value ?? '').trim() === '' ? '0' : (await findList(api, list)).id;
	return { name: `n8n: ${context.getWorkflow().name ?? 'workflow'}`, events, sources, listid };
}

/** The key in a remote hook's URL if the hook leads here; a hook made by hand has none and is not ours. */
function keyIn(hook: IDataObject, own: URL): string | undefined {
	const text = String(hook.url ?? '');
	if (!URL.canParse(text)) return undefined;
	const url = new URL(text);
	const leadsHere = url.origin === own.origin && url.pathname === own.pathname;
	return leadsHere ? (url.searchParams.get('key') ?? undefined) : undefined;
}

async function remoteHooks(api: Api, own: URL): Promise<Array<{ hook: IDataObject; key: string }>> {
	const hooks = await api.all({ path: ['webhooks'], rows: 'webhooks', style: byOffset });
	return hooks.flatMap((hook) => {
		const key = keyIn(hook, own);
		return key === undefined ? [] : [{ hook, key }];
	});
}

const sameSet = (a: unknown, b: unknown) =>
	Array.isArray(a) && Array.isArray(b) && [...a].sort().join() === [...b].sort().join();

function isAsWanted(hook: IDataObject, wanted: IDataObject): boolean {
	// An account that says nothing about it has nothing switched off; a date of zeros is none.
	const live = Number(hook.state ?? 1) !== 0 && toIso(hook.deactivated_date) === null;
	return (
		live &&
		sameSet(hook.events, wanted.events) &&
		sameSet(hook.sources, wanted.sources) &&
		String(hook.listid ?? '0') === String(wanted.listid)
	);
}

/** @returns whether it was there; gone already is as good */
async function removeHook(api: Api, id: unknown): Promise<boolean> {
	const path = ['webhooks', String(id)];
	const { status } = await api.request({ method: 'DELETE', path, accept: [404] });
	return status !== 404;
}

async function inHook<T>(context: IHookFunctions, work: (api: Api) => Promise<T>): Promise<T> {
	try {
		return await work(await Api.open(context, cdxp));
	} catch (error) {
		throw toNodeError(context.getNode(), toFailure(error));
	}
}

async function accountHost(context: IHookFunctions): Promise<string> {
	return new URL(cdxp.connect(await context.getCredentials(cdxp.credentialType)).baseUrl).hostname;
}

/**
 * Looks for a hook that leads to this trigger and adopts it with its key, so that publishing again never makes a second
 * one. Hooks that are out of date, switched off or surplus are removed.
 *
 * @returns whether one is there as it should be
 */
export async function findHook(context: IHookFunctions): Promise<boolean> {
	return await inHook(context, async (api) => {
		const own = ownUrl(context, await accountHost(context));
		const wanted = await wantedHook(context, api);
		const hooks = await remoteHooks(api, own);
		const adopted = hooks.find(({ hook }) => isAsWanted(hook, wanted));
		for (const { hook } of hooks) if (hook !== adopted?.hook) await removeHook(api, hook.id);
		Object.assign(stateOf(context), {
			hookId: adopted && String(adopted.hook.id),
			key: adopted?.key,
		});
		return adopted !== undefined;
	});
}

/** Registers the hook. n8n may call this again after a lost answer, so one that is there by then is adopted. */
export async function createHook(context: IHookFunctions): Promise<boolean> {
	if (await findHook(context)) return true;
	return await inHook(context, async (api) => {
		const url = ownUrl(context, await accountHost(context));
		const key = newKey(await secretOf(context), purposeOf(context));
		url.searchParams.set('key', key);
		const webhook = { ...(await wantedHook(context, api)), url: url.toString() };
		const { body } = await api.request({ method: 'POST', path: ['webhooks'], body: { webhook } });
		Object.assign(stateOf(context), { hookId: String((body.webhook as IDataObject).id), key });
		return true;
	});
}

/**
 * Removes the hook; one that is gone already is fine. Where the one that was kept is not there, others that lead here are
 * looked for: n8n may have lost what was kept, or have put something older in its place.
 */
export async function deleteHook(context: IHookFunctions): Promise<boolean> {
	const state = stateOf(context);
	await inHook(context, async (api) => {
		if (state.hookId !== undefined && (await removeHook(api, state.hookId))) return;
		for (const { hook } of await remoteHooks(api, addressOf(context)))
			await removeHook(api, hook.id);
	});
	delete state.hookId;
	delete state.key;
	return true;
}

/**
 * Whether a delivery carries this trigger's key. n8n saves what all triggers of a workflow keep as one, so the key that was
 * kept may be lost or out of date; a key that only this trigger can have made is as good.
 */
export async function hasKey(context: IWebhookFunctions, given: unknown): Promise<boolean> {
	const { key } = context.getWorkflowStaticData('node') as HookState;
	if (isSecret(given, key)) return true;
	if (typeof given !== 'string' || given === '') return false;
	try {
		return isKey(given, await secretOf(context), purposeOf(context));
	} catch {
		// Without a credential nothing is proved.
		return false;
	}
}
