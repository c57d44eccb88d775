import type { INodePropertyOptions } from 'n8n-workflow';

/** The events the vendor documents, by name (fact sheet, section 4). */
export const EVENTS: INodePropertyOptions[] = [
	{ name: 'Consent Changed', value: 'contact.consent.changed' },
	{ name: 'Contact Created', value: 'contact.created' },
	{ name: 'Contact Deleted', value: 'contact.deleted' },
	{ name: 'Contact Updated', value: 'contact.updated' },
	{
		name: 'Email Preference Changed',
		value: 'contact.acceptsEmail.changed',
		description: 'Of a contact who exists already; a new contact is told by Contact Created',
	},
	{
		name: 'Loyalty Points Added',
		value: 'loyalty.addPoints',
		description: 'Sent to customers who follow points only',
	},
	{ name: 'Point Balance Updated', value: 'point.balance.updated' },
	{
		name: 'Postal Preference Changed',
		value: 'contact.acceptsPostal.changed',
		description: 'Of a contact who exists already; a new contact is told by Contact Created',
	},
	{ name: 'Promotion Assigned', value: 'promotion.multichannel.assigned' },
	{ name: 'Reward Voucher Created', value: 'reward.voucher.created' },
	{
		name: 'SMS Preference Changed',
		value: 'contact.acceptsSms.changed',
		description: 'Of a contact who exists already; a new contact is told by Contact Created',
	},
];

/** The last word of the event of a deletion is cut off in the vendor's text that is known. */
const DELETED = /^contact\.(delete|deleted|removed)$/i;

/** Whether an event tells that a contact is gone. */
export const isDeletion = (type: string | null): boolean => type !== null && DELETED.test(type);

/** Whether the user wants an event; one that does not say what it is cannot be left out. */
export function isWanted(type: string | null, wanted: string[]): boolean {
	if (wanted.length === 0 || type === null) return true;
	return wanted.some(
		(one) => one.toLowerCase() === type.toLowerCase() || (isDeletion(one) && isDeletion(type)),
	);
}
