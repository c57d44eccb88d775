import { toIso } from '../dates';
import { byOffset } from '../platform';
import type { Kind } from '../record/kind';

/** What notes hang on, in the platform's words. */
export const PLACES: Record<string, string> = {
	account: 'CustomerAccount',
	contact: 'Subscriber',
	deal: 'Deal',
};

const placeOf = (reltype: unknown): string =>
	Object.entries(PLACES).find(([, word]) => word === reltype)?.[0] ?? String(reltype ?? '');

export const noteKind: Kind = {
	noun: 'note',
	plural: 'notes',
	field: 'note',
	list: { path: ['notes'], rows: 'notes', style: byOffset },
	key: 'note',
	nameOf: ({ id, note }) => `${String(id)}: ${String(note ?? '').slice(0, 60)}`,
	example: { id: '1', name: '1: Call back' },
	simplify: ({ id, note, reltype, relid, cdate, mdate }) => ({
		id: String(id),
		note,
		on: placeOf(reltype),
		onId: String(relid ?? ''),
		createdAt: toIso(cdate),
		updatedAt: toIso(mdate),
	}),
	sample: {
		id: '1',
		note: 'Call back on Monday',
		on: 'contact',
		onId: '10',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};
