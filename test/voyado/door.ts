import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way to a server that can be shut and opened: while it is shut, connections are refused and those there are broken. */
export async function openDoor(target: string) {
	const { hostname, port } = new URL(target);
	const sockets = new Set<Socket>();
	const server = createServer((here) => {
		const there = connect(Number(port), hostname);
		for (const [one, other] of [
			[here, there],
			[there, here],
		]) {
			sockets.add(one);
			one.on('error', () => other.destroy());
			one.on('close', () => {
				sockets.delete(one);
				other.destroy();
			});
			one.pipe(other);
		}
	});
	const listen = async (at: number) =>
		await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
	await listen(0);
	const { port: mine } = server.address() as AddressInfo;
	const shut = async () => {
		if (!server.listening) return;
		const closed = new Promise<void>((resolve) => server.close(() => resolve()));
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	return { url: `http://127.0.0.1:${mine}`, shut, open: async () => await listen(mine) };
}
