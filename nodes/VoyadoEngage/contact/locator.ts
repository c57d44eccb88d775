import type { INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import type { SearchBy } from './lookUp';
import { lookUp, notFound, oneOf, readSearch, recordOf } from './lookUp';
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

/** The record an item with the field writes, as it is given. */
export function recordByLocator(call: Call): string {
	const { mode: by } = call.param<Locator>('contact');
	return recordOf(by, call.locatorText('contact'));
}

/**
 * The GUID of the contact an item means; looked up once per run for each value.
 * @throws Failure where none is given or found, or several match
 */
export async function contactId(call: Call): Promise<string> {
	const { mode: by, value } = call.param<Locator>('contact');
	if (by === 'id') {
		const id = guidIn(value);
		if (id !== undefined) return id;
		const given = call.locatorText('contact');
		throw invalid(
			FIELD,
			given === '' ? 'no contact is given' : `"${given}" is not the ID of a contact`,
			'Give the GUID that Find or Create returned, or choose another way to name the contact.',
		);
	}
	const search = readSearch(by as SearchBy, value, FIELD);
	const ids = await call.api.once(
		recordOf(by, search.value),
		async () => await lookUp(call.api, search),
	);
	const id = oneOf(ids, call, FIELD, search.value);
	if (id === undefined) throw notFound(FIELD, search.value);
	return id;
}
