import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Call } from '../../shared/call';
import { toApiDateTime } from '../../shared/dates';
import { invalid } from '../../shared/errors';
import { JointRow, RowWithFiles } from '../../shared/files';
import type { BatchOperation } from '../../shared/operation';
import { readText, readWhole } from '../../shared/values';
import { contactIdField, givenId, recordsOfChange } from '../contact/bulkChange';
import { checkKey, contentFields, readContent } from '../contact/fields';
import { canBeWritten, element, escaped, isElementName } from './xml';

/** What the vendor recommends not to exceed in one file. */
const MOST_CONTACTS = 20_000;

/** The names of the file's elements; what the vendor's importer takes can be set up per tenant. */
const NAMES = { rootName: 'contacts', groupName: 'new', rowName: 'contact' };
const NAMESPACE = 'http://eClub.Schemas.ImportContact';

const text = (
	displayName: string,
	name: string,
	initial: string,
	description: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: initial,
	description,
});

const options: INodeProperties[] = [
	text(
		'File Name',
		'fileName',
		'',
		'The name of the file; the time and contacts.xml, as Voyado asks, unless given',
	),
	text(
		'Group Element',
		'groupName',
		NAMES.groupName,
		'The element around the contacts. The default is not verified; a single hyphen leaves it out.',
	),
	{
		displayName: 'Max Contacts per File',
		name: 'maxContacts',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: MOST_CONTACTS,
		description: 'More make several files; Voyado recommends at most 20,000',
	},
	text('Namespace', 'namespace', NAMESPACE, 'The XML namespace of the file; not verified'),
	text(
		'Put Output File in Field',
		'binaryPropertyName',
		'data',
		'The name of the output binary field to put the file in',
	),
	text('Root Element', 'rootName', NAMES.rootName, 'The element around everything; not verified'),
	text('Row Element', 'rowName', NAMES.rowName, 'The element of one contact; not verified'),
];

interface FileOptions {
	rootName: string;
	/** Empty for none. */
	groupName: string;
	rowName: string;
	namespace: string;
	fileName: string;
	maxContacts: number;
	property: string;
}

/** @throws Failure */
function checkName(where: string, name: string): string {
	if (isElementName(name)) return name;
	throw invalid(
		where,
		`"${name}" cannot be the name of an XML element`,
		'Use letters, digits, points, hyphens and underscores; the first is a letter.',
	);
}

/** @throws Failure */
function readOptions(call: Call): FileOptions {
	const given = call.given('options');
	const textOf = (name: string, initial: string) => readText(name, given[name] ?? initial);
	const groupName = textOf('groupName', NAMES.groupName);
	return {
		rootName: checkName('Root Element', textOf('rootName', NAMES.rootName)),
		groupName: groupName === '-' ? '' : checkName('Group Element', groupName),
		rowName: checkName('Row Element', textOf('rowName', NAMES.rowName)),
		namespace: textOf('namespace', NAMESPACE),
		fileName: given.fileName === undefined ? '' : readText('File Name', given.fileName),
		maxContacts: readWhole('Max Contacts per File', given.maxContacts ?? MOST_CONTACTS, 1),
		property: textOf('binaryPropertyName', 'data'),
	};
}

/** Checks that XML can hold a value, and its names. @throws Failure */
function checkValue(name: string, value: unknown): void {
	checkName('Fields', name);
	if (typeof value === 'object' && value !== null) {
		const parts = Array.isArray(value)
			? value.map((part) => [name, part] as const)
			: Object.entries(value);
		for (const [key, part] of parts) checkValue(key, part);
	} else if (!canBeWritten(String(value))) {
		throw invalid(
			name,
			'the value holds a character that XML has no way to write',
			'Remove control characters at the source.',
		);
	}
}

/** A file of contacts. */
function fileOf(rows: IDataObject[], { rootName, groupName, rowName, namespace }: FileOptions) {
	const [outer, inner] = groupName === '' ? ['', '  '] : ['  ', '    '];
	const contacts = rows.map((row) => element(rowName, row, inner)).join('');
	const group =
		groupName === '' ? contacts : `${outer}<${groupName}>\n${contacts}${outer}</${groupName}>\n`;
	return `<?xml version="1.0" encoding="UTF-8"?>\n<${rootName} xmlns="${escaped(namespace)}">\n${group}</${rootName}>\n`;
}

/** The name of the n-th file of a run: with the time and a number, as the vendor asks. */
function nameOf({ fileName }: FileOptions, number: number, timezone: string): string {
	if (fileName === '') {
		const time = (toApiDateTime(new Date(), timezone) ?? '').slice(0, 19).replace(/\D/g, '');
		return `${time}_${number}_contacts.xml`;
	}
	return number === 1 ? fileName : fileName.replace(/(\.[^.]*)?$/, `_${number}$1`);
}

export const toXml: BatchOperation = {
	value: 'toXml',
	name: 'Convert to XML',
	action: 'Convert contacts to XML file',
	description:
		"Make a file of contacts that could not be sent, for the vendor's import by FTP; asks Engage nothing",
	fields: [
		contactIdField,
		...contentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options,
		},
	],
	repeatable: true,
	sideBySide: false,
	record: recordsOfChange,
	batch: {
		async prepare(call): Promise<IDataObject> {
			readOptions(call);
			const id = givenId(call);
			const content = await readContent(call);
			if (id === undefined) checkKey(content);
			const row = { ...(id !== undefined && { contactId: id }), ...content };
			checkValue('contact', row);
			return row;
		},
		group: (_, call) => JSON.stringify(readOptions(call)),
		// The importer takes a file from top to bottom, and a file per contact would help nobody.
		apart: () => [],
		limits: (call) => ({ rows: readOptions(call).maxContacts }),
		async send(rows, call) {
			const wanted = readOptions(call);
			const files = await call.api.once('files made', async () => ({ made: 0 }));
			const name = nameOf(wanted, ++files.made, call.api.timezone);
			const bytes = Buffer.from(fileOf(rows as IDataObject[], wanted));
			const file = await call.makeFile({ name, mimeType: 'application/xml', bytes });
			return new JointRow(
				new RowWithFiles({ fileName: name, contacts: rows.length }, { [wanted.property]: file }),
			);
		},
	},
	sample: { fileName: '20240228121648_1_contacts.xml', contacts: 20 },
};
