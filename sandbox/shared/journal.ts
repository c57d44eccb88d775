/** One request as the sandbox saw it. */
export interface JournalEntry {
	/** Arrival, milliseconds since 1970. */
	at: number;
	method: string;
	/** Path without the query. */
	path: string;
	/** Parsed query, decoded as the vendor decodes it. */
	query: Record<string, unknown>;
	/** Path and query as they came in. */
	url: string;
	/** Parsed JSON body; the text itself when it was not JSON. */
	body: unknown;
	/** Request headers without the secret ones. */
	headers: Record<string, unknown>;
	/** The same number for requests that came over the same TCP connection. */
	connection: number;
	/** Status of the answer; 0 when the connection was broken, undefined while the answer is under way. */
	status?: number;
	/** How long the answer took. */
	ms?: number;
}

/** Enough for any test; a sandbox that runs for days must not eat the memory. */
const MAX_ENTRIES = 100_000;

/** What was asked of the sandbox, in order of arrival. Control calls and the page are not in here. */
export class Journal {
	entries: JournalEntry[] = [];
	/** Requests since the start or the last clear(), also those no longer kept. */
	total = 0;

	add(entry: JournalEntry): void {
		this.total += 1;
		this.entries.push(entry);
		if (this.entries.length > MAX_ENTRIES) this.entries.splice(0, MAX_ENTRIES / 10);
	}

	clear(): void {
		this.entries = [];
		this.total = 0;
	}

	/** Entries of this method whose path ends with the text or matches the pattern. */
	find(method?: string, pathPattern?: string | RegExp): JournalEntry[] {
		return this.entries.filter(
			(entry) =>
				(method === undefined || entry.method === method.toUpperCase()) &&
				(pathPattern === undefined ||
					(typeof pathPattern === 'string'
						? entry.path.endsWith(pathPattern)
						: pathPattern.test(entry.path))),
		);
	}

	count(method?: string, pathPattern?: string | RegExp): number {
		return this.find(method, pathPattern).length;
	}
}
