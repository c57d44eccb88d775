import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Batch } from '../../shared/batch';
import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { isPage } from '../../shared/trial';
import { readWhole } from '../../shared/values';
import { KEY_FIELDS } from './fields';

/** The most one request carries (fact sheet, section 3.6). */
export const MOST_ROWS = 4_000;

/** A contact as a bulk request takes it. */
export type BulkRow = IDataObject;

export const batchSizeOption: INodeProperties = {
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_ROWS },
	default: MOST_ROWS,
	description: 'The most contacts that one request carries; Engage takes up to 4,000',
};

export const bulkTypeOption: INodeProperties = {
	displayName: 'Contact Type',
	name: 'contactType',
	type: 'string',
	default: '',
	placeholder: 'e.g. Member',
	description: 'The type of the contacts; the default type of the tenant unless given',
};

/** @throws Failure */
export function batchSizeOf(call: Call): number {
	const size = readWhole('Batch Size', call.given('options').batchSize ?? MOST_ROWS, 1);
	if (size <= MOST_ROWS) return size;
	throw invalid('Batch Size', `${size} are too many`, `Engage takes up to ${MOST_ROWS} contacts.`);
}

function queryOf(call: Call): IDataObject {
	const { contactType, avoidTriggeringExport } = call.given('options');
	return {
		...(contactType !== undefined && { contactType: String(contactType).trim() }),
		...(isOn(avoidTriggeringExport) && { avoidTriggeringExport: 'true' }),
	};
}

/** Whether an answer is one at all: neither a web page nor JSON that was cut short. */
const isWhole = (answer: unknown): boolean =>
	typeof answer !== 'string' || !(isPage(answer) || /^\s*([{[]|"[^"]*$)/.test(answer));

/** The ID of the batch: a bare text, or under one of two names; undefined where there is none. */
function batchIdIn(answer: unknown): string | undefined {
	const { batchId, id } = (typeof answer === 'object' ? (answer ?? {}) : {}) as IDataObject;
	const found = typeof answer === 'object' ? (batchId ?? id) : answer;
	const text = typeof found === 'number' ? String(found) : found;
	return typeof text === 'string' ? /^("?)([\w-]+)\1$/.exec(text.trim())?.[2] : undefined;
}

/** What tells a row of the output from others. */
const keyOf = (row: BulkRow): IDataObject => {
	const key = ['id', ...KEY_FIELDS].find((name) => row[name] !== undefined) ?? 'id';
	return { [key === 'id' ? 'contactId' : key]: row[key] ?? null };
};

/**
 * A bulk request of Engage, which takes it into a queue and answers with the ID of the batch.
 * @param repeatable whether a batch sent twice leaves Engage as one sent once
 */
export const bulkBatch = (
	method: 'POST' | 'PATCH',
	repeatable: boolean,
	prepare: (call: Call) => Promise<BulkRow>,
): Batch<BulkRow> => ({
	async prepare(call) {
		batchSizeOf(call);
		return await prepare(call);
	},
	// What holds for a whole request.
	group: (_, call) => JSON.stringify([queryOf(call), batchSizeOf(call)]),
	limits: (call) => ({ rows: batchSizeOf(call) }),
	async send(rows, call) {
		const { body } = await call.api.request<unknown>({
			method,
			path: ['contacts', 'bulk'],
			query: queryOf(call),
			body: rows,
			repeatable,
			// Engage has taken the batch by its status; without an ID its course cannot be followed, that is all.
			expects: isWhole,
		});
		const batchId = batchIdIn(body) ?? null;
		if (batchId === null) {
			call.api.remark('Voyado Engage took a bulk request without the ID of the batch');
		}
		return rows.map((row, index) => ({ ...keyOf(row), accepted: true, batchId, index }));
	},
});
