import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { checkEmail } from '../../shared/email';
import { Failure } from '../../shared/errors';
import { readText } from '../../shared/values';
import { MEANINGS } from '../errorNames';
import { refusal } from '../errors';
import type { KeyField } from './fields';
import { checkPhone } from './phone';
import { guidIn, idIn } from './shape';

/** What contacts can be looked up by (fact sheet, section 3.1). */
export type SearchBy = 'any' | 'customKey' | 'email' | 'mobilePhone' | 'socialSecurityNumber';

export interface Search {
	by: SearchBy;
	value: string;
	contactType?: string;
}

/** What to look up by to find a contact by this field. */
export const searchFor = (field: KeyField): SearchBy =>
	field === 'externalId' || field === 'memberNumber' ? 'customKey' : field;

export const multipleMatchesOption: INodeProperties = {
	displayName: 'If Several Match',
	name: 'multipleMatches',
	type: 'options',
	options: [
		{ name: 'Fail and List Them', value: 'error' },
		{ name: 'Use First', value: 'first' },
	],
	default: 'error',
	description: 'What to do where Engage knows several contacts for the value',
};

/** A value to look up by, checked for its kind. @throws Failure */
export function readSearch(by: SearchBy, value: unknown, field: string): Search {
	if (by === 'email') return { by, value: checkEmail(value, field) };
	if (by === 'mobilePhone') return { by, value: checkPhone(value, field) };
	return { by, value: readText(field, value) };
}

/** The IDs an answer with several matches lists. */
function matchesIn(body: unknown): string[] {
	const { messageDetails } = (body ?? {}) as {
		messageDetails?: { multipleMatchesFound?: unknown };
	};
	const found = messageDetails?.multipleMatchesFound;
	return Array.isArray(found) ? found.map(guidIn).filter((id) => id !== undefined) : [];
}

/** Whether a 404 says that there is no such contact, or nothing: a path that a proxy does not know gives 404 as well. */
const saysNobody = (body: unknown): boolean => {
	const said = typeof body === 'string' ? body.trim() : JSON.stringify(body ?? {});
	return said === '' || said === '{}' || /contact\s*not\s*found/i.test(said);
};

/**
 * The contacts a value means: none, one, or several.
 * @throws Failure
 */
export async function lookUp(api: Api, { by, value, contactType }: Search): Promise<string[]> {
	const path = ['contacts', 'id'];
	const { status, body } = await api.request<unknown>({
		method: 'GET',
		path,
		query: { [by]: value, ...(contactType !== undefined && { contactType }) },
		accept: [404, 409],
		expects: (answer) => idIn(answer) !== undefined,
	});
	if (status === 404 && saysNobody(body)) return [];
	const ids = status < 300 ? [idIn(body) ?? ''] : matchesIn(body);
	if (ids.length === 0) throw refusal({ status, body }, { path });
	return ids;
}

/** The one contact among those that match; undefined where none does. @throws Failure where several do */
export function oneOf(ids: string[], call: Call, field: string, value: string): string | undefined {
	if (ids.length <= 1 || call.given('options').multipleMatches === 'first') return ids[0];
	throw new Failure({
		message: `${field}: ${ids.length} contacts match "${value}": ${ids.join(', ')}`,
		code: 'MultipleMatches',
		field,
		remedy: MEANINGS.MultipleMatches.remedy,
		httpStatus: 409,
	});
}

/** No contact has the value. */
export const notFound = (field: string, value: string): Failure =>
	new Failure({
		message: `${field}: Voyado Engage knows no contact for "${value}"`,
		code: 'ContactNotFound',
		field,
		remedy: 'Create the contact first, or correct the value.',
		httpStatus: 404,
	});
