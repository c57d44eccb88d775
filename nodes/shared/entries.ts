import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toApiDate, toApiDateTime, whyNoDate } from './dates';
import { checkEmail } from './email';
import type { Entry } from './entry';
import { invalid } from './errors';
import { readFlag, readText } from './values';

/** What a field says beside its names. */
export interface About {
	description: string;
	placeholder?: string;
	required?: boolean;
	/** The platform's name, where it differs from the node's. */
	key?: string;
	/** Whether the platform takes an empty text for "none". */
	canBeEmptied?: boolean;
}

/** The plain field of an entry. */
export const field = (
	displayName: string,
	name: string,
	{ description, placeholder, required }: About,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	...(required === true && { required }),
	default: '',
	...(placeholder !== undefined && { placeholder: `e.g. ${placeholder}` }),
	description,
});

const emptied = (name: string, { canBeEmptied = false, key = name }: About) =>
	canBeEmptied ? { emptied: { [key]: '' } } : {};

/** A text, trimmed. */
export const text = (displayName: string, name: string, about: About): Entry => ({
	field: field(displayName, name, about),
	...emptied(name, about),
	write: (value) => ({ [about.key ?? name]: readText(displayName, value) }),
});

/** A text of several lines. */
export const lines = (displayName: string, name: string, about: About): Entry => {
	const entry = text(displayName, name, about);
	return { ...entry, field: { ...entry.field, typeOptions: { rows: 4 } } };
};

/** An e-mail address. */
export const email = (about: About): Entry => ({
	field: field('Email', 'email', { placeholder: 'name@email.com', ...about }),
	write: (value) => ({ email: checkEmail(value) }),
});

/** A web address; https or http. */
export const url = (displayName: string, name: string, about: About): Entry => ({
	field: field(displayName, name, about),
	...emptied(name, about),
	write: (value) => {
		const given = String(value).trim();
		if (URL.canParse(given) && /^https?:/i.test(given)) return { [about.key ?? name]: given };
		throw invalid(
			displayName,
			`"${given}" is not a web address`,
			'Give the whole address, such as https://shop.example.com.',
		);
	},
});

/** One of a few values. */
export const choice = (
	displayName: string,
	name: string,
	options: INodePropertyOptions[],
	{ initial = options[0].value, ...about }: About & { initial?: INodePropertyOptions['value'] },
): Entry => ({
	field: { ...field(displayName, name, about), type: 'options', options, default: initial },
	write: (value) => {
		const wanted = String(value).trim().toLowerCase();
		// What the node puts out are the words, what it saves are the platform's values.
		const known = options.find((option) =>
			[String(option.value).toLowerCase(), option.name.toLowerCase()].includes(wanted),
		);
		if (known !== undefined) return { [about.key ?? name]: known.value };
		const words = options.map((option) =>
			String(option.value) === option.name.toLowerCase()
				? option.value
				: `${String(option.value)} (${option.name})`,
		);
		throw invalid(
			displayName,
			`"${String(value)}" is not one of its values`,
			`Use one of: ${words.join(', ')}.`,
		);
	},
});

/** Yes or no. */
export const flag = (
	displayName: string,
	name: string,
	about: About,
	write: (on: boolean) => unknown = (on) => on,
): Entry => ({
	field: {
		displayName,
		name,
		type: 'boolean',
		default: false,
		description: about.description,
	},
	write: (value) => ({ [about.key ?? name]: write(readFlag(displayName, value)) as never }),
});

/** A day, or a moment, in the workflow's time zone where none is given. */
export const date = (
	displayName: string,
	name: string,
	about: About & { precision?: 'day' | 'moment' },
): Entry => ({
	field: { ...field(displayName, name, about), type: 'dateTime' },
	write: (value, { api }) => {
		const isDay = about.precision === 'day';
		const read = isDay ? toApiDate(value, api.timezone) : toApiDateTime(value, api.timezone);
		if (read !== undefined) return { [about.key ?? name]: read };
		throw invalid(
			displayName,
			`"${String(value)}" ${whyNoDate(value)}`,
			`Give it as ${isDay ? '2024-02-28' : '2024-02-28T12:16:48+01:00'}; the day must exist.`,
		);
	},
});
