import { isEmail, isLikePhone, isText } from './checks';
import type { Context } from './context';
import { invalidField } from './errors';
import type { Fields, Preferences } from './records';

/** What a request says of a contact, sorted. */
export interface Sent {
	fields: Fields;
	preferences: Partial<Preferences>;
	contactType?: string;
}

const PREFERENCES = ['acceptsEmail', 'acceptsSms', 'acceptsPostal'] as const;
/** Not fields of a contact, but no strangers either. */
const OTHERS = ['id', 'contactType', 'preferences'];

const CHECKS: Record<string, (value: unknown) => boolean> = {
	email: (value) => isText(value) && isEmail(value.trim()),
	mobilePhone: (value) => isText(value) && isLikePhone(value.trim()),
};

/** Reads the flat fields of a contact. @throws NamedRefusal for a value that cannot be */
export function readSent(ctx: Context, body: Fields): Sent {
	const { rules, store } = ctx;
	const fields: Fields = {};
	for (const [name, value] of Object.entries(body)) {
		if (store.knownFields.has(name)) fields[name] = checked(ctx, name, value);
		else if (!OTHERS.includes(name) && !rules.on('voyadoUnknownIgnored'))
			throw invalidField(ctx, name, 'there is no such field.');
	}
	return {
		fields,
		preferences: readPreferences(ctx, body.preferences),
		...(isText(body.contactType) && { contactType: body.contactType }),
	};
}

function checked(ctx: Context, name: string, value: unknown): unknown {
	const isEmpty = value === null || value === '';
	if (!isEmpty && ctx.rules.on('voyadoValuesChecked') && CHECKS[name]?.(value) === false)
		throw invalidField(ctx, name, 'the value is not valid.');
	return value;
}

function readPreferences(ctx: Context, sent: unknown): Partial<Preferences> {
	const preferences: Partial<Preferences> = {};
	for (const name of PREFERENCES) {
		const value = (sent as Fields | null | undefined)?.[name];
		if (value === undefined) continue;
		if (typeof value !== 'boolean' && ctx.rules.on('voyadoValuesChecked'))
			throw invalidField(ctx, `preferences.${name}`, 'the value is not true or false.');
		preferences[name] = value === true;
	}
	return preferences;
}
