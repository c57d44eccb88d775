import type { IHookFunctions } from 'n8n-workflow';

import { toFailure, toNodeError } from '../../shared/errors';
import { noSecret, readKeys } from './secrets';

/** What the user may choose beside the events. */
export interface TriggerOptions {
	acceptUnsigned?: boolean;
	fullContact?: boolean;
}

/**
 * Refuses to publish what could not check a single call.
 * @throws NodeOperationError
 */
export async function checkSetUp(context: IHookFunctions): Promise<void> {
	try {
		const { acceptUnsigned } = context.getNodeParameter('options', {}) as TriggerOptions;
		const keys = await readKeys(context);
		if (keys.length === 0 && acceptUnsigned !== true) throw noSecret();
	} catch (error) {
		throw toNodeError(context.getNode(), toFailure(error));
	}
}
