import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../shared/api';
import { Failure } from '../shared/errors';

/** The `accept-version` header for the calls whose reference declares it; none where the credential names no version. */
export function versionHeader(api: Api): Record<string, string> {
	const version = api.setting('acceptVersion');
	return version === '' ? {} : { 'accept-version': version };
}

/** The customer symbol of the credential. @throws Failure (set-up) when it holds none */
export function customerOf(api: Api): string {
	const customer = api.setting('customer');
	if (customer !== '') return customer;
	throw new Failure({
		message: 'Customer Symbol: the credential holds none, and this operation needs it',
		code: 'no_customer',
		field: 'Customer Symbol',
		remedy: 'Enter the customer symbol in the credential. QuarticOn issues it with the API key.',
		setup: true,
	});
}

/**
 * When the platform answered. It writes seconds since 1970 or `2017-01-01 13:00:00`; the text names no time zone, so none
 * is added.
 */
export function timeOf(timestamp: unknown): string | null {
	if (timestamp === undefined || timestamp === null || timestamp === '') return null;
	const text = String(timestamp);
	if (/^\d{1,11}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
	return text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/, '$1T$2');
}

/** Sends something the platform stores. It answers with an empty envelope. @throws Failure */
export async function send(
	api: Api,
	path: string[],
	body: IDataObject,
	{ repeatable, headers }: { repeatable: boolean; headers?: Record<string, string> },
): Promise<{ accepted: true; answeredAt: string | null }> {
	const { body: answer } = await api.request({
		method: 'POST',
		path,
		body,
		headers,
		repeatable,
		expects: 'status',
	});
	return { accepted: true, answeredAt: timeOf(answer.timestamp) };
}
