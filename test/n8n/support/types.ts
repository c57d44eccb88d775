import type { INodeTypeDescription } from 'n8n-workflow';

import type { N8nClient } from '../../../scripts/n8n/client';

/** A type as the editor gets it. */
export type ServedType = Pick<INodeTypeDescription, 'name' | 'displayName' | 'version'> & {
	iconUrl?: string | { light: string; dark: string };
};

/** Asks for a file that n8n serves to its own editor. */
export async function served({ rest }: N8nClient, path: string): Promise<Response> {
	const { name, value } = rest.session;
	return await fetch(`${rest.url}/${path}`, { headers: { cookie: `${name}=${value}` } });
}

/** All types of nodes or credentials that n8n has loaded. */
export async function typesOf(
	client: N8nClient,
	what: 'nodes' | 'credentials',
): Promise<ServedType[]> {
	return (await (await served(client, `types/${what}.json`)).json()) as ServedType[];
}
