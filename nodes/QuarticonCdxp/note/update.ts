import type { IDataObject } from 'n8n-workflow';

import { simplify } from '../../shared/fields';
import { invalid } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import { notThere, readRecord, recordId, recordLocator } from '../record/kind';
import { noteKind } from './notes';

/** The platform wants the whole note again, so what it is about is read first. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update note',
	description: 'Change the text of a note; it stays where it is',
	fields: [
		recordLocator(noteKind, 'The note to change'),
		{
			displayName: 'Note Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			required: true,
			default: '',
			description: 'The new text',
		},
		simplify,
	],
	repeatable: true,
	record: (call) => call.locatorText('note'),
	async run(call) {
		const text = call.text('text');
		if (text === '') throw invalid('Note Text', 'nothing is given', 'Fill this field in.');
		const id = await recordId(call, noteKind);
		const present = await readRecord(call.api, noteKind, id);
		if (present === undefined) throw notThere(noteKind, id);
		const { reltype, relid } = present;
		const { body } = await call.api.request({
			method: 'PUT',
			path: ['notes', id],
			body: { note: { note: text, reltype, relid } },
			expects: 'note',
		});
		const changed = body.note as IDataObject;
		return call.flag('simplify', true) ? noteKind.simplify(changed) : changed;
	},
	sample: noteKind.sample,
};
