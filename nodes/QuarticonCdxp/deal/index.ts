import type { IDataObject } from 'n8n-workflow';

import { invalid } from '../../shared/errors';
import { isChosen } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import { accountKind } from '../account/accounts';
import { contactEntry } from '../contact/find';
import { toCents } from '../money';
import { customFields } from '../record/customFields';
import { choice, date, lines, text } from '../../shared/entries';
import { amount, currency, reference } from '../record/entries';
import type { Entry } from '../../shared/entry';
import {
	asFilter,
	clearable,
	createOne,
	deleteOne,
	getMany,
	getOne,
	updateOne,
} from '../record/operations';
import { dealKind, ownerKind, pipelineKind, stageKind, stagesOf, statusChoices } from './deals';

const title = text('Title', 'title', {
	description: 'What the deal is about',
	placeholder: '20 Licences',
	required: true,
});
const value = amount('Value', 'value', {
	description: 'What the deal is worth, in units of the currency',
	placeholder: '4560.50',
	required: true,
});
const money = currency('lower', {
	description: 'The ISO 4217 code of the currency',
	required: true,
});
const pipeline = reference(pipelineKind, {
	key: 'group',
	description:
		'The pipeline the deal runs through; it begins at the first stage unless one is chosen',
});
const stage = reference(stageKind, {
	key: 'stage',
	of: { kind: pipelineKind, within: stagesOf },
	description: 'The stage the deal is in, of the pipeline if one is chosen',
});
const owner = reference(ownerKind, {
	key: 'owner',
	description: 'The user who looks after the deal; needed where the pipeline assigns nobody',
});
const account = reference(accountKind, {
	key: 'account',
	description: 'The account, such as the shop, the deal is with',
});
const status = choice('Status', 'status', statusChoices, {
	initial: 0,
	description: 'How the deal stands',
});
const description = lines('Description', 'description', {
	description: 'More about the deal',
	canBeEmptied: true,
});
const contact = contactEntry('Who the deal is with');
const percent: Entry = {
	...text('Percent', 'percent', {
		description: 'The percentage the platform keeps with the deal, from 0 to 100',
		placeholder: '50',
	}),
	write: (given) => {
		const number = String(given).trim();
		if (/^(\d{1,2}|100)$/.test(number)) return { percent: Number(number) };
		throw invalid(
			'Percent',
			`"${String(given)}" is not a percentage`,
			'Give a whole number from 0 to 100, without the sign.',
		);
	},
};
const custom = customFields('deal');

/** What can be emptied beside custom fields. */
export const clearableDealFields = clearable([description]);

/** Bounds of the list in units of the currency, while deals hold cents. */
const bound = (displayName: string, name: string, key: string, words: string): Entry => ({
	...amount(displayName, name, { description: words }),
	write: (given) => ({ [`filters[${key}]`]: toCents(displayName, given) / 100 }),
});

function needsPlace(given: IDataObject): void {
	if (!isChosen(given.contact) && !isChosen(given.account)) {
		throw invalid('Contact', 'neither a contact nor an account is given', 'Choose one of them.');
	}
	if (!isChosen(given.pipeline) && !isChosen(given.stage)) {
		throw invalid('Pipeline', 'neither a pipeline nor a stage is given', 'Choose one of them.');
	}
}

export const deal: Resource = {
	value: 'deal',
	name: 'Deal',
	initial: 'create',
	operations: [
		createOne(dealKind, {
			fields: [title, value, money, contact, pipeline],
			more: [account, description, owner, percent, stage, status],
			custom,
			check: needsPlace,
		}),
		deleteOne(dealKind),
		getOne(dealKind),
		getMany(dealKind, {
			description: 'List deals that fit filters',
			filters: [
				asFilter(
					date('Created After', 'createdAfter', {
						key: 'created_after',
						precision: 'day',
						description: 'A day',
					}),
				),
				asFilter(
					date('Created Before', 'createdBefore', {
						key: 'created_before',
						precision: 'day',
						description: 'A day',
					}),
				),
				bound('Value at Least', 'minimumValue', 'minimum_value', 'The smallest value, in units'),
				bound('Value at Most', 'maximumValue', 'maximum_value', 'The largest value, in units'),
				asFilter(owner),
				asFilter(pipeline),
				asFilter(stage),
				asFilter(status),
				asFilter({
					...text('Title Contains', 'titleContains', {
						description: 'Return only deals whose title contains this text',
						placeholder: 'Licences',
					}),
					write: (given) => ({ search: String(given).trim(), search_field: 'title' }),
				}),
			],
		}),
		updateOne(dealKind, {
			fields: [title, value, money],
			more: [account, contact, description, owner, percent, pipeline, stage, status],
			custom,
		}),
	],
};
