import type { IPollFunctions } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import { invalid } from '../../shared/errors';
import { readStartFrom } from '../../shared/startFrom';
import { wordsOf } from '../../shared/values';
import type { MailingList } from '../list/lists';
import { findList } from '../list/lists';
import { EVENTS } from './properties';

/** What the user asks for. */
export interface Wish {
	/** Types of items. */
	types: Set<string>;
	/** Lists whose consents are watched; none unless consents are asked for. */
	lists: MailingList[];
	/** The moment from which changes count, in milliseconds; undefined for now. */
	start?: number;
}

/** @throws Failure when something is missing, wrong or not there */
export async function readWish(context: IPollFunctions, api: Api): Promise<Wish> {
	const events = wordsOf(context.getNodeParameter('events', []));
	const unknown = events.find((event) => !Object.hasOwn(EVENTS, event));
	if (events.length === 0 || unknown !== undefined) {
		throw invalid(
			'Trigger On',
			unknown === undefined ? 'nothing is chosen' : `"${unknown}" is not one of the choices`,
			`Choose at least one of ${Object.keys(EVENTS).join(', ')}.`,
		);
	}
	const start = readStartFrom(context, '2021-08-13T17:51:44+02:00');
	const types = new Set<string>(events.map((event) => EVENTS[event as keyof typeof EVENTS]));
	const lists = new Map<string, MailingList>();
	if (types.has(EVENTS.consentChanged)) {
		for (const id of wordsOf(context.getNodeParameter('lists', []))) {
			const list = await findList(api, { mode: 'id', value: id });
			lists.set(list.id, list);
		}
		if (lists.size === 0) {
			throw invalid(
				'List Names or IDs',
				'no list is chosen',
				'Choose the lists whose consents are to be watched, or leave out Consent Changed.',
			);
		}
	}
	return { types, lists: [...lists.values()], start };
}
