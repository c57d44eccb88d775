import type { DealRecord, NoteRecord, PipelineRecord, StageRecord } from './crmRecords';
import {
	accountBlock,
	dealBlock,
	listBlock,
	noteBlock,
	numbered,
	pipelineBlock,
	stageBlock,
} from './eventBlocks';
import { Events, type Source } from './events';
import type { Nested } from './form';
import type { AccountRecord, ListRecord } from './records';

/** The events of contacts, and those of everything else. */
export class RecordEvents extends Events {
	list(list: ListRecord, source: Source): void {
		this.fire({ type: 'list_add', source, list: listBlock(list) });
	}

	account(
		type: 'account_add' | 'account_update',
		account: AccountRecord,
		source: Source,
		updated: string[] = [],
	): void {
		const extra = { account: accountBlock(this.store, account), ...updatedFields(updated) };
		this.fire({ type, source, extra });
	}

	deal(
		type: 'deal_add' | 'deal_update',
		deal: DealRecord,
		source: Source,
		updated: string[] = [],
	): void {
		const contact = this.store.tables.contacts.get(deal.contact);
		const extra = { deal: dealBlock(this.store, deal), ...updatedFields(updated) };
		this.fire({ type, source, contact, extra });
	}

	/** A note of a contact or deal; of accounts no event is known. */
	note(note: NoteRecord, source: Source): void {
		const contact = this.store.tables.contacts.get(note.relid);
		const deal = this.store.tables.deals.get(note.relid);
		if (note.reltype === 'Subscriber' && contact)
			this.fire({ type: 'subscriber_note', source, contact, extra: { note: note.note } });
		if (note.reltype !== 'Deal' || !deal) return;
		const extra = { deal: dealBlock(this.store, deal), note: noteBlock(note) };
		this.fire({ type: 'deal_note_add', source, extra });
	}

	pipeline(pipeline: PipelineRecord, source: Source): void {
		const extra = { pipeline: pipelineBlock(pipeline) };
		this.fire({ type: 'deal_pipeline_add', source, extra });
	}

	stage(stage: StageRecord, source: Source): void {
		this.fire({ type: 'deal_stage_add', source, extra: { stage: stageBlock(stage) } });
	}
}

function updatedFields(names: string[]): Nested {
	return names.length > 0 ? { updated_fields: numbered(names) } : {};
}
