import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { sameEmail } from '../../shared/email';

export const emailField: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. name@email.com',
	description: 'The e-mail address that identifies the contact; upper and lower case are the same',
};

/** The record an item with an `email` parameter writes. */
export const recordByEmail = (call: Call): string => sameEmail(call.text('email'));
