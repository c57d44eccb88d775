import type { IDataObject } from 'n8n-workflow';

import { checkEmail, sameEmail } from '../../shared/email';
import { Failure } from '../../shared/errors';
import { simplify } from '../../shared/fields';
import type { Operation } from '../../shared/operation';
import { emailField } from './email';

/** The contact of an answer: in the envelope, as the reference shows it, or bare, as its schema has it. */
function contactIn(body: IDataObject): IDataObject | undefined {
	const contact = (body.data ?? body) as IDataObject;
	return typeof contact.email === 'string' && contact.email !== '' ? contact : undefined;
}

const rows = (value: unknown) => (Array.isArray(value) ? (value as IDataObject[]) : []);

/** The vendor's letters as words. */
function simplified({ email, cookie, agreements, tags }: IDataObject): IDataObject {
	return {
		email,
		cookie: cookie ?? null,
		agreements: rows(agreements).map(({ t, c, s }) => ({ type: t, text: c, given: s })),
		tags: Object.fromEntries(rows(tags).map(({ n, v }) => [String(n), v])),
	};
}

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get contact',
	description: 'Look up one contact by its e-mail address, with agreements and tags',
	fields: [emailField, simplify],
	repeatable: true,
	async run(call) {
		const email = checkEmail(call.param('email'));
		// The reference puts the address into the body of the GET, which n8n's helper drops.
		const { body } = await call.api.request({
			method: 'GET',
			path: ['contact'],
			query: { email },
			expects: ['status', 'email'],
		});
		const contact = contactIn(body);
		if (contact === undefined || sameEmail(contact.email) !== sameEmail(email)) {
			throw new Failure({
				message: `Email: QuarticOn Store ${contact === undefined ? 'returned no contact' : 'answered with another contact than the one asked'} for "${email}"`,
				code: 'not_found',
				field: 'Email',
				remedy: 'Check the address. Create the contact first if it does not exist.',
			});
		}
		return call.flag('simplify', true) ? simplified(contact) : contact;
	},
	sample: {
		email: 'jan@example.com',
		cookie: '8sjfe8fh',
		agreements: [{ type: 'newsletter', text: 'I want to receive the newsletter.', given: true }],
		tags: { firstname: 'Jan', lastname: 'Kowalski' },
	},
};
