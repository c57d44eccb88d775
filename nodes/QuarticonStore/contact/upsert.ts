import { checkEmail, sameEmail } from '../../shared/email';
import type { Operation } from '../../shared/operation';
import { send } from '../envelope';
import { readText } from '../../shared/values';
import { agreementsField, readAgreements } from './agreements';
import { emailField } from './email';
import { readTags, tagsField } from './tags';

export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
	fields: [
		emailField,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				agreementsField,
				{
					displayName: 'Cookie',
					name: 'cookie',
					type: 'string',
					default: '',
					description: 'The latest cookie QuarticOn gave the visitor',
				},
				tagsField,
			],
		},
	],
	repeatable: true,
	record: (call) => sameEmail(call.text('email')),
	async run(call) {
		const email = checkEmail(call.param('email'));
		const { cookie, ...given } = call.given('additionalFields');
		const agreements = readAgreements(given.agreements);
		const tags = readTags(given.tags);
		const body = {
			email,
			...(cookie !== undefined && { cookie: readText('Cookie', cookie) }),
			...(agreements.length > 0 && { agreements }),
			...(tags.length > 0 && { tags }),
		};
		return { email, ...(await send(call.api, ['contact'], body, { repeatable: true })) };
	},
	sample: { email: 'jan@example.com', accepted: true, answeredAt: '2024-02-28T12:16:48' },
};
