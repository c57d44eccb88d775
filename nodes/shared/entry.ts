import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from './call';
import { isEmpty } from './call';
import { isChosen } from './fields';
import { byDisplayName } from './sorting';

/** A field of the node or of a collection, and what it adds to a request: under its own name unless `write` says otherwise. */
export interface Entry {
	field: INodeProperties;
	/** Whether the field is shown, where that depends on another one. */
	when?(call: Call): boolean;
	/** Whether `write` asks the platform; it then waits until all that needs no request is known to be good. */
	asks?: boolean;
	/**
	 * Whether an expression that brings nothing is a fault and not "left out", because without the field the request would do
	 * more than is meant: send at once, or to everybody. Read by platforms that say so.
	 */
	emptyIsRefused?: boolean;
	/**
	 * @param beside what else is given for the same record
	 * @throws Failure when the value cannot be meant
	 */
	write?(value: unknown, call: Call, beside: IDataObject): IDataObject | Promise<IDataObject>;
	/** What empties it in a record that has it, where the platform offers that. */
	emptied?: IDataObject;
}

/** Whether a field was filled in; a locator is by what it holds, several choices are if there is one. */
export function isGiven({ field: { type } }: Entry, value: unknown): boolean {
	if (type === 'resourceLocator') return isChosen(value);
	const isNone = type === 'multiOptions' && Array.isArray(value) && value.length === 0;
	return !isNone && !isEmpty(value);
}

/** What the entries that are filled in add to a request. @throws Failure */
export async function written(
	call: Call,
	entries: Entry[],
	given: IDataObject,
): Promise<IDataObject> {
	const content: IDataObject = {};
	const wanted = entries.filter(
		(entry) => entry.when?.(call) !== false && isGiven(entry, given[entry.field.name]),
	);
	for (const isLookUp of [false, true]) {
		for (const { asks = false, field, write } of wanted) {
			const value = given[field.name];
			if (asks !== isLookUp) continue;
			Object.assign(content, write ? await write(value, call, given) : { [field.name]: value });
		}
	}
	return content;
}

/** A collection of entries, where there are any. `add` is what one of them is called. */
export const collection = (
	displayName: string,
	name: string,
	add: string,
	entries: Entry[],
): INodeProperties[] =>
	entries.length === 0
		? []
		: [
				{
					displayName,
					name,
					type: 'collection',
					placeholder: `Add ${add}`,
					default: {},
					// Nothing in a collection is required; n8n sorts what it offers.
					options: entries.map(({ field: { required: _, ...field } }) => field).sort(byDisplayName),
				},
			];
