import type { INodeProperties } from 'n8n-workflow';

export const emailField: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. name@email.com',
	description: 'The e-mail address that identifies the contact',
};
