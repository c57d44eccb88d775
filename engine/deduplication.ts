import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
} from 'n8n-workflow';

/** In place of the database behind `checkProcessedAndRecord`: remembers values for the life of the process. */
class MemoryDeduplicator implements IDataDeduplicator {
	private readonly seen = new Map<string, Set<string>>();

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ maxEntries }: ICheckProcessedOptions,
	) {
		const seen = this.seenBy(scope, context);
		const isNew = items.filter((item) => !seen.has(String(item)));
		const processed = items.filter((item) => seen.has(String(item)));
		for (const item of isNew) seen.add(String(item));
		// The oldest go; a set keeps its entries in the order they came.
		if (maxEntries !== undefined)
			for (const item of [...seen].slice(0, Math.max(0, seen.size - maxEntries))) seen.delete(item);
		return { new: isNew, processed };
	}

	async checkProcessedItemsAndRecord(): Promise<never> {
		throw new Error('The embedded engine deduplicates values only, not whole items');
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	) {
		for (const item of items) this.seenBy(scope, context).delete(String(item));
	}

	async clearAllProcessedItems(scope: DeduplicationScope, context: ICheckProcessedContextData) {
		this.seenBy(scope, context).clear();
	}

	async getProcessedDataCount(scope: DeduplicationScope, context: ICheckProcessedContextData) {
		return this.seenBy(scope, context).size;
	}

	private seenBy(
		scope: DeduplicationScope,
		{ workflow, node }: ICheckProcessedContextData,
	): Set<string> {
		const key = scope === 'node' ? `${workflow.id}/${node?.id}` : String(workflow.id);
		const seen = this.seen.get(key) ?? new Set<string>();
		this.seen.set(key, seen);
		return seen;
	}
}

let installed = false;

/** n8n-core accepts one deduplicator per process. */
export function installDeduplicator(): void {
	if (installed) return;
	installed = true;
	void DataDeduplicationService.init(new MemoryDeduplicator());
}
