import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import { isPage } from '../../shared/trial';
import { namesIn } from './fields';
import { changesIn, holdsContact, idIn, ignoredIn } from './shape';

export const readBackOption: INodeProperties = {
	displayName: 'Read Back',
	name: 'readBack',
	type: 'boolean',
	default: false,
	description:
		'Whether to read the contact after it was written, to see which fields Engage ignored, where its answer does not show them. One more request per item.',
};

export const onlyChangesOption: INodeProperties = {
	displayName: 'Compare First',
	name: 'onlyChanges',
	type: 'boolean',
	default: false,
	description:
		'Whether to read the contact first, send only what differs and nothing where nothing does. One more request per item.',
};

/** Whether an answer is one at all; no source says what the body of a change holds. */
export const anyAnswer = (answer: unknown): boolean => !isPage(answer);

/** The contact with this ID. @throws Failure where there is none */
export async function readContact(api: Api, id: string): Promise<IDataObject> {
	const { body } = await api.request({
		method: 'GET',
		path: ['contacts', id],
		expects: (answer) => idIn(answer) !== undefined,
	});
	return body;
}

/**
 * What of a body Engage took without keeping it, and says so in the hint at the end.
 * @returns null where nothing shows the contact as it is now
 */
export async function findIgnored(
	call: Call,
	id: string,
	content: IDataObject,
	answer: unknown,
): Promise<string[] | null> {
	const readsBack = isOn(call.given('options').readBack);
	const shown = holdsContact(answer) ? answer : undefined;
	const contact = shown ?? (readsBack ? await readContact(call.api, id) : undefined);
	if (contact === undefined) return null;
	const ignored = ignoredIn(content, contact);
	for (const name of ignored) {
		call.api.remark(
			`Voyado Engage did not keep "${name}"; it ignores fields that the tenant does not have`,
		);
	}
	return ignored;
}

/** What became of a change. */
export interface Changed extends IDataObject {
	updated: boolean;
	/** The names of what was sent. */
	changedFields: string[];
	/** Those of them that Engage did not keep; null where its answer does not tell. */
	ignoredFields: string[] | null;
}

/** Changes a contact by what is given alone; sends nothing where that is nothing. @throws Failure */
export async function change(call: Call, id: string, given: IDataObject): Promise<Changed> {
	const compares = isOn(call.given('options').onlyChanges);
	const content = compares ? changesIn(given, await readContact(call.api, id)) : given;
	const changedFields = namesIn(content);
	if (changedFields.length === 0) return { updated: false, changedFields, ignoredFields: [] };
	const { body } = await call.api.request<unknown>({
		method: 'PATCH',
		path: ['contacts', id],
		body: content,
		expects: anyAnswer,
	});
	return {
		updated: true,
		changedFields,
		ignoredFields: await findIgnored(call, id, content, body),
	};
}
