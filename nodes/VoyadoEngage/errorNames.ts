/** What an error the vendor names means to the user. */
export interface Meaning {
	message: string;
	remedy: string;
	/** The field the fault lies in. */
	field?: string;
	/** True where every other item would meet it. */
	setup?: boolean;
}

const CORRECT = 'Correct the value at its source and run the item again.';
const LOOK_UP =
	'Look the contact up with Find; an ID from another environment or of a deleted contact is not known.';

/** Every error name the vendor documents (fact sheet, sections 3.1 to 3.10), in the order of the sheet. */
export const MEANINGS: Record<string, Meaning> = {
	InvalidEmailAddress: {
		message: 'this is not an e-mail address',
		field: 'Email',
		remedy: CORRECT,
	},
	InvalidPhoneNumber: {
		message: 'this is not a phone number',
		field: 'Mobile Phone',
		remedy: 'Give the number in international form, such as +46735654321.',
	},
	InvalidSocialSecurityNumber: {
		message: 'this is not a personal number',
		field: 'Personal Number',
		remedy:
			'Give a Swedish personal or coordination number or a Finnish personal code, such as 196903027573.',
	},
	InvalidContactType: {
		message: 'the tenant has no such contact type',
		field: 'Contact Type',
		remedy: 'Use the ID of a contact type that is set up in Engage, such as Member or Contact.',
	},
	InvalidSearchQuery: {
		message: 'this cannot be searched for',
		remedy: 'Give one e-mail address, phone number, personal number or key.',
	},
	ContactNotFound: { message: 'there is no such contact', field: 'Contact', remedy: LOOK_UP },
	MultipleMatches: {
		message: 'several contacts match',
		field: 'Contact',
		remedy:
			'Name the contact by its ID, give its contact type, or set If Several Match to Use First.',
	},
	InvalidSystemConfiguration: {
		message: 'the tenant is not set up for this search',
		remedy: 'Ask your Voyado team which field is the custom key of the tenant.',
		setup: true,
	},
	NoData: {
		message: 'nothing was sent that it could store',
		remedy: 'Give at least one field with a value.',
	},
	ApprovedContactWithKeyExists: {
		message: 'a contact with this key exists already',
		remedy: 'Use Create or Update, or update the existing contact.',
	},
	ContactWithKeyIsBeingCreated: {
		message: 'a contact with this key is being created at this moment',
		remedy: 'Run the item again in a minute, or use Create or Update, which waits for it.',
	},
	ValidationError: {
		message: 'a field is missing or does not fit',
		remedy:
			'Correct the field that is named. Which fields are mandatory is set up in Engage for each contact type.',
	},
	InvalidContactId: {
		message: 'this is not the ID of a contact',
		field: 'Contact',
		remedy: 'Give the GUID of the contact, as Find returns it.',
	},
	InvalidPromotionId: {
		message: 'this is not the ID of a promotion',
		field: 'Promotion ID',
		remedy: 'Give the GUID of the promotion itself, which stands in promotionId of an assignment.',
	},
	PromotionNotFound: {
		message: 'there is no such promotion',
		remedy:
			'Assigning needs promotionId, the promotion itself; redeeming needs id, the one assignment to a contact.',
	},
	PromotionExpired: {
		message: 'the promotion is over',
		field: 'Promotion ID',
		remedy: 'Choose a promotion that is active.',
	},
	NotAValidRedemptionChannel: {
		message: 'this is not a redemption channel',
		field: 'Redemption Channel',
		remedy: 'Use ECOM, POS or OTHER.',
	},
	InvalidPromotionIdNoData: {
		message: 'the ID or the redemption channel is missing',
		field: 'Assignment ID',
		remedy: 'Give the ID of the assignment and ECOM, POS or OTHER.',
	},
	PromotionNotAssociatedWithContact: {
		message: 'this is not a promotion that a contact has',
		field: 'Assignment ID',
		remedy: 'Give id of the assignment, as Get Many returns it, not promotionId.',
	},
	PromotionNotValidForRedemptionChannel: {
		message: 'the promotion cannot be redeemed in this channel',
		field: 'Redemption Channel',
		remedy: 'Use a channel that redemptionChannels of the assignment names.',
	},
	PromotionAlreadyRedeemed: {
		message: 'the promotion has been redeemed already',
		field: 'Assignment ID',
		remedy:
			'Nothing was changed now. If an earlier run of this item ended as uncertain, it was probably that one. Get Many can leave redeemed promotions out.',
	},
	InvalidRewardVoucherId: {
		message: 'this is not the ID of a reward voucher',
		remedy: 'Give the GUID of the voucher.',
	},
	RewardVoucherNotFound: {
		message: 'there is no such reward voucher',
		remedy: 'Check the ID of the voucher.',
	},
	RewardVoucherAlreadyRedeemed: {
		message: 'the reward voucher has been redeemed already',
		remedy: 'Nothing was changed.',
	},
	RewardVoucherExpired: {
		message: 'the reward voucher is no longer valid',
		remedy: 'Choose a voucher that is available.',
	},
	GatewayTimeout: {
		message: 'a system behind Engage did not answer in time',
		remedy: 'Run these items again later.',
	},
};
