import { invalid } from '../../shared/errors';
import type { Resource } from '../../shared/operation';
import { listReference } from '../list/lists';
import { text, url } from '../../shared/entries';
import type { Entry } from '../../shared/entry';
import {
	asFilter,
	createOne,
	deleteOne,
	GET_MANY,
	getMany,
	getOne,
	updateOne,
} from '../record/operations';
import { SOURCES } from '../trigger/properties';
import { getEvents } from './getEvents';
import { alsoOfTriggers, guard } from './guarded';
import { webhookKind } from './webhooks';

const name = text('Name', 'name', {
	description: 'What the panel shows',
	placeholder: 'Unsubscribes to CRM',
	required: true,
});
const address = url('URL', 'url', {
	description:
		'Where the platform sends events, as a form. It reaches https addresses on port 443 only and never repeats a call.',
	placeholder: 'https://crm.example.com/hooks/unsubscribe',
	required: true,
});

/** Several words; an expression may give them as text separated by commas. */
const words = (field: Entry['field'], known?: string[]): Entry => ({
	field,
	write: (value) => {
		const given = Array.isArray(value) ? value : String(value).split(',');
		const found = given.map((word) => String(word).trim()).filter((word) => word !== '');
		if (found.length === 0)
			throw invalid(field.displayName, 'nothing is chosen', 'Choose at least one.');
		const unknown = found.find((word) => known !== undefined && !known.includes(word));
		if (unknown !== undefined)
			throw invalid(
				field.displayName,
				`"${unknown}" is not one of its values`,
				`Use any of: ${known?.join(', ')}.`,
			);
		return { [field.name]: found };
	},
});
const events = words({
	displayName: 'Event Names or IDs',
	name: 'events',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'loadEvents' },
	required: true,
	default: [],
	description:
		'What the platform tells of. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});
const sources = words(
	{
		displayName: 'Sources',
		name: 'sources',
		type: 'multiOptions',
		options: SOURCES,
		required: true,
		default: ['public', 'admin', 'system'],
		description: 'Who must have caused the event',
	},
	SOURCES.map(({ value }) => String(value)),
);
const list = listReference('The list the event must belong to; leave it empty for all lists');

export const webhook: Resource = {
	value: 'webhook',
	name: 'Webhook',
	initial: GET_MANY,
	operations: [
		createOne(webhookKind, {
			description:
				'Let the platform tell another system of events; to start a workflow use the QuarticOn CDXP Trigger',
			fields: [name, address, events, sources],
			more: [list],
		}),
		deleteOne(webhookKind, { options: [alsoOfTriggers], guard }),
		getOne(webhookKind),
		getEvents,
		getMany(webhookKind, { filters: [asFilter(name), asFilter(address), asFilter(list)] }),
		updateOne(webhookKind, {
			fields: [name, address, events, sources],
			more: [list],
			options: [alsoOfTriggers],
			guard,
		}),
	],
};
