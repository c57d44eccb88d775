import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { readFlag, readText } from '../../shared/values';

export const agreementsField: INodeProperties = {
	displayName: 'Agreements',
	name: 'agreements',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Agreement',
	default: {},
	description: 'The consents of the person, each with the text that was shown',
	options: [
		{
			displayName: 'Agreement',
			name: 'values',
			values: [
				{
					displayName: 'Type',
					name: 'type',
					type: 'string',
					default: '',
					placeholder: 'e.g. newsletter',
					description: 'The identifier of the agreement type',
				},
				{
					displayName: 'Text',
					name: 'text',
					type: 'string',
					default: '',
					placeholder: 'e.g. I want to receive the newsletter of Example Shop.',
					description: 'The text the person agreed or did not agree to, word for word',
				},
				{
					displayName: 'Given',
					name: 'given',
					type: 'options',
					options: [
						{ name: 'Given', value: 'yes' },
						{ name: 'Leave Out', value: '' },
						{ name: 'Not Given', value: 'no' },
					],
					default: '',
					description:
						'What the person decided. Nothing is sent until it is known; an expression may also give true or false.',
				},
			],
		},
	],
};

/**
 * The agreements to send: only those known to be given or not given, and none without the agreed text.
 * @throws Failure
 */
export function readAgreements(given: unknown): IDataObject[] {
	const { values = [] } = (given ?? {}) as { values?: IDataObject[] };
	const types = new Set<string>();
	return values
		.filter((entry) => !isEmpty(entry.given))
		.map((entry, index) => {
			const t = readText(`Agreements: Type of entry ${index + 1}`, entry.type);
			if (types.has(t)) {
				throw invalid('Agreements', `"${t}" is given twice`, 'Keep one entry per type.');
			}
			types.add(t);
			return {
				t,
				c: readText(`Agreements: Text of "${t}"`, entry.text),
				s: readFlag(`Agreements: Given of "${t}"`, entry.given),
			};
		});
}
