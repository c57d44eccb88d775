import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults';

const PROXY_PAGE =
	'<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

/** A broken answer: what is sent instead of the true one. */
interface BrokenAnswer {
	status: number;
	contentType: string;
	body: string;
}

/** Strikes before the request is applied. Returns true when the request has been dealt with. */
export async function strikeBefore(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<boolean> {
	if (fault.kind === 'delay') {
		await wait(fault.delayMs ?? 1000);
		return false;
	}
	if (fault.kind === 'reset' || fault.kind === 'timeout') {
		await breakConnection(fault, request);
		reply.hijack();
		return true;
	}
	const broken = brokenAnswer(fault, '{"message":"truncated answer"}', 200);
	void reply
		.code(broken.status)
		.headers(fault.headers ?? {})
		.type(broken.contentType)
		.send(broken.body);
	return true;
}

/** Strikes after the request was applied: takes the true answer's body and returns the one to send. */
export async function strikeAfter(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	body: string,
): Promise<string> {
	if (fault.kind === 'delay') {
		await wait(fault.delayMs ?? 1000);
		return body;
	}
	if (fault.kind === 'reset' || fault.kind === 'timeout') {
		await breakConnection(fault, request);
		return body;
	}
	const broken = brokenAnswer(fault, body, reply.statusCode);
	void reply
		.code(broken.status)
		.headers(fault.headers ?? {})
		.header('content-type', broken.contentType);
	return broken.body;
}

function brokenAnswer(fault: Fault, truth: string, truthStatus: number): BrokenAnswer {
	const json = 'application/json';
	switch (fault.kind) {
		case 'truncate':
			return {
				status: fault.status ?? truthStatus,
				contentType: json,
				body: truth.slice(0, Math.floor(truth.length / 2)),
			};
		case 'html':
			return {
				status: fault.status ?? 502,
				contentType: 'text/html',
				body: text(fault.body) ?? PROXY_PAGE,
			};
		case 'empty':
			return { status: fault.status ?? 200, contentType: json, body: '' };
		case 'redirect':
			return {
				status: fault.status ?? 302,
				contentType: 'text/html',
				body: text(fault.body) ?? '',
			};
		default: {
			const status = fault.status ?? 500;
			return {
				status,
				contentType: json,
				body: text(fault.body) ?? JSON.stringify({ message: STATUS_CODES[status] ?? 'Error' }),
			};
		}
	}
}

/** A reset is an RST at once; a time-out keeps the client waiting until it gives up or the sandbox closes. */
async function breakConnection(fault: Fault, request: FastifyRequest): Promise<void> {
	const { socket } = request.raw;
	if (fault.kind === 'reset') socket.resetAndDestroy();
	else if (!socket.destroyed)
		await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}

function text(body: unknown): string | undefined {
	return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

/** Waits on the wall clock. */
export async function wait(ms: number): Promise<void> {
	await new Promise<void>((resolve) => setTimeout(resolve, ms));
}
