import type { IDataObject } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import { MEANINGS } from '../errorNames';
import { checkKey, contentFields, KEY_FIELDS, readContent } from './fields';
import { lookUp, readSearch, searchFor } from './lookUp';
import { keysOf } from './records';
import { contactTypeOption, registration, registrationOptions } from './register';
import { differingIn, holdsContact, idIn, partsOf, simplifyContact } from './shape';
import { findIgnored, readBackOption, readContact } from './write';

/**
 * After a lost answer: the contact, if it was created; undefined if not; a Failure when the contact there has other data:
 * it was there before, or Engage writes a value in another form.
 */
async function findCreated(
	{ api }: Call,
	content: IDataObject,
): Promise<IDataObject | Failure | undefined> {
	const key = KEY_FIELDS.find((name) => !isEmpty(content[name])) ?? 'email';
	const ids = await lookUp(api, readSearch(searchFor(key), content[key], key));
	if (ids.length === 0) return undefined;
	const found = await Promise.all(ids.map(async (id) => await readContact(api, id)));
	const differing = found.map((contact) => {
		const names = differingIn(content, contact);
		// A custom key may have been found as the other number of somebody else.
		return Object.hasOwn(partsOf(contact).fields, key) ? names : [...names, key];
	});
	const ours = differing.findIndex((names) => names.length === 0);
	if (ours !== -1) return found[ours];
	return new Failure({
		message: `Voyado Engage: ${MEANINGS.ApprovedContactWithKeyExists.message} (${key} "${String(content[key])}"), with another value in: ${differing[0].join(', ')}`,
		code: 'ApprovedContactWithKeyExists',
		remedy: `An answer was lost, so that this item may have created it: look at the contact in Engage before you run this item again. ${MEANINGS.ApprovedContactWithKeyExists.remedy}`,
		status: 'uncertain',
	});
}

export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create contact',
	description: 'Add a contact who must not exist yet; use Create or Update where it may',
	fields: [
		...contentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				contactTypeOption('The type of the new contact; Member unless given'),
				registrationOptions[0],
				readBackOption,
				...registrationOptions.slice(1),
			],
		},
	],
	repeatable: false,
	record: keysOf,
	async run(call) {
		const content = await readContent(call);
		checkKey(content);
		const [answer] = await call.inParts([
			{
				part: 'contact',
				work: async () =>
					await call.api.request<unknown>({
						...registration(call, content),
						findExisting: async () => await findCreated(call, content),
					}),
			},
		]);
		const { status, body, perhapsApplied } = answer;
		const id = idIn(body) ?? '';
		return {
			contactId: id,
			// Engage v2 answers 200 with the contact that is there already.
			created: status === 201 || perhapsApplied,
			ignoredFields: await findIgnored(call, id, content, answer),
			contact: holdsContact(body, content) ? simplifyContact(body) : null,
		};
	},
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		created: true,
		ignoredFields: ['favouriteColour'],
		contact: {
			contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
			contactType: 'Member',
			firstName: 'Anna',
			email: 'anna@example.com',
			countryCode: 'SE',
			preferences: { acceptsEmail: true, acceptsSms: false, acceptsPostal: false },
			consents: [],
		},
	},
};
