import type { NodeExecutionHint } from 'n8n-workflow';

import type { FailureStatus } from './errors';
import type { Outcome } from './outcome';

/** A hint is read at a glance. */
const MOST_REMARKS = 5;

/** What a run cost; `waitedMs` is the time during which at least one request waited for its turn or for a repeat. */
export interface RunStats {
	requests: number;
	retries: number;
	waitedMs: number;
	/** What operations noticed, by sentence, and in how many items. */
	remarks?: Map<string, number>;
}

/**
 * One line for the output pane: what became of the items.
 *
 * @param advice what the operation has to say about a run of this size
 * @returns undefined where a single item simply succeeded
 */
export function closingHint(
	outcomes: Outcome[],
	{ stats, advice }: { stats?: RunStats; advice?: string },
): NodeExecutionHint | undefined {
	const count = (status: FailureStatus) =>
		outcomes.filter(
			(outcome) => 'failure' in outcome && (outcome.failure.facts.status ?? 'failed') === status,
		).length;
	const done = outcomes.filter((outcome) => 'rows' in outcome).length;
	const failures = outcomes.length - done;
	const remarks = [...(stats?.remarks ?? [])];
	if (outcomes.length <= 1 && failures === 0 && remarks.length === 0) return undefined;

	const words = [`${done} of ${outcomes.length} items done`];
	for (const [status, word] of [
		['failed', 'failed'],
		['uncertain', 'uncertain'],
		['not-attempted', 'not attempted'],
	] as const) {
		if (count(status) > 0) words.push(`${count(status)} ${word}`);
	}
	if (stats !== undefined) {
		words.push(`${stats.requests} requests`);
		if (stats.retries > 0) words.push(`${stats.retries} repeated`);
		const seconds = Math.round(stats.waitedMs / 1000);
		if (seconds > 0) words.push(`${seconds} s of waiting for the limit or a repeat`);
	}
	const setup = outcomes.find(
		(outcome) => 'failure' in outcome && outcome.failure.facts.setup === true,
	);
	const cause =
		setup !== undefined && 'failure' in setup
			? ` ${setup.failure.facts.message}. ${setup.failure.facts.remedy}`
			: '';
	const noticed = remarks
		.slice(0, MOST_REMARKS)
		.map(([remark, items]) => ` ${remark}${items > 1 ? ` (${items} times)` : ''}.`);
	if (remarks.length > MOST_REMARKS) noticed.push(` And ${remarks.length - MOST_REMARKS} more.`);
	return {
		message: `${words.join(', ')}.${cause}${noticed.join('')}${advice === undefined ? '' : ` ${advice}`}`,
		type: failures > 0 || remarks.length > 0 ? 'warning' : 'info',
		location: 'outputPane',
	};
}
