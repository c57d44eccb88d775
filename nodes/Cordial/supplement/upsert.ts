import type { BatchOperation } from '../../shared/operation';
import { readText } from '../../shared/values';
import { identifiersField, recordsByContact } from '../contact/identifiers';
import { batchSizeOption, optionsField } from '../options';
import { ofOneContact } from '../together';
import { readRecords, recordFields } from './records';

export const upsert: BatchOperation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update supplement records',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [
		identifiersField,
		{
			displayName: 'Supplement',
			name: 'supplement',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. recharge_subscriptions',
			description: 'The key of the supplement, which must exist in the account',
		},
		...recordFields,
		optionsField([
			batchSizeOption,
			{
				displayName: 'Updated Date Field',
				name: 'updatedDateField',
				type: 'string',
				default: '',
				placeholder: 'e.g. updated_at',
				description:
					'The field of a record that says when it was changed. Cordial then skips records that are older than what it has.',
			},
		]),
	],
	repeatable: true,
	sideBySide: true,
	record(call) {
		const records = readRecords(call, undefined);
		const supplement = call.text('supplement');
		return [...recordsByContact(call), ...records.map(({ id }) => `${supplement} ${String(id)}`)];
	},
	batch: ofOneContact({ name: 'upsertSupplementRecords', repeatable: true }, 'records', (call) => {
		const { updatedDateField } = call.given('options');
		const supplement = readText('Supplement', call.param('supplement', ''));
		const dated =
			updatedDateField === undefined ? undefined : readText('Updated Date Field', updatedDateField);
		const entries = readRecords(call, dated);
		const ids = entries.map(({ id }) => String(id));
		return {
			rest: { supplement, ...(dated !== undefined && { updatedDateField: dated }) },
			entries,
			apart: ids,
			told: { supplement, records: ids },
		};
	}),
	sample: {
		identifiers: { email: 'jan@example.com' },
		supplement: 'recharge_subscriptions',
		records: ['266787835'],
		accepted: true,
		processing: 'later',
		answer: null,
		warning: null,
	},
};
