import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import type { Entry } from '../../shared/entry';
import { collection, isGiven, written } from '../../shared/entry';
import { invalid, toFailure } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { returnAllOrLimit } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { ItemOperation } from '../../shared/operation';
import type { ApiRequest, Meaning } from '../../shared/platform';
import { markOf } from '../platform';
import type { Answer } from './answers';
import { ask, inPages, wantsNothing } from './ask';
import type { Endpoint } from './endpoint';

/** The value of Get Many, which some resources start with. */
export const GET_MANY = 'getAll';

/** An operation, and the endpoints of the vendor's help page that it sends to. */
export type Listed = { endpoints: Endpoint[] };

/** What an operation of the table says. */
export interface Entered extends Pick<ItemOperation, 'value' | 'name' | 'action' | 'description'> {
	/** Its endpoint, or several by what the parameter `by` holds: an option, or the mode of a locator. */
	endpoint: Endpoint | Record<string, Endpoint>;
	/** The parameter that chooses among several endpoints; `by` unless given. */
	by?: string;
	/** Fields of the node itself. */
	fields?: Entry[];
	/** Fields of a collection. */
	more?: Entry[];
	/** Options that are not sent but read by `check`, `prepare` or `findExisting`. */
	options?: Entry[];
	answer: Answer;
	/** What it answers 404 for, where the user may want nothing in place of an error: "contact with this e-mail address". */
	seeks?: string;
	/** Whether 404 says that a list is empty. */
	emptyIs404?: boolean;
	meanings?: Record<number, Meaning>;
	/** Whether sending it twice leaves the platform as once; true for all but POST unless given. */
	repeatable?: boolean;
	/** The parameter that names the record it writes, or several that each name one. */
	record?: string | string[];
	/** Checks what is about to be sent. @throws Failure */
	check?(content: IDataObject): void;
	/** Looks before a write is sent. @returns rows that make it needless */
	prepare?(content: IDataObject, call: Call): Promise<IDataObject[] | undefined>;
	/** How to look, after a lost answer, whether the request was carried out; undefined where nothing tells. */
	findExisting?(content: IDataObject, call: Call): ApiRequest['findExisting'];
}

/** What the collection of an operation is called, by the operation's value; Options unless it stands here. */
const COLLECTIONS: Record<string, [title: string, name: string, add: string]> = {
	getAll: ['Filters', 'filters', 'Filter'],
	create: ['Additional Fields', 'additionalFields', 'Field'],
	replace: ['Update Fields', 'updateFields', 'Field'],
	update: ['Update Fields', 'updateFields', 'Field'],
	upsert: ['Additional Fields', 'additionalFields', 'Field'],
};

/** The collections of an operation. */
function moreOf({ value, more = [], options = [], seeks }: Entered): INodeProperties[] {
	const behaviours = [...options, ...(seeks === undefined ? [] : [whenNotFound])];
	const title = COLLECTIONS[value];
	if (title === undefined)
		return collection('Options', 'options', 'Option', [...more, ...behaviours]);
	return [...collection(...title, more), ...collection('Options', 'options', 'Option', behaviours)];
}

const whenNotFound: Entry = {
	field: {
		displayName: 'When Not Found',
		name: 'whenNotFound',
		type: 'options',
		options: [
			{ name: 'Return Nothing', value: 'nothing' },
			{ name: 'Send Item to Error Path', value: 'error' },
		],
		default: 'error',
		description: 'What to do where the platform knows no such record',
	},
};

const isMany = (endpoint: Entered['endpoint']): endpoint is Record<string, Endpoint> =>
	typeof endpoint.no !== 'number';

/** The endpoint an item asks for. @throws Failure */
function chosen({ endpoint, by = 'by', fields = [] }: Entered, call: Call): Endpoint {
	if (!isMany(endpoint)) return endpoint;
	const { field } = fields.find((entry) => entry.field.name === by) as Entry;
	const given = call.param<unknown>(by, field.default as string);
	const word = String(typeof given === 'object' ? (given as Locator).mode : given);
	if (endpoint[word] !== undefined) return endpoint[word];
	throw invalid(
		field.displayName,
		`"${word}" is not one of its choices`,
		`Use one of: ${Object.keys(endpoint).join(', ')}.`,
	);
}

const isNullish = (value: unknown) => value === undefined || value === null;

/** An entry that brings nothing, where that would do more than is meant. @throws Failure */
function checkLimit({ emptyIsRefused = false, field: { displayName } }: Entry): void {
	if (!emptyIsRefused) return;
	throw invalid(
		displayName,
		'it is set, but brings nothing',
		'Give a value, or remove the field; without it, the request would do more than is meant.',
	);
}

/** A check that a change names something beside the keys that say what is changed. `field` is where to add it. */
export const changes =
	(field: string, ...keys: string[]) =>
	(content: IDataObject): void => {
		if (Object.keys(content).some((key) => !keys.includes(key))) return;
		throw invalid(field, 'nothing is given to change', `Add a value under ${field}.`);
	};

/** What the operation's fields and collection add to a request. @throws Failure */
export async function contentOf(
	{ value, fields = [], more = [], check }: Pick<Entered, 'value' | 'fields' | 'more' | 'check'>,
	call: Call,
): Promise<IDataObject> {
	const added = COLLECTIONS[value]?.[1] ?? 'options';
	const given: IDataObject = {
		...call.given(added),
		...Object.fromEntries(
			fields.map(({ field: { name, default: initial } }) => [
				name,
				call.param<unknown>(name, initial as never) as never,
			]),
		),
	};
	for (const entry of fields) {
		const { displayName, name, required } = entry.field;
		if (required === true && entry.when?.(call) !== false && !isGiven(entry, given[name])) {
			throw invalid(displayName, 'nothing is given', 'Fill this field in.');
		}
	}
	for (const entry of fields) {
		// An empty text is the field as a new node has it.
		if (entry.when?.(call) !== false && isNullish(given[entry.field.name])) checkLimit(entry);
	}
	const inCollection = call.param<IDataObject>(added, {}) ?? {};
	for (const entry of more) {
		const { name } = entry.field;
		if (name in inCollection && !isGiven(entry, inCollection[name])) checkLimit(entry);
	}
	const content = await written(call, [...fields, ...more], given);
	check?.(content);
	return content;
}

/** The operation that a row of the table stands for. */
export function operation(entered: Entered): ItemOperation & Listed {
	const { value, name, action, description, endpoint, fields = [], answer, record } = entered;
	const endpoints = isMany(endpoint) ? Object.values(endpoint) : [endpoint];
	const isList = endpoints.some((one) => (one.answer ?? answer).isList);
	const isRead = endpoints.every(({ method }) => method === 'GET' || method === 'SEARCH');
	const repeatable =
		entered.repeatable ?? (isRead || endpoints.every(({ method }) => method !== 'POST'));
	return {
		value,
		name,
		action,
		description,
		endpoints,
		fields: [
			...fields.map(({ field }) => field),
			...(isList ? returnAllOrLimit : []),
			...moreOf(entered),
		],
		repeatable,
		...(record !== undefined && {
			record: (call: Call) => [record].flat().flatMap((one) => recordIn(call, one)),
		}),
		async run(call) {
			const limit = isList ? limitOf(call) : undefined;
			const to = chosen(entered, call);
			let content: IDataObject;
			try {
				content = await contentOf(entered, call);
			} catch (error) {
				const failure = toFailure(error);
				const isMissing = failure.facts.code === 'not_found';
				if (entered.seeks !== undefined && isMissing && wantsNothing(call)) return [];
				throw failure;
			}
			if (to.pages !== undefined) return await inPages(call, to, { content, limit, answer });
			const instead = await entered.prepare?.(content, call);
			if (instead !== undefined) return instead;
			return await ask(call, to, { ...entered, content, limit, repeatable });
		},
		sample: answer.sample,
	};
}

/** The record an item names by a parameter, as a key; none where it names none. A secret does not stand in it. */
function recordIn(call: Call, name: string): string[] {
	const given = call.param<unknown>(name, '');
	const isLocator = typeof given === 'object' && given !== null;
	const { mode, value } = isLocator ? (given as Locator) : { mode: '', value: given };
	if (isEmpty(value)) return [];
	const text = String(value).trim();
	return [`${name} ${mode} ${mode === 'code' ? markOf(text) : text.toLowerCase()}`];
}
