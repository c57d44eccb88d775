import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { accountLocator, findAccount } from '../account/accounts';
import { assign } from '../account/assign';
import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isEmpty } from '../../shared/call';
import { invalid } from '../../shared/errors';
import type { Locator } from '../../shared/fields';
import { isChosen } from '../../shared/fields';
import type { ConsentStatus, Present } from '../list/consents';
import {
	consentMoment,
	consentTurn,
	keepsUnsubscribed,
	keepUnsubscribed,
	needsReading,
	readStatus,
	readStatuses,
	setConsent,
	statusField,
} from '../list/consents';
import type { MailingList } from '../list/lists';
import { findList, listLocator } from '../list/lists';
import type { Reference } from '../record/kind';
import { addTag, readTagNames, tagsOption } from '../tag/add';

/** The option for consents; `status` is the field that says which. */
export const listsOption = (description: string, status = statusField): INodeProperties => ({
	displayName: 'Lists',
	name: 'lists',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add List',
	default: {},
	description,
	options: [
		{
			displayName: 'List',
			name: 'values',
			values: [listLocator('The list the consent is for', false), status],
		},
	],
});

/** What can be done with a contact once it is stored. */
export const partOptions: INodeProperties[] = [
	accountLocator('The account, such as the shop, to assign the contact to', false),
	keepUnsubscribed,
	listsOption('The consents to set once the contact is stored'),
	tagsOption,
];

/** A consent that an item asks for. */
export interface Consent {
	list: MailingList;
	status: ConsentStatus;
}

interface Parts {
	/** When they were read, before the contact is stored. */
	since: number;
	consents: Consent[];
	keep: boolean;
	account?: Reference;
	tags: string[];
}

/** What an item asks for beside the contact itself, checked before anything is sent. @throws Failure */
export async function readParts(call: Call): Promise<Parts> {
	const options = call.given('options');
	return {
		since: consentMoment(),
		consents: await readConsents(call),
		keep: keepsUnsubscribed(options),
		account: isChosen(options.account) ? await findAccount(call.api, options.account) : undefined,
		tags: readTagNames(options.tags),
	};
}

/** The consents an item asks for; an entry without a list or status asks for nothing. @throws Failure */
export async function readConsents(call: Call): Promise<Consent[]> {
	const { values = [] } = (call.given('options').lists ?? {}) as {
		values?: Array<{ list?: Locator; status?: unknown }>;
	};
	const consents: Consent[] = [];
	for (const { list: given, status: word } of values) {
		if (!isChosen(given) || isEmpty(word)) continue;
		const status = readStatus(word);
		const list = await findList(call.api, given);
		if (consents.some((consent) => consent.list.id === list.id)) {
			throw invalid(
				'Lists',
				`${list.name} (ID ${list.id}) is given twice`,
				'Keep one entry per list.',
			);
		}
		consents.push({ list, status });
	}
	return consents;
}

interface Work {
	part: string;
	work: () => Promise<IDataObject | undefined>;
}

function consentWorksOf(
	api: Api,
	contactId: string,
	consents: Consent[],
	{ keep, mustRead }: { keep: boolean; mustRead: boolean },
): Work[] {
	const present: Present = {};
	return consents.map((consent) => ({
		part: `list ${consent.list.name} (ID ${consent.list.id})`,
		work: async () => {
			if (mustRead && needsReading(consents, keep))
				present.statuses ??= await readStatuses(api, contactId);
			const { list, status } = await setConsent(api, contactId, consent, { keep, present });
			return { list, status };
		},
	}));
}

/**
 * Sets consents, account and tags of a stored contact, each as a part of its own.
 *
 * @param created whether the contact is new: it is then on no list, and nothing needs to be read (unless somebody else
 * may have set a consent since: in an earlier try of the node, or in another execution of this process)
 * @throws the first part's Failure, once the others were tried
 */
export async function applyParts(
	call: Call,
	contactId: string,
	{ since, consents, keep, account, tags }: Parts,
	created: boolean,
): Promise<IDataObject> {
	const { api } = call;
	const works = (consentWorks: Work[]): Work[] => [
		...consentWorks,
		...(account === undefined
			? []
			: [
					{
						part: `account ${account.name} (ID ${account.id})`,
						work: async () => {
							await assign(api, contactId, account, { move: false });
							return undefined;
						},
					},
				]),
		...tags.map((tag) => ({
			part: `tag ${tag}`,
			work: async () => {
				await addTag(api, contactId, tag);
				return undefined;
			},
		})),
	];
	const results =
		consents.length === 0
			? await call.inParts(works([]))
			: await consentTurn(api, contactId, async (before) => {
					const mustRead = !created || call.resumed || before > since;
					return await call.inParts(
						works(consentWorksOf(api, contactId, consents, { keep, mustRead })),
					);
				});
	const lists = results.filter((result) => result !== undefined);
	return { lists, account: account?.id ?? null, tags };
}
