import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Batch } from '../../shared/batch';
import type { Call } from '../../shared/call';
import { Failure, invalid } from '../../shared/errors';
import type { BatchOperation } from '../../shared/operation';
import { readText, shown } from '../../shared/values';
import type { Endpoint } from '../accept';
import { acceptTogether } from '../accept';
import type { Identity } from '../contact/identifiers';
import { identifiersField, priorityOf, readIdentity, recordsOf } from '../contact/identifiers';
import { batchSizeOption, optionsField, readBatchSize, sourceOf } from '../options';

const LONGEST_NAME = 128;

const listField: INodeProperties = {
	displayName: 'List',
	name: 'list',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. MyList',
	description: 'The name of the list',
};

/** The list of an item. @throws Failure */
export function readListName(call: Call): string {
	const name = readText('List', call.param('list', ''));
	if (name.length <= LONGEST_NAME) return name;
	throw invalid(
		'List',
		`${shown(name)} has ${name.length} characters`,
		`Names of lists have ${LONGEST_NAME} at most.`,
	);
}

interface Row {
	identity: Identity;
	list: string;
	/** What the request holds beside its contacts. */
	rest: IDataObject;
}

/** An operation that changes who is on a list: items for the same list share requests of many contacts. */
export function changeMembers(
	texts: Pick<BatchOperation, 'value' | 'name' | 'action' | 'description'>,
	{
		endpoint,
		options,
		read,
	}: {
		endpoint: Endpoint;
		options: INodeProperties[];
		/** What a request says of the list. */
		read: (call: Call, list: string) => IDataObject;
	},
): BatchOperation {
	const batch: Batch<Row> = {
		async prepare(call) {
			readBatchSize(call);
			const list = readListName(call);
			return {
				identity: readIdentity(call),
				list,
				rest: { ...sourceOf(call), ...read(call, list) },
			};
		},
		group: ({ identity: { keys, priority }, rest }, call) =>
			JSON.stringify([readBatchSize(call), priority ?? keys, rest]),
		// Twice the same contact is the same as once.
		apart: () => [],
		limits: (call) => ({ rows: readBatchSize(call) }),
		async send(rows, call) {
			const results = await acceptTogether(call.api, endpoint, rows, (some) => {
				const { identity, rest } = some[0];
				const contacts = some.map((row) => row.identity.identifiers);
				const identifiersPriority = priorityOf(identity, contacts);
				return { ...rest, contacts: { identifiers: contacts, identifiersPriority } };
			});
			return results.map((result, index) => {
				if (result instanceof Failure) return result;
				const { list, identity } = rows[index];
				return { identifiers: identity.identifiers, list, ...result, warning: identity.warning };
			});
		},
	};
	return {
		...texts,
		fields: [listField, identifiersField, optionsField([batchSizeOption, ...options])],
		repeatable: endpoint.repeatable,
		sideBySide: true,
		// A contact may be on many lists, which have nothing to do with each other.
		record: (call) =>
			recordsOf(readIdentity(call).identifiers).map((record) => `${call.text('list')} ${record}`),
		batch,
		sample: {
			identifiers: { email: 'jan@example.com' },
			list: 'MyList',
			accepted: true,
			processing: 'later',
			answer: null,
			warning: null,
		},
	};
}
