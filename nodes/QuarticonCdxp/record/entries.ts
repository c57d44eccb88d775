import { invalid } from '../../shared/errors';
import type { About } from '../../shared/entries';
import { field } from '../../shared/entries';
import type { Entry } from '../../shared/entry';
import type { Locator } from '../../shared/fields';
import { isChosen } from '../../shared/fields';
import { toCents } from '../money';
import type { Referable } from './kind';
import { findRecord, recordLocator } from './kind';

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
