import type { Operation } from '../../shared/operation';
import { refusal } from '../errors';
import { contactId, contactLocator, recordByLocator } from './locator';
import { multipleMatchesOption } from './lookUp';
import { anyAnswer } from './write';

export const deleteContact: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete contact',
	description: 'Delete one contact for good',
	fields: [
		contactLocator,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [multipleMatchesOption],
		},
	],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const id = await contactId(call);
		const path = ['contacts', id];
		const answer = await call.api.request<unknown>({
			method: 'DELETE',
			path,
			accept: [404],
			expects: anyAnswer,
		});
		if (answer.status === 404 && !answer.perhapsApplied) throw refusal(answer, { path });
		// Gone, most likely because of an earlier try whose answer was lost.
		if (answer.status === 404) {
			call.api.remark(
				'A contact was gone when its deletion was asked for again after a lost answer; perhaps it was not there before',
			);
		}
		return { contactId: id, deleted: true };
	},
	sample: { contactId: '2e40b702-2767-4abe-ae99-aa510108e22b', deleted: true },
};
