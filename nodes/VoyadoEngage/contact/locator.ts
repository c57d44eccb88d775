import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import type { SearchBy } from './lookUp';
import { lookUp, notFound, oneOf, readSearch } from './lookUp';
import { recordOf } from './records';
import { guidIn } from './shape';

const FIELD = 'Contact';

/** The field for one contact: by its GUID, which costs no look-up, or by what Engage can look up. */
export const contactLocator: INodeProperties = {
	displayName: FIELD,
	name: 'contact',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'id', value: '' },
	description: 'The contact; by anything but the ID, it is looked up first',
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 2e40b702-2767-4abe-ae99-aa510108e22b',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. name@email.com',
		},
		{
			displayName: 'By Mobile Phone',
			name: 'mobilePhone',
			type: 'string',
			placeholder: 'e.g. +46735654321',
		},
		{
			displayName: 'By Personal Number',
			name: 'socialSecurityNumber',
			type: 'string',
			placeholder: 'e.g. 196903027573',
		},
		{
			displayName: 'By Member Number or External ID',
			name: 'customKey',
			type: 'string',
			placeholder: 'e.g. 999888777',
		},
		{
			displayName: 'By Any of These',
			name: 'any',
			type: 'string',
			placeholder: 'e.g. 999888777',
		},
	],
};

const NOBODY = 'no contact is given';
const REMEDY =
	'Give the GUID that Find or Create returned, or choose another way to name the contact.';

/** What the field holds, which may also come whole from an expression. @throws Failure */
function readLocator(call: Call): { by: SearchBy | 'id'; value: unknown } {
	const given = call.param<Partial<Locator> | string | null>('contact', null);
	if (typeof given !== 'object' || given === null) throw invalid(FIELD, NOBODY, REMEDY);
	const mode = contactLocator.modes?.find(({ name }) => name === given.mode);
	if (mode !== undefined) return { by: mode.name as SearchBy | 'id', value: given.value };
	throw invalid(FIELD, `"${String(given.mode)}" is no way to name a contact`, REMEDY);
}

/** The record an item with the field writes, as it is given. @throws Failure */
export function recordByLocator(call: Call): string {
	const { by, value } = readLocator(call);
	return recordOf(by, value);
}

/**
 * The GUID of the contact an item means; looked up once per run for each value.
 * @throws Failure where none is given or found, or several match
 */
export async function contactId(call: Call): Promise<string> {
	const { by, value } = readLocator(call);
	if (by === 'id') {
		const id = guidIn(value);
		if (id !== undefined) return id;
		const given = call.locatorText('contact');
		throw invalid(FIELD, given === '' ? NOBODY : `"${given}" is not the ID of a contact`, REMEDY);
	}
	const search = readSearch(by, value, FIELD);
	// No source says that the case of a key does not count.
	const exact = by === 'email' ? recordOf(by, search.value) : `${by} ${search.value}`;
	const ids = await call.api.once(exact, async () => await lookUp(call.api, search));
	const id = oneOf(ids, call, FIELD, search.value);
	if (id === undefined) throw notFound(FIELD, search.value);
	return id;
}
