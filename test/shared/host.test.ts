/** The code that older versions of n8n need, with what their n8n-workflow differs in. */
import type * as N8n from 'n8n-workflow';

import type * as Host from '../../nodes/shared/host';

/** Our module as it is in an n8n up to 2.33. */
function inOldN8n(): typeof Host {
	let host: typeof Host | undefined;
	jest.isolateModules(() => {
		const today = jest.requireActual<typeof N8n>('n8n-workflow');
		const deaf = async (ms: number) => await today.sleep(ms);
		jest.doMock('n8n-workflow', () => ({ ...today, sleep: deaf, sleepWithAbort: today.sleep }));
		host = jest.requireActual<typeof Host>('../../nodes/shared/host');
		jest.dontMock('n8n-workflow');
	});
	return host as typeof Host;
}

const inNewN8n = () => jest.requireActual<typeof Host>('../../nodes/shared/host');

describe.each([
	['an old n8n', inOldN8n],
	['n8n of today', inNewN8n],
])('in %s', (_, host) => {
	const { sleep } = host();

	it('a wait lasts as long as it is told', async () => {
		const since = Date.now();
		await sleep(30, new AbortController().signal);
		await sleep(30);
		expect(Date.now() - since).toBeGreaterThanOrEqual(55);
	});

	it('a wait ends with the reason of the signal', async () => {
		const stop = new AbortController();
		const waiting = sleep(300, stop.signal);
		stop.abort(new Error('enough'));
		await expect(waiting).rejects.toThrow('enough');
		await expect(sleep(300, stop.signal)).rejects.toThrow('enough');
	});
});

it('the details of an error item have the name that n8n lets pass', () => {
	const json = { error: 'Refused', details: { status: 'failed' } };
	expect(inNewN8n().onErrorOutput(json)).toEqual(json);
	expect(inOldN8n().onErrorOutput(json)).toEqual({ error: 'Refused', message: json.details });
});
