import { checkEmail } from '../../shared/email';
import type { Operation } from '../../shared/operation';
import { send } from '../envelope';
import { readFlag, readText } from '../../shared/values';

export const collect: Operation = {
	value: 'collect',
	name: 'Collect',
	action: 'Collect profile',
	description:
		'Tell QuarticOn which e-mail address belongs to a user of the shop, for its mailing images',
	fields: [
		{
			displayName: 'User ID',
			name: 'userId',
			type: 'string',
			required: true,
			default: '',
			description: 'The ID the user has in the shop',
		},
		{
			displayName: 'Cookie',
			name: 'cookie',
			type: 'string',
			required: true,
			default: '',
			description: 'The latest cookie QuarticOn gave the visitor',
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Agreement',
					name: 'agreement',
					type: 'boolean',
					default: false,
					description:
						"Whether the user agrees that QuarticOn sends e-mails on the shop's behalf. Left out, the platform takes it for no.",
				},
				{
					displayName: 'Email',
					name: 'email',
					type: 'string',
					default: '',
					placeholder: 'e.g. name@email.com',
				},
			],
		},
	],
	repeatable: true,
	record: (call) => call.text('userId'),
	async run(call) {
		const userId = readText('User ID', call.param('userId'));
		const cookie = readText('Cookie', call.param('cookie'));
		const { email, agreement } = call.given('additionalFields');
		const body = {
			userId,
			cookie,
			...(email !== undefined && { email: checkEmail(email) }),
			...(agreement !== undefined && { agreement: readFlag('Agreement', agreement) }),
		};
		return { userId, ...(await send(call.api, ['collectprofile'], body, { repeatable: true })) };
	},
	sample: { userId: '1', accepted: true, answeredAt: '2024-02-28T12:16:48' },
};
