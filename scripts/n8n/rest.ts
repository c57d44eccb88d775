/** n8n binds a session to the browser that opened it, which names itself so. */
export const BROWSER_ID = 'n8n-nodes-cdxp';

/** n8n's REST API, asked as its editor asks. */
export class Rest {
	private cookie = '';

	constructor(readonly url: string) {}

	/** The session cookie, as a browser wants it: name and value. */
	get session(): { name: string; value: string } {
		const [name = '', value = ''] = this.cookie.split(/=(.*)/s);
		return { name, value };
	}

	/** @returns the answer's `data` @throws N8nError unless the status is 2xx */
	async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				...(body !== undefined && { 'content-type': 'application/json' }),
				...(this.cookie !== '' && { cookie: this.cookie }),
				'browser-id': BROWSER_ID,
				// n8n closes an idle connection after 5 s; a busy process may not have noticed, and send into it.
				connection: 'close',
			},
			...(body !== undefined && { body: JSON.stringify(body) }),
			signal: AbortSignal.timeout(120_000),
		});
		const text = await response.text();
		const cookie = response.headers.getSetCookie().find((line) => line.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0];
		const answer = parse(text);
		if (!response.ok) throw new N8nError(method, path, response.status, answer, text);
		return (answer?.data ?? answer) as T;
	}
}

interface Answer {
	data?: unknown;
	message?: string;
	description?: string;
}

/** What n8n answered when it was not 2xx. */
export class N8nError extends Error {
	constructor(
		method: string,
		path: string,
		readonly status: number,
		readonly body: Answer | undefined,
		text: string,
	) {
		super(`${method} ${path}: ${status} ${body?.message ?? text.slice(0, 300)}`);
	}
}

function parse(text: string): Answer | undefined {
	try {
		return JSON.parse(text) as Answer;
	} catch {
		return undefined;
	}
}
