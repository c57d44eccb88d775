import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { invalid, toFailure } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import type { Answer } from '../../shared/platform';
import { clearOptions, readCleared } from './clear';
import { checkCustomKey } from './customKey';
import type { KeyField } from './fields';
import { contentFields, KEY_FIELDS, namesIn, readContent } from './fields';
import type { Search } from './lookUp';
import { lookUp, multipleMatchesOption, oneOf, readSearch, searchFor } from './lookUp';
import { keysOf, recordOf } from './records';
import { contactTypeOption, registration, registrationOptions, thoseInTheWay } from './register';
import { idIn } from './shape';
import { change, findIgnored, onlyChangesOption, readBackOption } from './write';

const FIELD = 'Key Value';

const keyFields: INodeProperties[] = [
	{
		displayName: 'Match By',
		name: 'matchBy',
		type: 'options',
		options: [
			{ name: 'Email', value: 'email' },
			{ name: 'External ID', value: 'externalId' },
			{ name: 'Member Number', value: 'memberNumber' },
			{ name: 'Mobile Phone', value: 'mobilePhone' },
			{ name: 'Personal Number', value: 'socialSecurityNumber' },
		],
		default: 'email',
		description:
			'The field that tells whether the contact exists, best the key field of the tenant. External ID or Member Number works if it is the custom key of the tenant.',
	},
	{
		displayName: FIELD,
		name: 'keyValue',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. name@email.com',
		description: 'The value of that field; a new contact gets it',
	},
];

interface Key {
	field: KeyField;
	search: Search;
}

/** @throws Failure */
function readKey(call: Call): Key {
	const field = KEY_FIELDS.find((name) => name === call.text('matchBy'));
	if (field === undefined) {
		throw invalid(
			'Match By',
			`"${call.text('matchBy')}" is not a field to match by`,
			`Use one of: ${KEY_FIELDS.join(', ')}.`,
		);
	}
	return { field, search: readSearch(searchFor(field), call.param('keyValue', ''), FIELD) };
}

/**
 * Creates the contact, unless somebody else did since it was looked for, or an answer that was lost was a yes.
 * @returns the contacts that are there instead, where they are
 */
async function createUnlessThere(
	call: Call,
	content: IDataObject,
	{ search }: Key,
): Promise<{ created: string; answer: Answer<unknown> } | { there: string[]; created?: string }> {
	const answer = await call.api.request<unknown>({
		...registration(call, content),
		accept: [409],
		findExisting: async () => {
			const ids = await lookUp(call.api, search);
			try {
				const id = oneOf(ids, call, FIELD, search.value);
				return id === undefined ? undefined : { id };
			} catch (error) {
				return toFailure(error);
			}
		},
	});
	const { status, body, perhapsApplied } = answer;
	if (status === 409) return { there: await thoseInTheWay(call, answer, search) };
	const id = idIn(body) ?? '';
	// An ID that a look-up found may be that of another run's contact, and v2 answers 200 for one that exists.
	if (perhapsApplied) return { there: [id], created: id };
	return status === 201 ? { created: id, answer } : { there: [id] };
}

export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
	fields: [
		...keyFields,
		...contentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				...clearOptions,
				onlyChangesOption,
				contactTypeOption(
					'The type of a new contact, Member unless given. A contact who exists keeps its type; Update Type changes it.',
				),
				registrationOptions[0],
				multipleMatchesOption,
				readBackOption,
				...registrationOptions.slice(1),
			],
		},
	],
	repeatable: true,
	record: (call) => [recordOf(call.text('matchBy'), call.text('keyValue')), ...keysOf(call)],
	manyItems: {
		from: 4000,
		hint: 'For so many contacts, Create Many and Update Many take one request per 4,000.',
	},
	async run(call) {
		const key = readKey(call);
		const { field, search } = key;
		const content = await readContent(call);
		const cleared = readCleared(call);
		if (Object.hasOwn(content, field)) {
			throw invalid(
				FIELD,
				`"${field}" is given under Fields as well`,
				'Give the field you match by once, as the key.',
			);
		}
		const gone = Object.keys(cleared).find((name) => name.toLowerCase() === field.toLowerCase());
		if (gone !== undefined) {
			throw invalid(
				'Clear Fields',
				`"${gone}" is the field to match by`,
				'Without it nobody could find the contact again. Empty it with Update, by the ID of the contact.',
			);
		}
		let id = oneOf(await lookUp(call.api, search), call, FIELD, search.value);
		let created = false;
		if (id === undefined) {
			const whole = { ...content, [field]: search.value };
			const made = await createUnlessThere(call, whole, key);
			if ('answer' in made) {
				return {
					contactId: made.created,
					created: true,
					updated: false,
					changedFields: namesIn(whole),
					ignoredFields: await findIgnored(call, made.created, whole, made.answer),
				};
			}
			id = oneOf(made.there, call, FIELD, search.value) ?? '';
			created = made.created === id;
		}
		await checkCustomKey(call, id, { field, value: search.value });
		return { contactId: id, created, ...(await change(call, id, { ...cleared, ...content })) };
	},
	sample: {
		contactId: '2e40b702-2767-4abe-ae99-aa510108e22b',
		created: false,
		updated: true,
		changedFields: ['city', 'preferences.acceptsSms'],
		ignoredFields: ['favouriteColour'],
	},
};
