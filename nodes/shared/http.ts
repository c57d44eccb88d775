import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { ApiRequest, Connection, Platform } from './platform';

/** Every n8n context that can send requests. */
export type ApiContext =
	IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IWebhookFunctions | IPollFunctions;

/** One request is given up after this time; it may then be sent again. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * Sends one request through n8n's helper, which adds the credential. Any status is an answer; n8n would otherwise build
 * an error of its own and drop our words.
 *
 * @throws n8n's error where no answer came
 */
export async function sendHttp(
	context: ApiContext,
	{ credentialType, arrayFormat = 'brackets' }: Platform,
	{ baseUrl }: Connection,
	{ method, path, query, body, headers }: ApiRequest,
): Promise<IN8nHttpFullResponse> {
	const segments = path.map((segment) => encodeURIComponent(String(segment)));
	return (await context.helpers.httpRequestWithAuthentication.call(context, credentialType, {
		// n8n's type lacks SEARCH; its helper sends it.
		method: method as IHttpRequestMethods,
		url: `${baseUrl}/${segments.join('/')}`,
		qs: query,
		// What APIs read most widely; n8n's own default is `ids[0]=1`.
		arrayFormat,
		body: body as IDataObject,
		headers,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirect would carry the token to another host.
		disableFollowRedirect: true,
		timeout: REQUEST_TIMEOUT_MS,
	})) as IN8nHttpFullResponse;
}
