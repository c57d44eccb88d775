import { createServer } from 'node:net';

/** Takes a port on loopback and gives it back; 0 takes any. @throws Error if it is in use */
async function tryPort(wanted: number): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve, reject) =>
		server.once('error', reject).listen(wanted, '127.0.0.1', resolve),
	);
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}

export const freePort = async (): Promise<number> => await tryPort(0);

export async function isFree(port: number): Promise<boolean> {
	return await tryPort(port).then(
		() => true,
		() => false,
	);
}
