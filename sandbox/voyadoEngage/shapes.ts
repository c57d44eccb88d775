import type { Context } from './context';
import type { VoyadoContact } from './records';

/** A contact as the API shows it: as v2 did, or flat. */
export function contactShape({ rules }: Context, contact: VoyadoContact): object {
	const { id, contactType, fields, preferences, consents } = contact;
	const { source, storeExternalId, isApproved, createdAt, updatedAt } = contact;
	const attributes = { contactType, ...fields };
	return {
		id,
		...(rules.on('voyadoAttributesWrapped') ? { attributes } : attributes),
		meta: {
			...(source !== undefined && { source }),
			...(storeExternalId !== undefined && { storeExternalId }),
			approved: isApproved,
			createdOn: new Date(createdAt).toISOString(),
			updatedOn: new Date(updatedAt).toISOString(),
		},
		preferences,
		consents,
	};
}
