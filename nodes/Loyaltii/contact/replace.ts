import type { IDataObject } from 'n8n-workflow';

import { Failure } from '../../shared/errors';
import type { ItemOperation } from '../../shared/operation';
import { done } from '../endpoint/answers';
import { refused } from '../endpoint/ask';
import { at, requestTo } from '../endpoint/endpoint';
import { required, text } from '../endpoint/entries';
import { contact } from '../endpoint/locators';
import type { Listed } from '../endpoint/operation';
import { contentOf, operation } from '../endpoint/operation';
import { address, CONTACT, dynamic, more, source, TAKEN } from './fields';

const version = text('Version', 'Version', 'The version of the contact as it was read last', {
	placeholder: 'AAAAAAAB9vE=',
});

const entered = {
	value: 'replace',
	name: 'Replace',
	action: 'Replace contact',
	description:
		'Write a contact anew: fields left out are emptied, dynamic fields left out stay; refused if it was changed meanwhile',
	endpoint: at(35, 'PUT Contacts/{id}'),
	fields: [contact('id', 'The contact to replace'), required(version), dynamic],
	more: [address, ...more, source],
	answer: done('Updated', CONTACT),
	record: 'contact',
};

/** Whether a contact holds what was sent, as far as texts and numbers tell; dates come back in another form. */
const holds = (latest: IDataObject, content: IDataObject): boolean =>
	Object.entries(content).every(
		([key, value]) =>
			key === 'Version' ||
			key === 'id' ||
			/Date|Until/.test(key) ||
			String(latest[key] ?? '') === String(value),
	);

/** A refusal for a change in between brings the newest contact, whose version the user needs. */
export const replace: ItemOperation & Listed = {
	...operation(entered),
	async run(call) {
		const content = await contentOf(entered, call);
		const request = {
			...requestTo(entered.endpoint, content),
			accept: [409],
			meanings: { 409: TAKEN },
		};
		const { status, body, perhapsApplied } = await call.api.request<IDataObject>({
			...request,
			expects: entered.answer.expects,
		});
		if (status !== 409) return entered.answer.rows(body, content);
		const { Id, Version } = body;
		if (Id === undefined || Version === undefined) throw refused(status, body, request);
		// After a lost answer: the first try did it, and made a new version.
		if (perhapsApplied && Version !== content.Version && holds(body, content)) {
			return [{ ...body, Updated: true }];
		}
		if (Version === content.Version) throw refused(status, {}, request);
		throw new Failure({
			message: `Version: the contact was changed since "${String(content.Version)}"; its newest version is "${String(Version)}"`,
			code: 'conflict',
			field: 'Version',
			remedy: 'Read the contact again, decide what still holds, and give its newest version.',
			httpStatus: status,
		});
	},
};
