import type { IDataObject } from 'n8n-workflow';

import { Client } from './client';
import type { ApiContext } from './http';
import type { ListRequest } from './pages';
import { readAll } from './pages';
import type { Answer, ApiRequest, Platform } from './platform';

/** What can be asked of a platform, by an operation as by an editor look-up. One per run. */
export class Api {
	private readonly remembered = new Map<string, Promise<unknown>>();

	private constructor(
		readonly client: Client,
		/** The workflow's time zone, an IANA name. */
		readonly timezone: string,
	) {}

	/** @throws Failure (set-up) when the credential is missing or cannot be used */
	static async open(context: ApiContext, platform: Platform): Promise<Api> {
		return new Api(await Client.open(context, platform), context.getTimezone());
	}

	/** What the credential holds beside address and token, by name; empty where it holds nothing. */
	setting(name: string): string {
		return this.client.setting(name);
	}

	/** Sends one request. @throws Failure */
	async request<Body = IDataObject>(request: ApiRequest): Promise<Answer<Body>> {
		return await this.client.send<Body>(request);
	}

	/** Reads a list to its end or limit. @throws Failure */
	async all(list: ListRequest): Promise<IDataObject[]> {
		return await readAll(async (request) => await this.client.send(request), list);
	}

	/** Says something in the hint at the end of the run, once and with a count; a sentence without its full stop. */
	remark(sentence: string): void {
		const { stats } = this.client;
		stats.remarks ??= new Map();
		stats.remarks.set(sentence, (stats.remarks.get(sentence) ?? 0) + 1);
	}

	/** Waits this long, while other items go on. @throws Failure when the execution is stopped */
	async pause(ms: number): Promise<void> {
		await this.client.pause(ms);
	}

	/** Makes a thing once for the whole run, however many items ask; a failed making is tried again by the next. */
	async once<T>(key: string, make: () => Promise<T>): Promise<T> {
		let made = this.remembered.get(key) as Promise<T> | undefined;
		if (made === undefined) {
			made = make();
			this.remembered.set(key, made);
			made.catch(() => this.remembered.delete(key));
		}
		return await made;
	}
}
