import { BATCH, changeContact, OWNER, PATCH } from './contactShapes';
import { conflict, patchOf } from './contactWrites';
import type { Context } from './context';
import type { Endpoint } from './endpoint';
import { KEY_TYPES, readEnum } from './enums';
import { invalid, notFound, refusal } from './errors';
import { any, dynamicFields, readModel, type Sent } from './model';
import type { Contact } from './records';

/** The same changes for many contacts, named by one kind of key. */
export function contactBatchEndpoints(ctx: Context): Endpoint[] {
	const { store, rules } = ctx;

	const contactBy = (keyType: string, key: string): Contact | undefined => {
		if (keyType === 'Email') return store.contactByEmail(key);
		return store.contacts.find((contact) => String(contact[keyType] ?? '') === key);
	};

	return [
		{
			no: 36,
			method: 'PATCH',
			path: '/Contacts',
			answer: ({ body }) => {
				const sent = readModel(ctx, body, { fields: { KeyType: any, Keys: any, Fields: any } });
				const keyType = KEY_TYPES[readEnum(ctx, KEY_TYPES, 'KeyType', sent.KeyType ?? '')];
				const changes = patchOf(ctx, fieldsOf(ctx, sent.Fields));
				if (!Array.isArray(sent.Keys)) throw invalid(ctx, 'Keys', 'A list is expected.');
				const keys = sent.Keys.map(String);
				const contacts = keys.map((key) => contactBy(keyType, key));
				if (contacts.includes(undefined) && !rules.on('loyaltiiBatchNotFound'))
					throw notFound(ctx, 'Contact');
				const several = new Set(contacts.filter(Boolean)).size > 1;
				for (const contact of contacts) {
					const problem = contact && conflict(ctx, changes, contact.Id, several);
					if (problem) throw refusal(ctx, 409, problem);
				}
				for (const contact of contacts) if (contact) changeContact(ctx, contact, changes);
				return {
					Updated: keys.filter((_key, index) => contacts[index]),
					NotFound: keys.filter((_key, index) => !contacts[index]),
				};
			},
		},
	];
}

/** The changes, which must be to fields that a batch takes. @throws Refusal */
function fieldsOf(ctx: Context, fields: unknown): Sent {
	const allowed = [...BATCH, ...dynamicFields(ctx, OWNER).map(({ Name }) => Name)];
	const other = Object.keys(fields ?? {}).find((name) => !allowed.includes(name));
	if (other !== undefined && ctx.rules.on('loyaltiiBatchFields'))
		throw invalid(ctx, other, `The field ${other} cannot be patched.`);
	return readModel(ctx, fields, PATCH);
}
