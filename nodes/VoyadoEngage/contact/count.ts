import type { IDataObject } from 'n8n-workflow';

import type { Operation } from '../../shared/operation';

/** A bare number, or one under `count`. */
const countIn = (answer: unknown): number | undefined => {
	const count = typeof answer === 'object' ? (answer as IDataObject | null)?.count : answer;
	return typeof count === 'number' ? count : undefined;
};

export const count: Operation = {
	value: 'count',
	name: 'Count',
	action: 'Count contacts',
	description: 'Tell how many approved contacts there are; Engage renews the number now and then',
	fields: [
		{
			displayName: 'Contact Type',
			name: 'contactType',
			type: 'string',
			default: '',
			placeholder: 'e.g. Member',
			description: 'Count contacts of this type only',
		},
	],
	repeatable: true,
	async run(call) {
		const contactType = call.text('contactType');
		const { body } = await call.api.request<unknown>({
			method: 'GET',
			path: ['contacts', ...(contactType === '' ? [] : [contactType]), 'count'],
			expects: (answer) => countIn(answer) !== undefined,
		});
		return { contactType: contactType || null, count: countIn(body) };
	},
	sample: { contactType: 'Member', count: 128_411 },
};
