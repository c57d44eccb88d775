import type { IDataObject } from 'n8n-workflow';

import { invalid } from '../../shared/errors';
import type { Meaning } from '../../shared/platform';
import { dynamicFields } from '../endpoint/dynamicFields';
import { text } from '../endpoint/entries';
import { oneOf, TABLES } from '../endpoint/locators';

export const table = (description: string) => oneOf(TABLES, 'tableName', description);
export const columns = dynamicFields('DynamicTable');
export const externalId = text(
	'ExternalId',
	'External ID',
	'Your own ID of the row, unique in the table',
	{
		placeholder: 'SKU-1',
	},
);
export const name = text('Name', 'Name', 'What the row is called', { placeholder: 'Teddy bear' });

/** A row of nothing is not meant. @throws Failure */
export function checkRow({ tableName, ...row }: IDataObject): void {
	void tableName;
	if (Object.keys(row).length > 0) return;
	throw invalid('Columns', 'nothing is given', 'Give an external ID, a name or a column.');
}

export const LOCKED: Meaning = {
	message: 'The platform takes changes of this table through a converter only (423)',
	remedy:
		'Ask Loyaltii for the converter of this table, or write to another table. Reading works all the same.',
	field: 'Table',
};
export const TAKEN: Meaning = {
	message: 'The table has a row with this external ID',
	remedy: 'Update that row, or correct the external ID.',
	field: 'External ID',
};
