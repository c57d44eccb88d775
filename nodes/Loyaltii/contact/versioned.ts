import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { Answer } from '../endpoint/answers';
import { refused } from '../endpoint/ask';
import type { Endpoint } from '../endpoint/endpoint';
import { requestTo } from '../endpoint/endpoint';
import type { Entered } from '../endpoint/operation';
import { holds } from '../endpoint/holds';
import { lookUpContact } from '../endpoint/locators';

/** The contact as it is now: a refusal for a change in between may bring it. @throws Failure */
async function newest(call: Call, body: IDataObject, id: unknown): Promise<IDataObject> {
	if (body?.Id !== undefined && body.Version !== undefined) return body;
	return (await lookUpContact(call.api, 'id', Number(id))) ?? {};
}

/**
 * Writes a contact, with the version it was read with where one is given. Where it was changed meanwhile, the error names the
 * newest version, which the user needs.
 *
 * @throws Failure
 */
export async function writeVersioned(
	call: Call,
	content: IDataObject,
	{
		endpoint,
		answer,
		meanings,
	}: { endpoint: Endpoint; answer: Answer; meanings: Entered['meanings'] },
): Promise<IDataObject[]> {
	const request = { ...requestTo(endpoint, content), accept: [409], meanings };
	const { status, body, perhapsApplied } = await call.api.request<IDataObject>({
		...request,
		expects: answer.expects,
	});
	if (status !== 409) return answer.rows(body, content);
	const latest = content.Version === undefined ? {} : await newest(call, body, content.id);
	const { Version } = latest;
	if (Version === undefined) throw refused(status, body, request);
	// Nothing was changed meanwhile: a value is taken, and the contact in the body says nothing of it.
	if (Version === content.Version) throw refused(status, body === latest ? {} : body, request);
	// After a lost answer: the first try did it, and made a new version.
	if (perhapsApplied && holds(latest, content)) return answer.rows(latest, content);
	throw new Failure({
		message: `Version: the contact was changed since "${String(content.Version)}"; its newest version is "${String(Version)}"`,
		code: 'conflict',
		field: 'Version',
		remedy: 'Read the contact again, decide what still holds, and give its newest version.',
		httpStatus: status,
	});
}
