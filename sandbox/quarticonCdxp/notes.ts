import type { FastifyInstance } from 'fastify';
import { accountShort } from './accountShapes';
import { attributes, plainBody } from './checks';
import { contactLong } from './contactShapes';
import { contactAt } from './contacts';
import type { Context } from './context';
import type { NoteRecord } from './crmRecords';
import { isoDate } from './dates';
import { dealLong } from './dealShapes';
import { entries, unknownRoute, unprocessable } from './errors';
import { isNothing, resourceRoutes, type Sent, type Shape } from './resource';
import { text } from './text';

/** What a note can hang on, and the word for it in the note's `owner`. */
const OWNERS: Record<string, string> = {
	Activity: 'activity',
	Deal: 'deal',
	DealTask: 'dealTask',
	Subscriber: 'contact',
	CustomerAccount: 'account',
};
const KEYS = ['note', 'reltype', 'relid'];
const LINKS = ['activities', 'user', 'mentions', 'notes', 'owner'];

interface ById {
	Params: { id: string };
}

/** /notes and /contacts/{id}/notes. */
export function noteRoutes(app: FastifyInstance, ctx: Context): void {
	const { rules, store } = ctx;
	resourceRoutes<NoteRecord>(app, ctx, {
		many: 'notes',
		one: 'note',
		name: 'Note',
		table: () => store.tables.notes,
		shape: (note) => noteShape(ctx, note),
		create: { required: KEYS, status: 201, answer: (sent) => create(ctx, sent) },
		update: (note, sent) => {
			const lacking = KEYS.filter((key) => isNothing(sent[key]));
			if (lacking.length > 0 && rules.on('notePutWhole'))
				throw unprocessable(...lacking.map((key) => entries.notProvided('note', key)));
			const place = isNothing(sent.reltype) ? {} : { reltype: read(ctx, sent.reltype) };
			const changes = { note: text(sent.note) ?? note.note, relid: text(sent.relid) ?? note.relid };
			Object.assign(note, place, changes, { mdate: ctx.now() });
			return { note: noteShape(ctx, note) };
		},
		remove: ({ id }) => void store.tables.notes.delete(id),
	});

	app.get<ById>('/contacts/:id/notes', async ({ params }) => {
		const { id } = contactAt(ctx, params.id);
		return { notes: store.notesOf('Subscriber', id).map((note) => noteShape(ctx, note)) };
	});

	// Recorded in 2020, gone in 2026.
	for (const [parent, reltype] of [
		['deals', 'Deal'],
		['accounts', 'CustomerAccount'],
	] as const) {
		app.post<ById>(`/${parent}/:id/notes`, plainBody('note'), async (request, reply) => {
			if (rules.on('nestedNotesGone')) throw unknownRoute();
			const sent = { ...attributes(request), reltype, relid: request.params.id };
			return await reply.code(201).send(create(ctx, sent));
		});
	}
}

function create(ctx: Context, sent: Sent): Shape {
	const { store, rules } = ctx;
	const [reltype, relid] = [read(ctx, sent.reltype), String(sent.relid)];
	const beside = besideOf(ctx, reltype, relid);
	if (!beside && rules.on('linkEndsMustExist'))
		throw unprocessable(entries.relatedMissing(OWNERS[reltype] ?? '', 'relid'));
	const now = ctx.now();
	const note = store.tables.notes.add({
		note: String(sent.note),
		reltype,
		relid,
		cdate: now,
		mdate: now,
	});
	ctx.events.note(note, 'api');
	const { owner, ...shape } = noteShape(ctx, note);
	const echoed = rules.on('sentIdTypesEchoed')
		? { relid: sent.relid, owner: { ...(owner as Shape), id: sent.relid } }
		: { owner };
	return { ...beside, note: { ...shape, ...echoed } };
}

function read({ rules }: Context, reltype: unknown): string {
	if (!Object.hasOwn(OWNERS, String(reltype)) && rules.on('noteReltypeChecked'))
		throw unprocessable(entries.attributeInvalid('reltype'));
	return String(reltype);
}

/** The thing the note hangs on, as the answer shows it; undefined when it does not exist. */
function besideOf(ctx: Context, reltype: string, relid: string): Shape | undefined {
	const { contacts, deals, accounts } = ctx.store.tables;
	const [contact, deal, account] = [contacts.get(relid), deals.get(relid), accounts.get(relid)];
	if (reltype === 'Subscriber') return contact && { contacts: [contactLong(ctx, contact)] };
	if (reltype === 'Deal') return deal && { deals: [dealLong(ctx, deal)] };
	if (reltype === 'CustomerAccount') return account && { accounts: [accountShort(ctx, account)] };
	// The sandbox keeps no activities and no tasks.
	return {};
}

function noteShape(ctx: Context, note: NoteRecord): Shape {
	const self = `${ctx.api()}/notes/${note.id}`;
	return {
		relid: note.relid,
		reltype: note.reltype,
		userid: '1',
		is_draft: '0',
		cdate: isoDate(note.cdate),
		mdate: isoDate(note.mdate),
		note: note.note,
		links: Object.fromEntries(LINKS.map((key) => [key, `${self}/${key}`])),
		id: note.id,
		user: '1',
		owner: { type: OWNERS[note.reltype] ?? '', id: note.relid },
	};
}
