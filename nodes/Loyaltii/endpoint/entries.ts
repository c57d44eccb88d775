import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { checkEmail } from '../../shared/email';
import type { About } from '../../shared/entries';
import * as entries from '../../shared/entries';
import type { Entry } from '../../shared/entry';
import { invalid } from '../../shared/errors';
import * as json from '../../shared/jsonEntries';
import * as numbers from '../../shared/numberEntries';
import { byName } from '../../shared/sorting';
import { readText } from '../../shared/values';
import { readObject } from '../../shared/values';

/** What a field of the table says beside the vendor's key and its own title. */
type More = Omit<About, 'description' | 'key'> & {
	/** The node's name, where it is not the vendor's key in camelCase. */
	name?: string;
	/** The least a whole number may be. */
	least?: number;
};

/** `ExtOrderId` → `extOrderId`. */
const nameOf = (key: string) => key.charAt(0).toLowerCase() + key.slice(1);

/** A field by the vendor's key: text('ExtOrderId', 'External Order ID', 'The number of the order in the shop'). */
const by =
	(make: (displayName: string, name: string, about: About) => Entry) =>
	(key: string, title: string, description: string, { name, ...more }: More = {}): Entry =>
		make(title, name ?? nameOf(key), { key, description, ...more });

export const text = by(entries.text);
/** A text that is not shown while it is typed. */
export const hidden = by((title, name, about) => {
	const entry = entries.text(title, name, about);
	return { ...entry, field: { ...entry.field, typeOptions: { password: true } } };
});
export const flag = by(entries.flag);
/** A moment, ISO 8601 with the offset. */
export const moment = by(entries.date);
/** A whole number such as an ID. */
export const whole = by(numbers.whole);
export const decimal = by(numbers.decimal);
/** Several whole numbers. */
export const wholes = by(numbers.wholes);

/** Several texts: an array, or text separated by commas. `check` reads one of them. */
export const texts = (
	key: string,
	title: string,
	description: string,
	{
		name,
		check = (one) => readText(title, one),
		...more
	}: More & { check?(one: unknown, beside: IDataObject): string } = {},
): Entry => ({
	field: entries.field(title, name ?? nameOf(key), { description, ...more }),
	write: (value, _call, beside) => {
		const given = numbers.listed(value).map((one) => check(one, beside));
		if (given.length > 0) return { [key]: given };
		throw invalid(title, 'it names none', 'Give values separated by commas, or an array.');
	},
});

export const jsonObject = by(json.jsonObject);
export const jsonList = by(json.jsonList);

/** An object whose keys stand beside the other fields of the body. */
export const jsonFields = (name: string, title: string, description: string): Entry => ({
	...json.jsonObject(title, name, { description }),
	write: (value) => readObject(title, value),
});

/** An e-mail address. */
export const email = (
	key: string,
	title: string,
	description: string,
	{ name, ...more }: More = {},
): Entry => ({
	field: entries.field(title, name ?? nameOf(key), {
		placeholder: 'name@email.com',
		description,
		...more,
	}),
	write: (value) => ({ [key]: checkEmail(value, title) }),
});

/** One of the vendor's values. */
export const choice = (
	key: string,
	title: string,
	description: string,
	options: INodePropertyOptions[],
	{ name, ...more }: More & { initial?: INodePropertyOptions['value'] } = {},
): Entry => entries.choice(title, name ?? nameOf(key), options, { key, description, ...more });

const EXPRESSION =
	'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>';

/** What is chosen from what the account has, such as its types of points. `title` is without `Name or ID`. */
export const loaded = (
	key: string,
	title: string,
	description: string,
	method: string,
	{ name, isNumber = false, ...more }: More & { isNumber?: boolean } = {},
): Entry => {
	const make = isNumber ? numbers.whole : entries.text;
	const entry = make(`${title} Name or ID`, name ?? nameOf(key), {
		key,
		description: `${description}. ${EXPRESSION}.`,
		...more,
	});
	return {
		...entry,
		field: { ...entry.field, type: 'options', typeOptions: { loadOptionsMethod: method } },
	};
};

/** How an operation with several endpoints chooses among them; the first is what a new node starts with. */
export function selector(
	title: string,
	name: string,
	description: string,
	options: INodePropertyOptions[],
): Entry {
	const sorted = [...options].sort(byName);
	const initial = options[0].value;
	const { field } = entries.choice(title, name, sorted, { description, initial });
	return { field, write: () => ({}) };
}

/** A field that is shown, and read, for some choices of a selector only. */
export const onlyFor = (selected: Entry, values: string[], entry: Entry): Entry => {
	const { name, default: initial } = selected.field;
	return {
		...entry,
		field: { ...entry.field, displayOptions: { show: { [name]: values } } },
		when: (call: Call) => values.includes(call.text(name) || String(initial)),
	};
};

/** The same entry; once it is added or mapped, it must not be empty. */
export const limiting = (entry: Entry): Entry => ({ ...entry, emptyIsRefused: true });

/** The same entry, required. */
export const required = (entry: Entry): Entry => ({
	...entry,
	field: { ...entry.field, required: true },
});
