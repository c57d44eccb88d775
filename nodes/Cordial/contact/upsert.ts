import type { ItemOperation } from '../../shared/operation';
import type { Endpoint } from '../accept';
import { accept } from '../accept';
import { optionsField, sourceOf } from '../options';
import { contactFields, readContactFields } from './fields';
import { contactOf, identifiersField, readIdentity, recordsOf } from './identifiers';

const endpoint: Endpoint = { name: 'upsertContact', repeatable: true };

export const upsert: ItemOperation = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update contact',
	description: 'Create a new contact, or update the current one if it already exists (upsert)',
	fields: [identifiersField, contactFields, optionsField()],
	repeatable: true,
	record(call) {
		const { identifiers, keys } = readIdentity(call);
		// A new value of an identifier stands among the attributes; later items may go by it.
		const { attributes = {} } = readContactFields(call) as { attributes?: Record<string, unknown> };
		const renamed = Object.entries(attributes).filter(([key]) => keys.includes(key));
		return [...recordsOf(identifiers), ...recordsOf(Object.fromEntries(renamed))];
	},
	async run(call) {
		const identity = readIdentity(call);
		const body = { ...sourceOf(call), ...contactOf(identity), ...readContactFields(call) };
		const { identifiers, warning } = identity;
		return { identifiers, ...(await accept(call.api, endpoint, body)), warning };
	},
	sample: {
		identifiers: { customId: 'u1', email: 'jan@example.com' },
		accepted: true,
		processing: 'later',
		answer: null,
		warning: null,
	},
};
