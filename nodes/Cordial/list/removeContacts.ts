import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { readText, shown } from '../../shared/values';
import { entriesOf } from '../values';
import { changeMembers } from './contacts';

/** The two ways of the article to name the list; no source says which one counts (fact sheet, section 3.4). */
const FORMATS = ['identifyListBy', 'listIdentifier'];

/** The list as `identifyListBy` names it: by name, and by what else is given. @throws Failure */
function listBy(list: string, given: unknown): IDataObject {
	const more = entriesOf(given)
		.filter(({ value }) => !isEmpty(value))
		.map(({ key, value }, index) => {
			const at = `List Keys: Key of entry ${index + 1}`;
			return [readText(at, key), readText(`List Keys: ${String(key)}`, value)];
		});
	return { ...(Object.fromEntries(more) as IDataObject), name: list };
}

export const removeContacts = changeMembers(
	{
		value: 'removeContacts',
		name: 'Remove Contacts',
		action: 'Remove contacts from list',
		description: 'Take contacts off a list; items for the same list share requests',
	},
	{
		endpoint: { name: 'removeContactsFromList', repeatable: true },
		options: [
			{
				displayName: 'List Identifier Format',
				name: 'listIdentifierFormat',
				type: 'options',
				options: [
					{
						name: 'Identify List By',
						value: 'identifyListBy',
						description: "An object, as in the sample of the vendor's article",
					},
					{
						name: 'List Identifier',
						value: 'listIdentifier',
						description: "A text, as in the table of the vendor's article",
					},
				],
				default: 'identifyListBy',
				description:
					"How the request names the list. The vendor's article contradicts itself; the sample is the default, because only it is a whole request. Try the other if contacts stay on the list.",
			},
			{
				displayName: 'List Identifier Key',
				name: 'listIdentifierKey',
				type: 'string',
				default: '',
				description:
					'By which key the list is looked for, where it is not its name. Only for the format List Identifier.',
			},
			{
				displayName: 'List Keys',
				name: 'listKeys',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				placeholder: 'Add Key',
				default: {},
				description:
					'What names the list beside its name, such as the ID an integration gave it. Only for the format Identify List By.',
				options: [
					{
						displayName: 'Key',
						name: 'values',
						values: [
							{
								displayName: 'Key',
								name: 'key',
								type: 'string',
								default: '',
								placeholder: 'e.g. segment_group_id',
							},
							{ displayName: 'Value', name: 'value', type: 'string', default: '' },
						],
					},
				],
			},
		],
		read(call, list) {
			const { listIdentifierFormat, listIdentifierKey, listKeys } = call.given('options');
			const format = String(listIdentifierFormat ?? FORMATS[0]);
			if (!FORMATS.includes(format)) {
				throw invalid(
					'List Identifier Format',
					`${shown(format)} is not one of its values`,
					`Use one of: ${FORMATS.join(', ')}.`,
				);
			}
			if (format === 'identifyListBy') {
				if (listIdentifierKey !== undefined) throw notFor('List Identifier Key', 'List Identifier');
				return { identifyListBy: listBy(list, listKeys) };
			}
			if (entriesOf(listKeys).some(({ value }) => !isEmpty(value)))
				throw notFor('List Keys', 'Identify List By');
			return {
				listIdentifier: list,
				...(listIdentifierKey !== undefined && {
					listIdentifierKey: readText('List Identifier Key', listIdentifierKey),
				}),
			};
		},
	},
);

const notFor = (field: string, format: string) =>
	invalid(
		field,
		`it belongs to the format ${format}`,
		'Choose that as List Identifier Format, or leave this out.',
	);
