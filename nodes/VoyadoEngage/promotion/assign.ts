import type { IDataObject } from 'n8n-workflow';

import { contactId, contactLocator, recordByLocator } from '../contact/locator';
import { multipleMatchesOption } from '../contact/lookUp';
import { guidIn } from '../contact/shape';
import { anyAnswer } from '../contact/write';
import type { Operation } from '../../shared/operation';
import { readAssignments, readGuid } from './assignments';

export const assign: Operation = {
	value: 'assign',
	name: 'Assign',
	action: 'Assign promotion to contact',
	description: 'Give a contact a promotion that is set up in Engage',
	fields: [
		contactLocator,
		{
			displayName: 'Promotion ID',
			name: 'promotionId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 132aa326-fa89-4a8b-af9f-0b232157f8a2',
			description: 'The GUID of the promotion itself, not that of an assignment to a contact',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [multipleMatchesOption],
		},
	],
	repeatable: false,
	record: recordByLocator,
	async run(call) {
		const promotionId = readGuid(
			call,
			'Promotion ID',
			'promotionId',
			'Give the GUID of the promotion, as Engage shows it.',
		);
		const contact = await contactId(call);
		const find = async (): Promise<IDataObject | undefined> => {
			const rows = await readAssignments(call.api, contact, { excludeRedeemed: true });
			return rows.find(
				(row) => String(row.promotionId).toLowerCase() === promotionId.toLowerCase(),
			);
		};
		const { body } = await call.api.request<IDataObject>({
			method: 'POST',
			path: ['promotion-assignments'],
			body: { contactId: contact, promotionId },
			// After a lost answer: a contact who has the promotion has what was wanted.
			findExisting: find,
			expects: anyAnswer,
		});
		// An ID of another name would be that of the contact or of the promotion.
		const assignmentId = guidIn(body.id) ?? null;
		return { contactId: contact, promotionId, assignmentId, assigned: true };
	},
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		promotionId: '132aa326-fa89-4a8b-af9f-0b232157f8a2',
		assignmentId: '594d98e1-ef73-40e3-9799-add400eaab05',
		assigned: true,
	},
};
