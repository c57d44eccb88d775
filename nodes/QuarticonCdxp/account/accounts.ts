import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Locator } from '../../shared/fields';
import { toIso } from '../dates';
import { byOffset } from '../platform';
import type { Kind, Reference } from '../record/kind';
import { findRecord, recordLocator } from '../record/kind';

/** Companies in the platform's terms; at QuarticOn, one per shop or domain. */
export const accountKind: Kind = {
	noun: 'account',
	plural: 'accounts',
	field: 'account',
	list: { path: ['accounts'], rows: 'accounts', style: byOffset },
	key: 'account',
	nameOf: ({ name }) => String(name ?? ''),
	search: (text) => ({ search: text }),
	example: { id: '1', name: 'Example Shop' },
	simplify: ({ id, name, accountUrl, createdTimestamp, updatedTimestamp }) => ({
		id: String(id),
		name,
		accountUrl: accountUrl ?? '',
		createdAt: toIso(createdTimestamp),
		updatedAt: toIso(updatedTimestamp),
	}),
	sample: {
		id: '1',
		name: 'Example Shop',
		accountUrl: 'https://shop.example.com',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};

/** The field for one account. */
export const accountLocator = (description: string, required = true): INodeProperties =>
	recordLocator(accountKind, description, required);

/** The account a locator means, looked up once per run and before anything is written. @throws Failure */
export const findAccount = async (api: Api, given: Locator | undefined): Promise<Reference> =>
	await findRecord(api, accountKind, given);
