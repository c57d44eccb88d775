import { createServer } from 'node:net';

/** No system gives these out by itself, so none is taken by others between our look and n8n's start. */
const OURS = { from: 20_000, to: 32_000 };

export async function isFree(port: number): Promise<boolean> {
	const server = createServer();
	return await new Promise((resolve) =>
		server
			.once('error', () => resolve(false))
			.listen(port, '127.0.0.1', () => server.close(() => resolve(true))),
	);
}

/** A port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = OURS.from + Math.floor(Math.random() * (OURS.to - OURS.from));
		if (await isFree(port)) return port;
	}
}
