/** The n8n we run in, where older ones differ from the newest. */
import * as n8n from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

/**
 * Up to 2.33 n8n's own waits that can be stopped have this name. What is looked for is what old ones have, so that n8n
 * may go on as it likes.
 */
const isOld = 'sleepWithAbort' in n8n;

/**
 * Waits this many milliseconds. n8n's `sleep` is deaf to a signal up to 2.33.
 *
 * @throws the signal's reason when it fires while waiting
 */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	if (signal === undefined || !isOld) return await n8n.sleep(ms, signal);
	signal.throwIfAborted();
	const heard = new AbortController();
	const stopped = new Promise<never>((_, reject) => {
		const stop = () => reject(signal.reason as Error);
		signal.addEventListener('abort', stop, { signal: heard.signal });
	});
	try {
		await Promise.race([n8n.sleep(ms), stopped]);
	} finally {
		heard.abort();
	}
}

/**
 * What an item of the error output may hold. n8n counts an item as a failure by its keys, and up to 2.33 knows `error`
 * and `message` only: there the details are under `message`.
 */
export const onErrorOutput = ({ error, details }: IDataObject): IDataObject =>
	isOld ? { error, message: details } : { error, details };
