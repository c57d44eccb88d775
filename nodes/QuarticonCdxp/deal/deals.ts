import { toIso } from '../dates';
import { fromCents } from '../money';
import { byOffset } from '../platform';
import type { Kind, Referable } from '../record/kind';
import { byName } from '../../shared/sorting';

export const pipelineKind: Referable = {
	noun: 'pipeline',
	plural: 'pipelines',
	field: 'pipeline',
	list: { path: ['dealGroups'], rows: 'dealGroups', style: byOffset },
	key: 'dealGroup',
	nameOf: ({ title }) => String(title ?? ''),
	example: { id: '1', name: 'Sales' },
};

export const stageKind: Referable = {
	noun: 'stage',
	plural: 'stages',
	field: 'stage',
	list: { path: ['dealStages'], rows: 'dealStages', style: byOffset },
	key: 'dealStage',
	nameOf: ({ title }) => String(title ?? ''),
	// Every pipeline is born with stages of the same names.
	labelOf: ({ title, group }) => `${String(title ?? '')} (pipeline ID ${String(group)})`,
	example: { id: '1', name: 'To Contact' },
};

/** The stages of one pipeline. */
export const stagesOf = (pipeline: string) => ({
	list: { ...stageKind.list, query: { 'filters[d_groupid]': pipeline } },
});

/** Users of the account, whom deals can belong to. */
export const ownerKind: Referable = {
	noun: 'owner',
	plural: 'owners',
	field: 'owner',
	list: { path: ['users'], rows: 'users', style: byOffset },
	key: 'user',
	nameOf: ({ firstName, lastName, username, email }) =>
		[firstName, lastName].filter(Boolean).join(' ') || String(username ?? email ?? ''),
	example: { id: '1', name: 'Anna Nowak' },
};

/** The platform's numbers for the status of a deal. */
const STATUS = ['open', 'won', 'lost'];

export const statusChoices = STATUS.map((status, value) => ({
	name: status[0].toUpperCase() + status.slice(1),
	value,
})).sort(byName);

const idOf = (value: unknown) =>
	value === null || value === undefined || value === '' ? null : String(value);

export const dealKind: Kind = {
	noun: 'deal',
	plural: 'deals',
	field: 'deal',
	list: { path: ['deals'], rows: 'deals', style: byOffset },
	key: 'deal',
	nameOf: ({ title }) => String(title ?? ''),
	search: (text) => ({ 'filters[search]': text, 'filters[search_field]': 'title' }),
	example: { id: '1', name: '20 Licences' },
	simplify: (row) => ({
		id: String(row.id),
		title: row.title,
		value: fromCents(row.value),
		currency: String(row.currency ?? '').toUpperCase(),
		status: STATUS[Number(row.status)] ?? String(row.status),
		pipeline: idOf(row.group),
		stage: idOf(row.stage),
		owner: idOf(row.owner),
		contact: idOf(row.contact),
		account: idOf(row.account),
		description: row.description ?? '',
		createdAt: toIso(row.cdate),
		updatedAt: toIso(row.mdate),
	}),
	sample: {
		id: '1',
		title: '20 Licences',
		value: 4560.5,
		currency: 'PLN',
		status: 'open',
		pipeline: '1',
		stage: '1',
		owner: '1',
		contact: '10',
		account: null,
		description: 'Asked for an offer',
		createdAt: '2024-02-28T12:16:48.000Z',
		updatedAt: '2024-02-28T12:16:48.000Z',
	},
};
