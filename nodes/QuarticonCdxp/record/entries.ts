import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toApiDate, toApiDateTime, whyNoDate } from '../../shared/dates';
import { checkEmail } from '../../shared/email';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { isChosen } from '../../shared/fields';
import { toCents } from '../money';
import type { Referable } from './kind';
import { findRecord, recordLocator } from './kind';
import type { Entry } from './operations';

/** What a field says beside its names. */
interface About {
	description: string;
	placeholder?: string;
	required?: boolean;
	/** The platform's name, where it differs from the node's. */
	key?: string;
	/** Whether the platform takes an empty text for "none". */
	canBeEmptied?: boolean;
}

const field = (
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
	write: (value) => {
		if (typeof value === 'object') {
			throw invalid(displayName, 'it is not a text', 'Map a single value.');
		}
		return { [about.key ?? name]: String(value).trim() };
	},
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
			[String(option.value), option.name.toLowerCase()].includes(wanted),
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
	write: (value) => {
		const given = String(value).trim().toLowerCase();
		if (['true', '1', 'false', '0'].includes(given)) {
			return { [about.key ?? name]: write(given === 'true' || given === '1') as never };
		}
		throw invalid(displayName, `"${String(value)}" is neither true nor false`, 'Map a boolean.');
	},
});

/** An amount of money in units of its currency, such as 19.99; the platform counts cents. */
export const amount = (displayName: string, name: string, about: About): Entry => ({
	field: field(displayName, name, { placeholder: '19.99', ...about }),
	write: (value) => ({ [about.key ?? name]: toCents(displayName, value) }),
});

/** A currency by its ISO 4217 code, in the case the platform wants. */
export const currency = (toCase: 'lower' | 'upper', about: About): Entry => ({
	field: { ...field('Currency', 'currency', { placeholder: 'PLN', ...about }) },
	write: (value) => {
		const code = String(value).trim();
		if (/^[a-z]{3}$/i.test(code)) {
			return { currency: toCase === 'lower' ? code.toLowerCase() : code.toUpperCase() };
		}
		throw invalid(
			'Currency',
			`"${code}" is not a currency code`,
			'Give the three letters of ISO 4217, such as PLN or EUR.',
		);
	},
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

/** Another record, looked up before anything is written. */
export const reference = (
	kind: Referable,
	{
		key,
		required = false,
		emptied,
		of,
		description,
	}: {
		key: string;
		required?: boolean;
		/** What the platform takes for "none". */
		emptied?: number;
		/** What it belongs to, where that is given beside it: only what belongs there is meant. */
		of?: { kind: Referable; within(owner: string): Pick<Referable, 'list' | 'search'> };
		description: string;
	},
): Entry => ({
	field: recordLocator(kind, description, required),
	...(emptied !== undefined && { emptied: { [key]: emptied } }),
	asks: true,
	write: async (given, { api }, beside) => {
		const owner = of && beside[of.kind.field];
		const among = isChosen(owner) && of?.within((await findRecord(api, of.kind, owner)).id);
		const { id } = await findRecord(api, { ...kind, ...among }, given as Locator);
		return { [key]: id };
	},
});
