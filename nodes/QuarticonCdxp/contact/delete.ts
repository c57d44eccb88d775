import { isOn } from '../../shared/call';
import { Failure } from '../../shared/errors';
import type { Operation } from '../../shared/operation';
import { contactLocator, findContactId, recordByLocator } from './find';

/** `delete` is a word of the language. */
export const deleteContact: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete contact',
	description: 'Erase a contact with all its data for good; one who is gone already is no failure',
	fields: [
		contactLocator,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Fail if Not Found',
					name: 'failIfNotFound',
					type: 'boolean',
					default: false,
					description: 'Whether a contact who does not exist goes to the error path',
				},
			],
		},
	],
	repeatable: true,
	record: recordByLocator,
	async run(call) {
		const id = await findContactId(call);
		const deleted = id !== undefined && (await erase());
		if (!deleted && isOn(call.given('options').failIfNotFound)) {
			throw new Failure({
				message: `Contact: there is no contact "${call.locatorText('contact')}" to delete`,
				code: 'not_found',
				field: 'Contact',
				remedy:
					'It was deleted before, or never existed. Switch Fail if Not Found off to count that as done.',
			});
		}
		return { id: id ?? null, deleted };

		async function erase(): Promise<boolean> {
			const { status, perhapsApplied } = await call.api.request({
				method: 'DELETE',
				path: ['contacts', String(id)],
				accept: [404],
			});
			// After a lost answer, "not found" means that the first try did it.
			return status !== 404 || perhapsApplied;
		}
	},
	sample: { id: '10', deleted: true },
};
