import type { N8nInstance } from '../../../scripts/n8n/instance';

/** Name of the variable that holds the address of the n8n all tests use. */
export const ADDRESS = 'N8N_UNDER_TEST';

interface Shared {
	n8n?: N8nInstance;
	userFolder?: string;
}

/** jest loads set-up and teardown apart from each other; they meet in the process' globals. */
const globals = globalThis as { n8nUnderTest?: Shared };
export const shared: Shared = (globals.n8nUnderTest ??= {});
