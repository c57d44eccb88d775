import type { IncomingMessage } from 'node:http';
import { parse as parseForm } from 'node:querystring';
import { gunzipSync, inflateSync } from 'node:zlib';

import type { IDataObject } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_KEYS = 1000;

/** What n8n adds to a request before a node's `webhook()` sees it. */
export interface ReadRequest {
	contentType: string | undefined;
	encoding: BufferEncoding;
	/** Undefined for a type n8n does not parse, and for an empty body. */
	body: unknown;
	/** Left out for multipart, which n8n reads as a stream. */
	rawBody?: Buffer;
}

/** A request n8n answers itself. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly hint?: string,
	) {
		super(message);
	}
}

/**
 * Reads the body as n8n's web server does: a form flat (`contact[email]` stays one key) and cut at 1,000 keys, JSON, text,
 * multipart as `{ data, files }`; of another type only the raw body. XML, which n8n parses, counts as another type here.
 *
 * @throws Refusal with n8n's status where the body can't be read
 */
export async function readRequest(request: IncomingMessage): Promise<ReadRequest> {
	const header = request.headers['content-type'] ?? '';
	const contentType = header.split(';')[0].trim().toLowerCase() || undefined;
	const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(header)?.[1] ?? 'utf-8';
	const encoding = charset.toLowerCase() as BufferEncoding;
	const bytes = await readBytes(request);
	if (contentType?.startsWith('multipart/')) {
		const isForm = contentType === 'multipart/form-data';
		return { contentType, encoding, body: isForm ? await readMultipart(bytes, header) : undefined };
	}
	const rawBody = decompressed(bytes, request.headers['content-encoding']);
	try {
		return { contentType, encoding, rawBody, body: parsed(rawBody, contentType, encoding) };
	} catch (error) {
		throw new Refusal(422, 'Failed to parse request body', (error as Error).message);
	}
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= MAX_BYTES) chunks.push(chunk);
	}
	// n8n does not pass on that the body was too large.
	if (size > MAX_BYTES) throw new Refusal(500, 'There was a problem executing the workflow');
	return Buffer.concat(chunks);
}

function decompressed(bytes: Buffer, contentEncoding: string | undefined): Buffer {
	if (contentEncoding === 'gzip') return gunzipSync(bytes);
	return contentEncoding === 'deflate' ? inflateSync(bytes) : bytes;
}

function parsed(rawBody: Buffer, contentType: string | undefined, encoding: BufferEncoding) {
	if (rawBody.length === 0) return undefined;
	switch (contentType) {
		case 'application/json':
			return jsonParse<unknown>(rawBody.toString(encoding));
		case 'application/x-www-form-urlencoded':
			return parseForm(rawBody.toString(encoding), undefined, undefined, { maxKeys: MAX_KEYS });
		case 'text/plain':
			return rawBody.toString(encoding);
		default:
			return undefined;
	}
}

/** One value as it is, several as a list; of a file its name, type and size. */
async function readMultipart(bytes: Buffer, header: string): Promise<IDataObject> {
	let form: FormData;
	try {
		form = await new Response(new Uint8Array(bytes), {
			headers: { 'content-type': header },
		}).formData();
	} catch {
		throw new Refusal(400, 'The submitted form data could not be parsed.');
	}
	const collect = (wanted: 'string' | 'object') =>
		Object.fromEntries(
			[...new Set(form.keys())].flatMap((name) => {
				const values = form.getAll(name).filter((value) => typeof value === wanted);
				const shown = values.map((value) =>
					typeof value === 'string'
						? value
						: { originalFilename: value.name, mimetype: value.type, size: value.size },
				);
				return shown.length === 0 ? [] : [[name, shown.length === 1 ? shown[0] : shown]];
			}),
		) as IDataObject;
	return { data: collect('string'), files: collect('object') };
}
