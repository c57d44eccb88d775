import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../shared/platform';
import { isPossibleEmail } from './checks';
import type { Context } from './context';
import { isoDate } from './dates';
import type { ImportBatch, ImportContact, ImportQueue } from './importQueue';
import { queryText } from './wire';

const MOST_CONTACTS = 250;
const MOST_BYTES = 399_999;

const refused = (message: string, failureReasons?: unknown[]) =>
	new Refusal(400, { success: 0, message, ...(failureReasons && { failureReasons }) });
const invalid = (...failureReasons: unknown[]) =>
	refused(
		'JSON payload did not pass validation. Please fix failureReasons and retry. The import was not queued for processing.',
		failureReasons,
	);
const tooMany = (perMinute: number) =>
	refused('Rate limit exceeded.', [
		`Up to ${perMinute} imports may be requested per minute.Please batch contacts into larger requests, or retry this request in a minute.`,
	]);

/** What the importer says to a body that is not JSON; undefined on other paths. */
export const unreadableImport = ({ url }: FastifyRequest): Refusal | undefined =>
	url.endsWith('/import/bulk_import') ? invalid('Invalid or unparsable json') : undefined;

/** POST and GET /import/bulk_import, GET /import/info. */
export function importRoutes(app: FastifyInstance, ctx: Context, imports: ImportQueue): void {
	const { rules } = ctx;

	app.post('/import/bulk_import', async (request) => {
		const { contacts } = (request.body ?? {}) as { contacts?: unknown };
		if (!Array.isArray(contacts) || contacts.length === 0)
			throw invalid("Field 'contacts' not found");
		const turn = imports.takeTurn(contacts.length === 1 ? 'single' : 'several');
		if (!turn.allowed && rules.on('importOwnLimits')) throw tooMany(turn.perMinute);
		checkSize(ctx, request, contacts.length);
		const batch = imports.add(accepted(ctx, contacts));
		const queued = batch.contacts.length;
		return {
			success: queued < batch.size ? batch.size : 1,
			queued_contacts: queued,
			batchId: batch.id,
			message: 'Contact import queued',
		};
	});

	app.get('/import/info', async (request) => {
		const id = queryText(request.query as Record<string, unknown>, 'batchId');
		if (id === '' && rules.on('importInfoNeedsBatchId'))
			throw refused("'batchId' is a required field.");
		const batch = imports.find(id);
		const status = batch !== undefined && imports.statusOf(batch);
		if (batch === undefined || status === false) return { status: false };
		const isDone = status === 'completed';
		return {
			status,
			success: isDone ? batch.success : [],
			failure: isDone ? batch.failure : [],
		};
	});

	app.get('/import/bulk_import', async () => ({
		outstanding: perDay(
			ctx,
			imports.all.filter(({ isDone }) => !isDone),
		),
		recentlyCompleted: perDay(
			ctx,
			imports.all.filter(({ isDone }) => isDone),
		),
	}));
}

function checkSize({ rules }: Context, request: FastifyRequest, count: number): void {
	if (count > MOST_CONTACTS && rules.on('importMostContacts'))
		throw invalid(`Up to ${MOST_CONTACTS} contacts may be imported at once.`);
	if (Number(request.headers['content-length']) > MOST_BYTES && rules.on('importMostBytes'))
		throw invalid(`The payload must not exceed ${MOST_BYTES} bytes.`);
}

/** The contacts to queue. @throws Refusal when one is impossible: then none is queued */
function accepted(ctx: Context, contacts: unknown[]): ImportContact[] {
	const { rules } = ctx;
	const flaws = contacts.map((contact) => flawOf(contact));
	const reasons = flaws.flatMap((failureReason, index) =>
		failureReason === undefined ? [] : [{ contact: index + 1, failureReason }],
	);
	const told = rules.on('importNamesEveryFlaw') ? reasons : reasons.slice(0, 1);
	if (reasons.length > 0 && rules.on('importAllOrNothing')) {
		const inWords = told.map(({ failureReason }) => failureReason);
		throw invalid(...(rules.on('importNamesContacts') ? told : inWords));
	}
	return contacts
		.filter((_, index) => flaws[index] === undefined)
		.map((contact) => read(ctx, contact as Record<string, unknown>));
}

function flawOf(contact: unknown): string | undefined {
	const email = (contact as { email?: unknown } | null)?.email;
	if (typeof email !== 'string' || email.trim() === '') return "Field 'email' not found";
	return isPossibleEmail(email.trim()) ? undefined : "Field 'email' incorrect format";
}

function read({ rules }: Context, sent: Record<string, unknown>): ImportContact {
	/** Names in n8n's and contact/sync's spelling are no keys of the importer. */
	const name = (key: string, otherwise: string) =>
		sent[key] ?? (rules.on('importDropsUnknownKeys') ? undefined : sent[otherwise]);
	const lists = (key: string) =>
		rows(sent[key]).map((row) => String((row as { listid?: unknown } | null)?.listid ?? ''));
	return {
		email: String(sent.email).trim(),
		names: {
			firstName: name('first_name', 'firstName'),
			lastName: name('last_name', 'lastName'),
			phone: sent.phone,
		},
		tags: rows(sent.tags).filter((tag): tag is string => typeof tag === 'string' && tag !== ''),
		fields: rows(sent.fields).map((row) => {
			const { id, value } = (row ?? {}) as { id?: unknown; value?: unknown };
			return { field: String(id ?? ''), value };
		}),
		subscribe: lists('subscribe'),
		unsubscribe: lists('unsubscribe'),
	};
}

const rows = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** How many batches and contacts there are per day of the account. */
function perDay({ rules }: Context, batches: ImportBatch[]): Array<Record<string, unknown>> {
	const days = new Map<string, { batches: number; contacts: number }>();
	for (const { queuedAt, size } of batches) {
		const day = isoDate(queuedAt).slice(0, 10);
		const before = days.get(day) ?? { batches: 0, contacts: 0 };
		days.set(day, { batches: before.batches + 1, contacts: before.contacts + size });
	}
	const shown = rules.on('importMonitorCountsAreStrings') ? String : Number;
	return [...days].map(([forDate, count]) => ({
		forDate,
		batches: shown(count.batches),
		contacts: shown(count.contacts),
	}));
}
