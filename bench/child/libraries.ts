import Module from 'node:module';

type Resolve = (request: string, parent: unknown, ...rest: unknown[]) => string;

const OF_N8N = /^n8n-(core|workflow)(\/|$)/;

/**
 * Lets the peer, which lies in a folder of its own, find the engine's own copy of n8n's libraries, as in a real n8n.
 * A second copy would count against it.
 */
export function shareLibraries(): void {
	const loader = Module as unknown as { _resolveFilename: Resolve };
	const resolve = loader._resolveFilename.bind(loader);
	loader._resolveFilename = (request, parent, ...rest) =>
		resolve(request, OF_N8N.test(request) ? module : parent, ...rest);
}
