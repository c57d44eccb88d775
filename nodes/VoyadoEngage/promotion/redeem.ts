import { anyAnswer } from '../contact/write';
import type { Operation } from '../../shared/operation';
import { choose } from '../choose';
import { CHANNELS, readGuid } from './assignments';

export const redeem: Operation = {
	value: 'redeem',
	name: 'Redeem',
	action: 'Redeem promotion of contact',
	description: 'Note that a contact has used a promotion',
	fields: [
		{
			displayName: 'Assignment ID',
			name: 'assignmentId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 594d98e1-ef73-40e3-9799-add400eaab05',
			description:
				'The GUID of the one promotion of the one contact, as Get Many returns it; that of the promotion itself redeems nothing',
		},
		{
			displayName: 'Redemption Channel',
			name: 'redemptionChannel',
			type: 'options',
			options: CHANNELS,
			default: 'ECOM',
			description: 'Where it was used; one of the channels of the promotion',
		},
	],
	// A second time is refused, which would make a failure of what was done.
	repeatable: false,
	record: (call) => call.text('assignmentId').toLowerCase(),
	async run(call) {
		const assignmentId = readGuid(
			call,
			'Assignment ID',
			'assignmentId',
			'Give "id" of the assignment, as Get Many returns it.',
		);
		const redemptionChannel = choose<string>(
			call,
			'Redemption Channel',
			'redemptionChannel',
			CHANNELS,
		);
		await call.api.request<unknown>({
			method: 'POST',
			path: ['promotion-assignments', assignmentId, 'redeem'],
			body: { redemptionChannel },
			// After a lost answer, a second request would not tell whose redemption it was: the item ends as uncertain.
			repeatable: false,
			expects: anyAnswer,
		});
		return { assignmentId, redemptionChannel, redeemed: true };
	},
	sample: {
		assignmentId: '594d98e1-ef73-40e3-9799-add400eaab05',
		redemptionChannel: 'ECOM',
		redeemed: true,
	},
};
