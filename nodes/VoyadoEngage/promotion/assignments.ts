import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Api } from '../../shared/api';
import type { Call } from '../../shared/call';
import { isOn } from '../../shared/call';
import { invalid } from '../../shared/errors';
import { guidIn } from '../contact/shape';

/** Where promotions are redeemed. */
export const CHANNELS: INodePropertyOptions[] = [
	{ name: 'E-Commerce', value: 'ECOM' },
	{ name: 'Other', value: 'OTHER' },
	{ name: 'Point of Sale', value: 'POS' },
];

/** Which promotions of a contact are wanted. */
export interface Wanted {
	channel?: string;
	excludeRedeemed: boolean;
}

export const promotionFilters: INodeProperties[] = [
	{
		displayName: 'Exclude Redeemed',
		name: 'excludeRedeemed',
		type: 'boolean',
		default: false,
		description: 'Whether to leave out what is redeemed; Engage may list it while it is active',
	},
	{
		displayName: 'Redemption Channel',
		name: 'channel',
		type: 'options',
		options: [{ name: 'Any', value: '' }, ...CHANNELS],
		default: '',
		description: 'Only promotions that can be redeemed there',
	},
];

/** @throws Failure */
export function readWanted(call: Call, collection: string): Wanted {
	const { channel, excludeRedeemed } = call.given(collection);
	const excludes = { excludeRedeemed: isOn(excludeRedeemed) };
	if (channel === undefined) return excludes;
	const known = CHANNELS.find(({ value }) => value === String(channel).trim().toUpperCase());
	if (known !== undefined) return { ...excludes, channel: String(known.value) };
	throw invalid(
		'Redemption Channel',
		`"${String(channel)}" is not one of its values`,
		'Use ECOM, POS or OTHER.',
	);
}

const channelsOf = ({ redemptionChannels }: IDataObject): string[] =>
	Array.isArray(redemptionChannels)
		? (redemptionChannels as IDataObject[]).map(({ type }) => String(type))
		: [];

/**
 * The active promotions of a contact. They are sifted here as well: no source confirms that v3 kept the name of the v2
 * filter, and redeemed ones come along.
 *
 * @throws Failure
 */
export async function readAssignments(
	api: Api,
	contactId: string,
	{ channel, excludeRedeemed }: Wanted,
): Promise<IDataObject[]> {
	const { body } = await api.request<IDataObject[]>({
		method: 'GET',
		path: ['promotion-assignments'],
		query: {
			contactId,
			...(channel !== undefined && { redemptionChannelType: channel }),
		},
		expects: (answer) => Array.isArray(answer),
	});
	return body.filter((row) => {
		const channels = channelsOf(row);
		const fits = channel === undefined || channels.length === 0 || channels.includes(channel);
		return fits && !(excludeRedeemed && row.redeemed === true);
	});
}

/** A GUID that a field of the node holds. @throws Failure */
export function readGuid(call: Call, field: string, name: string, remedy: string): string {
	const id = guidIn(call.param(name, ''));
	if (id !== undefined) return id;
	const given = call.text(name);
	throw invalid(
		field,
		given === '' ? 'nothing is given' : `"${given}" is not an ID of Voyado Engage`,
		remedy,
	);
}
