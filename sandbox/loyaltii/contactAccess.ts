import { contactShape } from './contactShapes';
import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { found, refusal } from './errors';
import { readModel, text } from './model';

/** Passwords and blocked addresses. */
export function contactAccessEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;
	const contactAt = (id: number) => found(ctx, store.contacts.get(id), 'Contact');

	return [
		{
			no: 32,
			method: 'POST',
			path: '/Contacts/:id/Login',
			answer: ({ id, body }) => {
				const contact = contactAt(id);
				const fields = { Password: text(), Ip: text(), Source: text() };
				const { Password } = readModel(ctx, body, { fields });
				const known = store.passwords.get(contact.Id);
				if (known !== undefined && Password === known) return contactShape(ctx, contact);
				if (rules.on('loyaltiiLogin422')) throw refusal(ctx, 422, 'The password is not valid.');
				return null;
			},
		},
		{
			no: 33,
			method: 'POST',
			path: '/Contacts/:id/SetPassword',
			answer: ({ id, body }) => {
				const contact = contactAt(id);
				const { NewPassword } = readModel(ctx, body, { fields: { NewPassword: text() } });
				store.passwords.set(contact.Id, String(NewPassword ?? ''));
			},
		},
		{
			no: 34,
			method: 'POST',
			path: '/Contacts/:id/UnblockEmail',
			answer: ({ id }) =>
				store.bounced.delete(contactAt(id).Id) || !rules.on('loyaltiiUnblockFalse'),
		},
	];
}
