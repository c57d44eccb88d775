import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';

import type { FailureFacts } from './errors';
import { Failure, toFailure, toNodeError } from './errors';
import { inTime, TOO_LATE } from './inTime';

/** No poll starts an execution with many more items than this; the rest comes with the next poll. */
const ENOUGH_ITEMS = 5_000;
/** A poll may take this long where n8n does not say. */
const DEFAULT_BUDGET_MS = 300_000;

/** What one step of a source brought. */
export interface PollStep {
	items: IDataObject[];
	/** Whether the source has been read to its end; the next step starts anew. */
	done: boolean;
	/** Lets the source remember the step. Not called where the items were not taken. */
	keep(): void;
}

/** Something to read changes from, step by step (such as page by page), made anew for each poll. */
export interface ChangeSource {
	/** Its place in the trigger's static data. */
	key: string;
	/** Reads on. Leaves what the source remembers as it is. @throws Failure */
	step(): Promise<PollStep>;
	/** What is to be remembered after the steps that were kept, as JSON. */
	save(): IDataObject;
}

/** What one poll reads. */
export interface PollPlan {
	/** What the memory belongs to, such as account and starting point. Where it differs, everything starts anew. */
	about: string;
	/** Makes the sources from what they remember, by key. */
	sources(saved: Record<string, IDataObject | undefined>): ChangeSource[];
}

/** What a polling trigger keeps in its static data. */
interface PollState {
	about?: string;
	/** The source that the next poll begins with, where the one before did not come to its end. */
	next?: string;
	sources?: Record<string, IDataObject>;
}

/**
 * What a manual run of a polling trigger shows; nothing is remembered.
 *
 * @param find looks for an example
 * @param none what to say where there is none
 * @throws NodeApiError | NodeOperationError
 */
export async function showExample(
	context: IPollFunctions,
	find: () => Promise<IDataObject[]>,
	none: FailureFacts,
): Promise<INodeExecutionData[][]> {
	try {
		const items = await find();
		if (items.length === 0) throw new Failure(none);
		return [items.map((json) => ({ json }))];
	} catch (error) {
		throw toNodeError(context.getNode(), toFailure(error));
	}
}

/** The triggers of this process that are polling at this moment. */
const polling = new Set<string>();

/** The sources, beginning with the one where the poll before stopped. */
function inTurn(sources: ChangeSource[], next: string | undefined): ChangeSource[] {
	const first = Math.max(
		0,
		sources.findIndex(({ key }) => key === next),
	);
	return [...sources.slice(first), ...sources.slice(0, first)];
}

/**
 * Reads every source once to its end, as far as n8n's time for a poll and the number of items allow; the next poll goes
 * on from there. What is remembered moves only with the items that are handed over, in one assignment at the end.
 *
 * While a poll of the same trigger is under way in this process, another one does nothing.
 *
 * @param open reads the trigger's parameters and what it needs to know beforehand
 * @throws NodeApiError | NodeOperationError where something went wrong before anything was found
 */
export async function pollChanges(
	context: IPollFunctions,
	open: () => Promise<PollPlan>,
): Promise<INodeExecutionData[][] | null> {
	const trigger = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	if (polling.has(trigger)) return null;
	polling.add(trigger);
	try {
		return await readOn(context, open);
	} catch (error) {
		throw toNodeError(context.getNode(), toFailure(error));
	} finally {
		polling.delete(trigger);
	}
}

async function readOn(
	context: IPollFunctions,
	open: () => Promise<PollPlan>,
): Promise<INodeExecutionData[][] | null> {
	// Older versions of n8n do not say how long a poll may take.
	const budgetMs = (context as Partial<IPollFunctions>).getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	const deadline = Date.now() + budgetMs;
	const plan = await inTime(open(), budgetMs);
	if (plan === TOO_LATE) return null;

	const memory = context.getWorkflowStaticData('node') as PollState;
	// n8n watches the object it gives; what the sources get is theirs.
	const before = deepCopy({ ...memory });
	const known = before.about === plan.about ? before : {};
	const sources = plan.sources(known.sources ?? {});
	const items: IDataObject[] = [];
	let next = '';
	let failure: Failure | undefined;
	for (const source of inTurn(sources, known.next)) {
		try {
			if (await readSource(source, items, deadline)) continue;
		} catch (error) {
			failure ??= toFailure(error);
			// One source that always fails must not keep the others from being read.
			if (failure.facts.setup !== true) continue;
		}
		next = source.key;
		break;
	}
	const saved = Object.fromEntries(sources.map((source) => [source.key, source.save()]));
	Object.assign(memory, { about: plan.about, next, sources: saved });
	if (failure !== undefined) {
		if (items.length === 0) throw failure;
		// What was found must not be lost; the next poll meets the fault again and says so.
		context.logger.warn(`The poll is not complete: ${failure.message}`);
	}
	return items.length === 0 ? null : [items.map((json) => ({ json }))];
}

/** @returns whether the source was read to its end */
async function readSource(
	source: ChangeSource,
	items: IDataObject[],
	deadline: number,
): Promise<boolean> {
	while (items.length < ENOUGH_ITEMS) {
		const step = await inTime(source.step(), deadline - Date.now());
		if (step === TOO_LATE) return false;
		// Not by spreading: an answer may hold more than a call takes arguments.
		for (const item of step.items) items.push(item);
		step.keep();
		if (step.done) return true;
	}
	return false;
}
