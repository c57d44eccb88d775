import type { IDataObject } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { Failure, toFailure } from '../../shared/errors';
import type { Reference } from '../record/kind';

/** The link between a contact and its account. A contact has at most one. */
export interface Assignment {
	id: string;
	account: string;
	jobTitle: string;
}

/** The contact's account, or undefined. */
export async function readAssignment(api: Api, contactId: string): Promise<Assignment | undefined> {
	const { body } = await api.request({
		method: 'GET',
		path: ['accountContacts'],
		query: { 'filters[contact]': contactId, limit: 1 },
		expects: 'accountContacts',
	});
	const [row] = (body.accountContacts ?? []) as IDataObject[];
	// A server that ignores the filter would bring just any contact's link.
	if (row === undefined || String(row.contact) !== contactId) return undefined;
	return { id: String(row.id), account: String(row.account), jobTitle: String(row.jobTitle ?? '') };
}

export interface AssignOptions {
	jobTitle?: string;
	/** Whether a contact who belongs to another account is moved; if not, that is a failure. */
	move: boolean;
}

/** What an assignment changed. */
export type AssignResult = 'assigned' | 'already-assigned' | 'moved';

/**
 * Assigns a contact to an account. The API refuses every second assignment with the same 422, also one to the same
 * account, so on that refusal the present account is read: the same one is a success.
 *
 * @throws Failure `other_account` when the contact belongs to another account and is not to be moved
 */
export async function assign(
	api: Api,
	contactId: string,
	account: Reference,
	{ jobTitle, move }: AssignOptions,
): Promise<AssignResult> {
	try {
		await create(api, contactId, account, jobTitle);
		return 'assigned';
	} catch (error) {
		const present = isAlreadyAssigned(error) ? await readAssignment(api, contactId) : undefined;
		if (present === undefined) throw asFailure(error);
		return await reassign(api, contactId, account, present, { jobTitle, move });
	}
}

/** The failure as it came; a function, because a lint rule can't tell a Failure from a raw error in a catch. */
const asFailure = (error: unknown) => error as Failure;

const isAlreadyAssigned = (error: unknown) =>
	error instanceof Failure &&
	error.facts.code === 'field_invalid' &&
	/already associated/i.test(error.message);

async function create(
	api: Api,
	contactId: string,
	account: Reference,
	jobTitle?: string,
): Promise<void> {
	await api.request({
		method: 'POST',
		path: ['accountContacts'],
		expects: 'accountContact',
		body: {
			accountContact: {
				contact: Number(contactId),
				account: Number(account.id),
				...(jobTitle !== undefined && { jobTitle }),
			},
		},
		// A repeated assignment is refused and then found to be the wanted one.
		repeatable: true,
	});
}

async function reassign(
	api: Api,
	contactId: string,
	account: Reference,
	present: Assignment,
	{ jobTitle, move }: AssignOptions,
): Promise<AssignResult> {
	if (present.account === account.id) {
		if (jobTitle !== undefined && jobTitle !== present.jobTitle) {
			await api.request({
				method: 'PUT',
				path: ['accountContacts', present.id],
				expects: 'accountContact',
				body: { accountContact: { jobTitle } },
			});
		}
		return 'already-assigned';
	}
	if (!move) {
		throw new Failure({
			message: `Account: the contact belongs to the account with the ID "${present.account}" already`,
			code: 'other_account',
			field: 'Account',
			remedy:
				'A contact has one account at most. To move it, use Account → Assign Contact with Move From Other Account switched on.',
		});
	}
	await api.request({ method: 'DELETE', path: ['accountContacts', present.id], accept: [404] });
	try {
		// Not just created: a lost answer is found out as with any other assignment.
		await assign(api, contactId, account, { jobTitle, move: false });
	} catch (error) {
		throw halfMoved(toFailure(error), present, account);
	}
	return 'moved';
}

/** The contact has left its account and is not in the wanted one. */
const halfMoved = ({ facts }: Failure, from: Assignment, { id, name }: Reference) =>
	new Failure({
		...facts,
		remedy: `The contact has left the account with the ID "${from.account}" already: run this item again to finish the move. ${facts.remedy}`,
		parts: [
			{ part: `leave account (ID ${from.account})`, done: true },
			{ part: `account ${name} (ID ${id})`, done: false },
		],
	});
