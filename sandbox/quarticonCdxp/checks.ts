import type { FastifyRequest } from 'fastify';
import type { Refusal } from '../shared/platform';
import type { RuleSet } from '../shared/rules';
import { unprocessable, type ErrorEntry } from './errors';
import type { RuleId } from './rules';

/** What a failed schema check on one attribute means in the vendor's words. */
export interface Check {
	/** With this rule off the check does not count. */
	rule?: RuleId;
	/** An entry of the 422, or a refusal of its own. */
	says: ErrorEntry | (() => Refusal);
}

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Key of the object that wraps the body. */
		envelope?: string;
		/** Checks by attribute. */
		checks?: Record<string, Check>;
	}
}

/** Route options for a body `{envelope: {…}}` whose attributes are checked by JSON schema. */
export function checkedBody(
	envelope: string,
	properties: Record<string, object>,
	required: string[],
	checks: Record<string, Check>,
) {
	return {
		attachValidation: true,
		schema: {
			body: {
				type: 'object',
				required: [envelope],
				properties: { [envelope]: { type: 'object', required, properties } },
			},
		},
		config: { envelope, checks },
	};
}

/** Route options for a body whose envelope must exist but whose attributes the vendor does not check. */
export function plainBody(envelope: string) {
	return checkedBody(envelope, {}, [], {});
}

/** A missing envelope reads as an empty one, so that the attributes are what is complained about. */
export function openEnvelope(request: FastifyRequest): void {
	const { envelope } = request.routeOptions.config;
	if (!envelope) return;
	const body = isObject(request.body) ? request.body : {};
	request.body = { ...body, [envelope]: isObject(body[envelope]) ? body[envelope] : {} };
}

/** Turns failed schema checks into the vendor's refusal: one array with an entry per attribute. */
export function refuseInvalid(
	request: FastifyRequest,
	rules: RuleSet<RuleId>,
): Refusal | undefined {
	const checks = request.routeOptions.config.checks ?? {};
	const found = new Map<string, ErrorEntry>();
	for (const { instancePath, params } of request.validationError?.validation ?? []) {
		const attribute = String(params.missingProperty ?? instancePath.split('/')[2] ?? '');
		const check = checks[attribute];
		if (!check || (check.rule && !rules.on(check.rule))) continue;
		if (typeof check.says === 'function') return check.says();
		found.set(attribute, check.says);
	}
	return found.size > 0 ? unprocessable(...found.values()) : undefined;
}

/** The attributes inside the envelope. */
export function attributes(request: FastifyRequest): Record<string, unknown> {
	const { envelope = '' } = request.routeOptions.config;
	return (request.body as Record<string, Record<string, unknown>>)[envelope] ?? {};
}

/**
 * Whether the vendor would take this e-mail. No source says what it checks; this refuses only what cannot be an address:
 * no or several @, spaces, empty labels, no dot in the domain, too long.
 */
export function isPossibleEmail(email: string): boolean {
	const [local = '', domain = '', ...more] = email.split('@');
	if (more.length > 0 || email.length > 254 || local.length === 0 || local.length > 64)
		return false;
	if (!/^[^\s"(),:;<>[\\\]]+$/.test(local) || /^\.|\.\.|\.$/.test(local)) return false;
	const labels = domain.split('.');
	return (
		labels.length > 1 &&
		labels.every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?$/u.test(label))
	);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
