import type { INodeProperties } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { locator } from '../../shared/fields';
import type { ListRequest } from '../../shared/pages';
import { byOffset } from '../platform';

/** A company in the platform's terms; at QuarticOn, one per shop or domain. */
export interface Account {
	id: string;
	name: string;
}

export const accountList: ListRequest = { path: ['accounts'], rows: 'accounts', style: byOffset };

const toAccount = (row: unknown): Account => {
	const { id, name } = row as { id: unknown; name: unknown };
	return { id: String(id), name: String(name ?? '') };
};

/** The field for one account. */
export const accountLocator = (description: string, required = true): INodeProperties =>
	locator(
		{ displayName: 'Account', name: 'account', required, description },
		{
			search: 'searchAccounts',
			idExample: '1',
			modes: [
				{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Example Shop' },
			],
		},
	);

/**
 * The account a locator means, looked up once per run and before anything is written.
 * @throws Failure when none is given, when it does not exist, or when a name fits several
 */
export async function findAccount(api: Api, given: Locator | undefined): Promise<Account> {
	const { mode, value } = given ?? { mode: 'list', value: '' };
	if (isEmpty(value))
		throw invalid('Account', 'no account is given', 'Choose an account, or give its ID or name.');
	const wanted = String(value).trim();
	return await api.once(`account ${mode} ${wanted}`, async () =>
		mode === 'name' ? await findByName(api, wanted) : await findById(api, wanted),
	);
}

async function findById(api: Api, id: string): Promise<Account> {
	// The platform reads "1 shop" as 1.
	if (!/^[1-9]\d*$/.test(id)) {
		throw invalid(
			'Account',
			`"${id}" is not an account ID`,
			'Give the ID, a whole number, or choose By Name and give the name.',
		);
	}
	const { status, body } = await api.request({
		method: 'GET',
		path: ['accounts', id],
		accept: [404],
		expects: 'account',
	});
	if (status !== 404) return toAccount(body.account);
	throw invalid(
		'Account',
		`there is no account with the ID "${id}"`,
		'Choose the account from the list, or correct the ID.',
	);
}

async function findByName(api: Api, name: string): Promise<Account> {
	const rows = await api.all({ ...accountList, query: { search: name } });
	const found = rows
		.map(toAccount)
		.filter((account) => account.name.trim().toLowerCase() === name.toLowerCase());
	const exact = found.filter((account) => account.name === name);
	if (found.length === 1 || exact.length === 1) return exact[0] ?? found[0];
	throw found.length === 0
		? invalid(
				'Account',
				`there is no account named "${name}"`,
				'Choose the account from the list, or correct the name.',
			)
		: invalid(
				'Account',
				`"${name}" is the name of ${found.length} accounts`,
				`Choose it by its ID: ${found.map(({ id }) => id).join(', ')}.`,
			);
}
