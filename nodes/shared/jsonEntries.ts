import type { About } from './entries';
import { field } from './entries';
import type { Entry } from './entry';
import { readList, readObject } from './values';

/** An object, as JSON. */
export const jsonObject = (displayName: string, name: string, about: About): Entry => ({
	field: { ...field(displayName, name, about), type: 'json', default: '{}' },
	write: (value) => ({ [about.key ?? name]: readObject(displayName, value) as never }),
});

/** A list, as JSON. */
export const jsonList = (displayName: string, name: string, about: About): Entry => ({
	field: { ...field(displayName, name, about), type: 'json', default: '[]' },
	write: (value) => ({ [about.key ?? name]: readList(displayName, value) as never }),
});
