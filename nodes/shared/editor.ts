import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { Api } from './api';
import { toFailure, toNodeError } from './errors';
import type { Platform } from './platform';

/**
 * Does a look-up for the editor, on the same pace as running workflows.
 * @throws NodeApiError | NodeOperationError, whose text the editor shows
 */
export async function inEditor<T>(
	context: ILoadOptionsFunctions,
	platform: Platform,
	lookUp: (api: Api) => Promise<T>,
): Promise<T> {
	try {
		return await lookUp(await Api.open(context, platform));
	} catch (error) {
		throw toNodeError(context.getNode(), toFailure(error));
	}
}

/** The choices whose name or value contains the filter, whatever the case. */
export function matching(choices: INodeListSearchItems[], filter?: string): INodeListSearchResult {
	const wanted = (filter ?? '').trim().toLowerCase();
	return {
		results: choices.filter(
			({ name, value }) =>
				name.toLowerCase().includes(wanted) || String(value).toLowerCase() === wanted,
		),
	};
}
