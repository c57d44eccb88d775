import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { FaultPlans } from './faults';
import type { Journal } from './journal';
import type { Limit, RateLimiter, Turn } from './limiter';
import type { Rule } from './rules';
import type { View } from './view';

/** An answer that refuses a request; thrown by routes, returned by gates. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly body: unknown,
		readonly headers: Record<string, string> = {},
	) {
		super(`refused with ${status}`);
	}
}

/** What every sandbox has, whatever platform it plays. */
export interface Core {
	journal: Journal;
	limiter: RateLimiter;
	faults: FaultPlans;
	/** The sandbox's clock; tests may set it. */
	now: () => number;
	latencyMs: number;
	token: string;
	/** Own address, known once the server listens. */
	url: string;
}

/** What a platform adds to the server: its routes, its gates and how its answers are written. */
export interface Platform {
	readonly title: string;
	/** What a user types into the credential, in the platform's words; for the page and the command line. */
	access(): Array<{ label: string; value: string }>;
	/** What tests reach into; becomes part of the `Sandbox`. */
	readonly handle: object;
	/** Whether the vendor reads the body of a GET. */
	readonly readsGetBodies?: boolean;
	/** Adds the vendor's routes. */
	routes(app: FastifyInstance): void;
	/** Adds control routes of this platform below /_sandbox. */
	controlRoutes(app: FastifyInstance): void;
	/** Parses a query string as the vendor does. */
	parseQuery(query: string): Record<string, unknown>;
	/** Writes a body as the vendor does. */
	serialize(body: unknown): string;
	/** Content type of the vendor's JSON answers. */
	readonly contentType: string;
	/** Refuses requests that may not pass (wrong token, unreadable body). */
	gate(request: FastifyRequest): Refusal | undefined;
	/** Who a request counts for, where each of several keys has the whole limit; one for all unless given. */
	limitKey?(request: FastifyRequest): string;
	/** Refuses a request the limiter did not allow, unless the platform does not enforce its limit. */
	tooMany(limit: Limit): Refusal | undefined;
	/** The headers that tell a client about the limit. */
	limitHeaders(turn: Turn): Record<string, string>;
	/** The answer for a route the vendor does not have. */
	unknownRoute(): Refusal;
	/** Turns failed JSON-schema checks into the vendor's refusal; undefined when none of them counts. */
	invalid(request: FastifyRequest): Refusal | undefined;
	/** Header names that carry secrets and stay out of the journal. */
	readonly secretHeaders: string[];
	/** Replaces all data by the account the sandbox was started with. */
	reset(): void;
	loadAccount(account: unknown): void;
	setRules(changes: Record<string, boolean>): void;
	/** What the status page shows. */
	view(): View;
	/** The same as data, for tests in other processes. */
	state(): Record<string, unknown>;
	/** Waits for everything that goes on in the background. */
	settled(): Promise<void>;
}

/** A platform the sandbox can play. */
export interface PlatformModule {
	readonly rules: ReadonlyArray<Rule>;
	/** The vendor's limit. */
	readonly limit: Limit;
	/** An account to look at when no other is given. */
	demo(): object;
	/** @param options what the account holds, the rules, and what else this platform can be told */
	build(core: Core, options: object): Platform;
}
