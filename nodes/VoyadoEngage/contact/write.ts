import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import { toFailure } from '../../shared/errors';
import type { Answer } from '../../shared/platform';
import { isPage } from '../../shared/trial';
import { namesIn } from './fields';
import { changesIn, holdsContact, idIn, ignoredIn } from './shape';

export const readBackOption: INodeProperties = {
	displayName: 'Read Back',
	name: 'readBack',
	type: 'boolean',
	default: false,
	description:
		'Whether to read the contact after it was written, to see which fields Engage ignored, where its answer does not show them. One more request per item; none where Engage says that it is still at it (202).',
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

/** "Accepted": the contact is changed later, and what shows it now may show it as it was. */
const LATER = 202;

/** The contact as it is after it was written. @throws Failure only where that ends the run: the contact is written already */
async function readBack({ api }: Call, id: string): Promise<IDataObject | undefined> {
	try {
		return await readContact(api, id);
	} catch (error) {
		const failure = toFailure(error);
		if (failure.facts.setup === true || failure.facts.cancelled === true) throw failure;
		api.remark('A contact was written but could not be read back, so that ignoredFields is null');
		return undefined;
	}
}

/**
 * What of a body Engage took without keeping it, and says so in the hint at the end.
 * @returns null where nothing shows the contact as it is now
 */
export async function findIgnored(
	call: Call,
	id: string,
	content: IDataObject,
	{ status, body }: Pick<Answer<unknown>, 'status' | 'body'>,
): Promise<string[] | null> {
	if (status === LATER) return null;
	const isWanted = isOn(call.given('options').readBack);
	const shown = holdsContact(body, content) ? body : undefined;
	const contact = shown ?? (isWanted ? await readBack(call, id) : undefined);
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
	const answer = await call.api.request<unknown>({
		method: 'PATCH',
		path: ['contacts', id],
		body: content,
		expects: anyAnswer,
	});
	return {
		updated: true,
		changedFields,
		ignoredFields: await findIgnored(call, id, content, answer),
	};
}
