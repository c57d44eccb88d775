import type { Resource } from '../../shared/operation';
import { accountKind } from '../account/accounts';
import { contactEntry } from '../contact/find';
import { dealKind } from '../deal/deals';
import { choice, lines } from '../../shared/entries';
import { reference } from '../record/entries';
import type { Entry } from '../../shared/entry';
import { createOne, deleteOne, getMany, getOne } from '../record/operations';
import { noteKind, PLACES } from './notes';
import { update } from './update';

const place = choice(
	'On',
	'on',
	[
		{ name: 'Account', value: 'account' },
		{ name: 'Contact', value: 'contact' },
		{ name: 'Deal', value: 'deal' },
	],
	{ initial: 'contact', required: true, description: 'What the note is about' },
);
const on: Entry = {
	...place,
	write: async (...given) => {
		const { on: word } = { ...(await place.write?.(...given)) };
		return { reltype: PLACES[String(word)] };
	},
};

/** The record a note is about; shown where that is of this kind. */
const about = (kind: string, { field, asks, write }: Entry): Entry => ({
	asks,
	field: { ...field, required: true, displayOptions: { show: { on: [kind] } } },
	when: (call) => call.text('on') === kind,
	write: async (...given) => ({ relid: Object.values((await write?.(...given)) ?? {})[0] }),
});

const text = lines('Note Text', 'text', {
	key: 'note',
	description: 'The text of the note',
	required: true,
});

export const note: Resource = {
	value: 'note',
	name: 'Note',
	initial: 'create',
	operations: [
		createOne(noteKind, {
			description: 'Add a note to a contact, an account or a deal',
			fields: [
				on,
				about('contact', contactEntry('Who the note is about')),
				about(
					'account',
					reference(accountKind, { key: 'relid', description: 'The account the note is about' }),
				),
				about(
					'deal',
					reference(dealKind, { key: 'relid', description: 'The deal the note is about' }),
				),
				text,
			],
		}),
		deleteOne(noteKind),
		getOne(noteKind),
		getMany(noteKind),
		update,
	],
};
