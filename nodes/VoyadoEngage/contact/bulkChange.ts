import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { readCleared } from './clear';
import { KEY_FIELDS, readContent } from './fields';
import { keysOf } from './records';
import { guidIn } from './shape';

export const contactIdField: INodeProperties = {
	displayName: 'Contact ID',
	name: 'contactId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 2e40b702-2767-4abe-ae99-aa510108e22b',
	description: 'The GUID of the contact; without it, a key field under Fields tells who is meant',
};

/** The GUID that an item gives, if it gives one. @throws Failure */
export function givenId(call: Call): string | undefined {
	const given = call.text('contactId');
	if (given === '') return undefined;
	const id = guidIn(given);
	if (id !== undefined) return id;
	throw invalid(
		'Contact ID',
		`"${given}" is not the ID of a contact`,
		'Give the GUID that Find or Create returned, or leave it empty and give a key field.',
	);
}

/** The records an item names. */
export function recordsOfChange(call: Call): string[] {
	const id = (guidIn(call.text('contactId')) ?? '').toLowerCase();
	return [...(id === '' ? [] : [`id ${id}`]), ...keysOf(call)];
}

/** An item as a row of a bulk update. @throws Failure where it names no contact, or nothing to change */
export async function readChange(call: Call): Promise<IDataObject> {
	const id = givenId(call);
	const content = { ...readCleared(call), ...(await readContent(call)) };
	const keys = KEY_FIELDS.filter((name) => content[name] !== undefined && content[name] !== null);
	if (id === undefined && keys.length === 0) {
		throw invalid(
			'Contact ID',
			'the item names no contact',
			'Give the GUID of the contact, or the key field of the tenant under Fields.',
		);
	}
	const changes = Object.keys(content).length - (id === undefined ? 1 : 0);
	if (changes <= 0) {
		throw invalid(
			'Fields',
			'nothing is given to change',
			'Give a field a value, or name it under Clear Fields to empty it.',
		);
	}
	return { ...(id !== undefined && { id }), ...content };
}
