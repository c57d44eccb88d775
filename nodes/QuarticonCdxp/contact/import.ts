import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Batch } from '../../shared/batch';
import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import { Failure, invalid } from '../../shared/errors';
import type { BatchOperation } from '../../shared/operation';
import { statusField } from '../list/consents';
import { tagsOption } from '../tag/add';
import { customFieldsField } from './customFields';
import { emailField, recordByEmail } from './email';
import { BYTES_FOR_ROWS, MOST_ROWS, queueRows } from './importRequest';
import { queued, resultsOf } from './importResult';
import type { ImportRow } from './importRow';
import { readRow } from './importRow';
import { listsOption } from './parts';
import { additionalFields } from './standardFields';

/** The importer knows no unconfirmed. */
const importStatus: INodeProperties = {
	...statusField,
	options: [
		{ name: 'Subscribed', value: 'subscribed' },
		{ name: 'Unsubscribed', value: 'unsubscribed' },
	],
};

const options: INodeProperties[] = [
	{
		displayName: 'Batch Size',
		name: 'batchSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_ROWS },
		default: MOST_ROWS,
		description: 'The most contacts that one request carries; the platform takes up to 250',
	},
	{
		displayName: 'Exclude Automations',
		name: 'excludeAutomations',
		type: 'boolean',
		default: false,
		description:
			'Whether to import without starting automations; by default the platform starts them. Switched on, a request whose answer is lost is sent again; switched off, its contacts leave as uncertain, so that no automation runs twice.',
	},
	listsOption(
		'The consents to set. The importer never subscribes a contact again to a list the contact has left; such a contact is not imported.',
		importStatus,
	),
	tagsOption,
	{
		displayName: 'Wait for Result',
		name: 'waitForResult',
		type: 'boolean',
		default: false,
		description:
			'Whether to wait until the platform has imported the contacts, up to 5 minutes for each request, to get their IDs and learn which ones failed. Switched off, the platform may still leave contacts out after they were queued.',
	},
];

interface RequestOptions {
	batchSize: number;
	excludeAutomations: boolean;
	waitForResult: boolean;
}

function readOptions(call: Call): RequestOptions {
	const { batchSize = MOST_ROWS, excludeAutomations, waitForResult } = call.given('options');
	return {
		batchSize: Number(batchSize),
		excludeAutomations: isOn(excludeAutomations),
		waitForResult: isOn(waitForResult),
	};
}

const batch: Batch<ImportRow> = {
	async prepare(call) {
		const { batchSize } = readOptions(call);
		if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > MOST_ROWS) {
			throw invalid(
				'Batch Size',
				`"${String(call.given('options').batchSize)}" is not a whole number from 1 to ${MOST_ROWS}`,
				`Give a number such as ${MOST_ROWS}, the most the platform takes in one request.`,
			);
		}
		const row = await readRow(call);
		if (Buffer.byteLength(JSON.stringify(row)) > BYTES_FOR_ROWS) {
			throw invalid(
				'Custom Fields',
				`the contact "${row.email}" is larger than a request of the importer may be`,
				`Shorten its texts to ${BYTES_FOR_ROWS} bytes in all, or use Create or Update.`,
			);
		}
		return row;
	},
	// What holds for a whole request.
	group: (_, call) => JSON.stringify(readOptions(call)),
	limits: (call) => ({ rows: readOptions(call).batchSize, bytes: BYTES_FOR_ROWS }),
	async send(rows, call) {
		const { excludeAutomations, waitForResult } = readOptions(call);
		const places = await queueRows(call.api, rows, excludeAutomations);
		const results: Array<IDataObject | Failure> = places.map((place, index) =>
			place instanceof Failure ? place : queued(rows[index].email, place),
		);
		if (!waitForResult) return results;
		for (const batchId of new Set(places.filter((place) => typeof place === 'string'))) {
			const mine = [...places.keys()].filter((index) => places[index] === batchId);
			const emails = mine.map((index) => rows[index].email);
			const ended = await resultsOf(call.api, batchId, emails);
			mine.forEach((index, place) => (results[index] = ended[place]));
		}
		return results;
	},
};

export const importContacts: BatchOperation = {
	value: 'import',
	name: 'Import',
	action: 'Import contacts',
	description:
		'Create or update many contacts with few requests; the platform works through them in the background',
	fields: [
		emailField,
		additionalFields,
		customFieldsField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options,
		},
	],
	// Automations would run twice.
	repeatable: false,
	sideBySide: true,
	record: recordByEmail,
	batch,
	sample: {
		id: '10',
		email: 'jan@example.com',
		status: 'imported',
		batchId: '37fbcf9a-02a7-4f8e-a9ea-6f50b1085e81',
	},
};
