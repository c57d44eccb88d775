import type { IDataObject, INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

/** What is known of a request or item that did not end well: see `details.status` of an error item. */
export type FailureStatus = 'failed' | 'not-attempted' | 'uncertain';

/** One part of a composed operation (such as one consent of an upsert) and whether it took effect. */
export interface Part {
	part: string;
	done: boolean;
}

export interface FailureFacts {
	/** What happened, in one sentence; names the field and the value where there is one. */
	message: string;
	/** A stable machine word, such as `invalid_value` or `http_500`. */
	code: string;
	/** The parameter or platform field the fault lies in. */
	field?: string;
	/** What the user can do about it. */
	remedy: string;
	/** The HTTP status the platform answered with, if it answered. */
	httpStatus?: number;
	/** Default `failed`. `uncertain`: the request may have been applied. */
	status?: FailureStatus;
	/** True where every other item would meet the same fault: wrong token, wrong address, missing permission. */
	setup?: boolean;
	/** True where the user stopped the execution. */
	cancelled?: boolean;
	/** What was done and what was not, for composed operations. */
	parts?: Part[];
}

/** The only error that travels inside this package; it becomes n8n's at the edge (`toNodeError`, `toErrorJson`). */
export class Failure extends Error {
	constructor(readonly facts: FailureFacts) {
		super(facts.message);
		this.name = 'Failure';
	}
}

/** Bad input, found before a request was spent. */
export function invalid(field: string, problem: string, remedy: string): Failure {
	return new Failure({ message: `${field}: ${problem}`, code: 'invalid_value', field, remedy });
}

/**
 * The execution was stopped by the user or by the workflow's time-out.
 *
 * @param perhapsApplied whether a request whose answer did not come may have been carried out
 */
export function cancelled(perhapsApplied = false): Failure {
	return new Failure({
		message: 'The execution was stopped',
		code: 'cancelled',
		remedy: perhapsApplied
			? 'A request was on its way and may have been carried out: look in the platform before you run this item again.'
			: 'Run the workflow again to continue.',
		status: perhapsApplied ? 'uncertain' : 'not-attempted',
		cancelled: true,
	});
}

/**
 * Any thrown thing as a `Failure`. What n8n throws while it reads parameters (a faulty expression, a missing
 * credential) carries its own words, which are kept; nothing else of a foreign error is copied, because an HTTP error's
 * inside holds the token.
 */
export function toFailure(thrown: unknown, code = 'unexpected'): Failure {
	if (thrown instanceof Failure) return thrown;
	const { message, description } = (thrown ?? {}) as {
		message?: string;
		description?: string | null;
	};
	return new Failure({
		message: message ?? 'Something unexpected happened',
		code,
		remedy: description ?? "Check this node's parameters and the expressions in them.",
	});
}

/** Which parts of a composed operation took effect; undefined where none did. */
function progressOf({ parts = [] }: FailureFacts): string | undefined {
	const names = (done: boolean) =>
		parts.filter((part) => part.done === done).map(({ part }) => part);
	if (names(true).length === 0) return undefined;
	return `Done: ${names(true).join(', ')}. Not done: ${names(false).join(', ') || 'nothing'}.`;
}

/** `json` of an item on the error path: `error` and `details` only, or n8n would count it as a success. */
export function toErrorJson({ facts }: Failure): IDataObject {
	return {
		error: facts.message,
		details: {
			status: facts.status ?? 'failed',
			code: facts.code,
			field: facts.field ?? null,
			remedy: facts.remedy,
			parts: (facts.parts ?? []).map(({ part, done }) => ({ part, done })),
		},
	};
}

/**
 * The failure as the error n8n shows. `NodeApiError` where the platform answered, else `NodeOperationError`.
 * `note` is added to the remedy.
 */
export function toNodeError(
	node: INode,
	{ facts }: Failure,
	{ itemIndex, note }: { itemIndex?: number; note?: string } = {},
): NodeApiError | NodeOperationError {
	const { message } = facts;
	const description = [progressOf(facts), facts.remedy, note].filter(Boolean).join(' ');
	const error =
		facts.httpStatus === undefined
			? new NodeOperationError(node, message, { description, itemIndex })
			: new NodeApiError(
					node,
					{ message },
					{ message, description, httpCode: String(facts.httpStatus), itemIndex },
				);
	// n8n replaces texts that contain a Node error name even inside a word ("approvePermissions" holds EPERM).
	error.message = message;
	return error;
}
