import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	IDataDeduplicator,
} from 'n8n-workflow';

/** In place of the database behind `checkProcessedAndRecord`: remembers values for the life of the process. */
class MemoryDeduplicator implements IDataDeduplicator {
	private readonly seen = new Map<string, Set<string>>();

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	) {
		const seen = this.seenBy(scope, context);
		const isNew = items.filter((item) => !seen.has(String(item)));
		const processed = items.filter((item) => seen.has(String(item)));
		for (const item of isNew) seen.add(String(item));
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
