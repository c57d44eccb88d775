import type { IDataObject } from 'n8n-workflow';

import { returnAllOrLimit } from '../../shared/fields';
import { limitOf } from '../../shared/limit';
import type { Operation, Resource } from '../../shared/operation';

const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many consents',
	description: 'List the consents that are set up in the tenant, with their texts',
	fields: returnAllOrLimit,
	repeatable: true,
	async run(call) {
		const limit = limitOf(call);
		const { body } = await call.api.request<IDataObject[]>({
			method: 'GET',
			path: ['consents'],
			expects: (answer) => Array.isArray(answer),
		});
		return body.slice(0, limit);
	},
	sample: {
		id: 'memberConsent',
		name: 'Membership',
		metaData: {
			'sv-SE': {
				conditionText: 'Villkor',
				displayText: 'Jag vill bli medlem',
				linkText: 'Läs mer',
			},
		},
	},
};

export const consent: Resource = {
	value: 'consent',
	name: 'Consent',
	initial: getAll.value,
	operations: [getAll],
};
