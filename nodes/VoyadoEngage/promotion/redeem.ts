import { anyAnswer } from '../contact/write';
import type { Operation } from '../../shared/operation';
import { choose } from '../choose';
import { errorName, refusal } from '../errors';
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
	repeatable: true,
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
		const path = ['promotion-assignments', assignmentId, 'redeem'];
		const answer = await call.api.request<unknown>({
			method: 'POST',
			path,
			body: { redemptionChannel },
			// A second time is refused, so that nothing is redeemed twice.
			repeatable: true,
			accept: [409],
			expects: anyAnswer,
		});
		const wasOurs = answer.perhapsApplied && errorName(answer.body) === 'PromotionAlreadyRedeemed';
		if (answer.status === 409 && !wasOurs) throw refusal(answer, { path });
		return { assignmentId, redemptionChannel, redeemed: true };
	},
	sample: {
		assignmentId: '594d98e1-ef73-40e3-9799-add400eaab05',
		redemptionChannel: 'ECOM',
		redeemed: true,
	},
};
