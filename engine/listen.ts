/**
 * Publishing, as n8n's server does it: the webhook trigger's hooks are called with the address of a real HTTP server in
 * this process, each call to it goes through the trigger's `webhook()`, and what that returns starts an execution.
 * Polling triggers poll once at publishing, and then when told.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { EngineContext } from './context';
import { Publication } from './publication';
import { withExpressMethods } from './response';
import type { Listening, ListenOptions, WorkflowJson } from './types';

const HOST = '127.0.0.1';

/** @throws what the triggers' `checkExists`, `create` or first poll throws; nothing listens then */
export async function listen(
	context: EngineContext,
	json: WorkflowJson,
	options: ListenOptions = {},
): Promise<Listening> {
	const publication = new Publication(context, json, options);
	const server = createServer((request, response) =>
		publication.take(request, withExpressMethods(response)),
	);
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(options.port ?? 0, HOST, resolve);
	});
	const close = async (): Promise<void> => {
		const closed = new Promise((resolve) => server.close(resolve));
		server.closeIdleConnections();
		await publication.settled();
		server.closeAllConnections();
		await closed;
	};
	const baseUrl = `http://${HOST}:${(server.address() as AddressInfo).port}/webhook`;
	try {
		await publication.publish(baseUrl);
	} catch (error) {
		await close();
		throw error;
	}
	return {
		url: publication.path === undefined ? baseUrl : `${baseUrl}/${publication.path}`,
		executions: publication.executions,
		get staticData() {
			return publication.staticData;
		},
		poll: async (pollOptions) => await publication.poll(pollOptions),
		settled: async () => await publication.settled(),
		unpublish: async () => await publication.unpublish(),
		close,
	};
}
