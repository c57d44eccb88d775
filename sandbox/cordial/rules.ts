import { rule } from '../shared/rules';

/**
 * Every behaviour of the vendor that the sandbox keeps to, one by one switchable. The number is the section of the
 * project's fact sheet, the tags name its source; the last argument marks what no source states. This is the one place
 * where assumptions live.
 */
// One rule per line reads as a table.
// prettier-ignore
export const CORDIAL_RULES = [
	rule('cordialKeyRequired', 1, 'segment', 'A missing or wrong x-api-key gives 401 with error as a text; the key as Basic does not count.'),
	rule('cordialCheckAuth', 1, 'segment', 'GET /checkAuth answers a good key with 200 and the text Good.'),
	rule('cordialUnknownRoute404', 1, 'inf', 'A path or method the API does not have gives 404 without a code and no words but Not found.', true),
	rule('cordialStrictJson', 1, 'inf', 'A body that is not a JSON object is refused, so also the single-quoted samples of the article.', true),
	rule('cordialErrorEnvelope', 1, 'v2', 'What is refused gives 422 and the envelope of REST v2 with a message; off, 400 and error as a text. No source shows an error of this service but 401.', true),
	rule('cordialEmptyAnswer', 1, 'segment', 'What is accepted gives 200 and {}, as another vendor\'s tests have it; off, 202 without a body.', true),
	rule('cordialQueued', 1, 'SEED', 'The answer comes first, the processing later; off, the processing is done before the answer.'),
	rule('cordialLimitPerEndpoint', 1, 'kb', 'The limit counts each HTTP method and endpoint on its own.'),
	rule('cordialLimitHeaders', 1, 'kb', 'A 429 carries X-Rate-Limit-Limit, -Remaining, -Reset and Retry-After, the last two in seconds.'),
	rule('cordialActivitiesRepeat', 1, 'v2', 'Nothing keeps the same activity from counting twice.'),

	rule('cordialValidIdentifier', 2, 'segment', 'Without an identifier the account has, a contact is not identified and dropped without a word.'),
	rule('cordialKeyCase', 2, 'SEED', 'customId, customID and custom_id, all in the article, are three keys; no source says that they are one.', true),
	rule('cordialPriority', 2, 'SEED', 'Contacts are searched in the order of identifiersPriority; that what it leaves out comes after is our choice.', true),
	rule('cordialUnknownAttributes', 2, 'segment', 'Attributes the account does not have are ignored, the rest of the contact is not.'),
	rule('cordialDotPaths', 2, 'SEED', 'A key with dots sets one part of an attribute and leaves its other parts.'),
	rule('cordialListFlags', 2, 'SEED', 'The name of a list with true or false among the attributes adds to the list or removes from it.'),
	rule('cordialForceSubscribe', 2, 'SEED', 'Who is unsubscribed is subscribed only with forceSubscribe; that the rest is stored all the same is our choice.', true),
	rule('cordialSubscribeStatuses', 2, 'v2', 'A subscribeStatus is subscribed, unsubscribed or none; that others are ignored is our choice.', true),

	rule('cordialRequiredKeys', 3, 'SEED', 'A required key that is missing or empty is refused; that this is seen at once is our choice.', true),
	rule('cordialTypes', 3, 'SEED', 'A value of another type is refused; where table and sample differ, the sample counts, but properties, geo, device and attributes of items may be an object or an array. That this is seen at once is our choice.', true),
	rule('cordialIsoDates', 3, 'SEED', 'Dates of orders and activities are ISO 8601; that others are refused at once is our choice.', true),
	rule('cordialItemKeys', 3, 'SEED', 'Items of orders need productID, sku and name, added ones also qty and category, removed ones productID and qty; that this is seen at once is our choice.', true),
	rule('cordialContactMustExist', 3, 'inf', 'Lists, orders, supplements and carts make no contacts: what names an unknown one is dropped.', true),

	rule('cordialIdentifierByAttribute', 3.1, 'SEED', 'A new value of an identifier stands among the attributes; that identifiers add what the contact lacks, and change nothing, is our choice.', true),
	rule('cordialUniqueConflict', 3.1, 'inf', 'A new value of an identifier that another contact has drops the upsert, unless the two are merged.', true),
	rule('cordialMerge', 3.1, 'SEED', 'With mergeAllowed, other contacts the upsert names are merged into the first; that the first wins is our choice.', true),
	rule('cordialMergeableKeys', 3.1, 'SEED', 'Only conflicts of keys in mergeableSecondaryKeys do not prevent the merge; what is a conflict is our reading.', true),

	rule('cordialActivitiesPath', 3.2, 'SEED', 'The path is /createContactactivities; that paths go by case is our choice.', true),
	rule('cordialActivityMayCreate', 3.2, 'SEED', 'An activity makes its contact only with canBeCreated.'),
	rule('cordialActivityMayUpdate', 3.2, 'tealium', 'An activity changes the attributes of a known contact only with canBeUpdated, which the article prints as a second canBeCreated.', true),
	rule('cordialActivityName', 3.2, 'inf', 'An activity without a name is dropped.', true),
	rule('cordialActivityNameLength', 3.2, 'v2, tealium', 'The name of an activity has 40 characters at most; that a longer one is dropped is our choice.', true),
	rule('cordialActivityTime', 3.2, 'tealium', 'An activity without a time has that of its receipt.'),
	rule('cordialPropertyKeys', 3.2, 'v2, tealium', 'Properties whose key is a number or has a dot are cut off.'),
	rule('cordialPropertyCount', 3.2, 'v2, tealium', 'An activity has 1,000 properties at most; that one with more is dropped is our choice.', true),

	rule('cordialListsCreated', 3.3, 'SEED', 'A list that is missing is created, unless isAllowedToCreateLists is false.'),
	rule('cordialListNames', 3.3, 'v2', 'A new list has letters, digits and dashes in its name, 128 at most, not cid nor the key of an attribute; that else everything is dropped is our choice.', true),
	rule('cordialEachOnItsOwn', 3.3, 'inf', 'One unknown contact does not keep the others from their list.', true),

	rule('cordialIdentifyListBy', 3.4, 'SEED', 'The list to remove from is named by identifyListBy, an object, as in the sample; the table has listIdentifier.', true),
	rule('cordialListIdentifier', 3.4, 'SEED', 'The list to remove from is named by listIdentifier, and by listIdentifierKey where it is not its name, as in the table; the sample has identifyListBy.', true),
	rule('cordialOneListIdentifier', 3.4, 'inf', 'Neither or both of these is refused.', true),

	rule('cordialOrderUpsert', 3.5, 'SEED', 'An order with a known orderID replaces it.'),
	rule('cordialOrderEmptiesCart', 3.5, 'SEED', 'The products of an order leave the cart, unless told otherwise; that they leave it whatever their quantity is our choice.', true),
	rule('cordialShouldRemoveItems', 3.5, 'SEED', 'shouldRemoveItemsFromCart, of the table, keeps the cart when false; the sample has removeItemsFromCart.', true),
	rule('cordialRemoveItems', 3.5, 'SEED', 'removeItemsFromCart, of the sample, keeps the cart when false; the table has shouldRemoveItemsFromCart.', true),

	rule('cordialSupplementExists', 3.6, 'v2', 'Records of a supplement that was not created before are dropped.'),
	rule('cordialRecordId', 3.6, 'v2, hightouch', 'A record needs an id; that it is dropped else, and the others are not, is our choice.', true),
	rule('cordialRecordIdHex', 3.6, 'v2, hightouch', 'A record whose id is 24 hexadecimal digits is dropped.'),
	rule('cordialRecordUpsert', 3.6, 'SEED', 'A record with a known id changes what it names; that it keeps the rest is our choice.', true),
	rule('cordialUpdatedDateField', 3.6, 'SEED', 'With updatedDateField, a record older than the known one is skipped.'),

	rule('cordialCartAdds', 3.7, 'inf', 'Adding a product that is in the cart adds to its quantity.', true),
	rule('cordialCartRemoves', 3.8, 'inf', 'Removing a product lowers its quantity; at zero or below it leaves the cart.', true),

	rule('cordialBasicForLookups', 4, 'v2', 'REST v2 wants Basic, the key as user name and no password; x-api-key does not count there.'),
	rule('cordialListsByName', 4, 'v2', 'name= finds one list; without any the answer is 404 RECORD_NOT_FOUND.'),
	rule('cordialAttributeFilters', 4, 'v2', 'type= and indexed= narrow the attributes.'),
	rule('cordialSupplementPages', 4, 'v2', 'page= and per_page= cut the supplements; that a page has 25 of them unless told is our choice.', true),
	rule('cordialContactByKey', 4, 'v2', 'A contact is found by its cID, the value of the primary key, or key:value of another.'),
];

export type CordialRuleId = (typeof CORDIAL_RULES)[number]['id'];

/** Smaller choices without a source, not worth a switch: listed so that nobody takes them for the vendor's word. */
export const CORDIAL_CHOICES = [
	'There is no limit unless the sandbox is told one; it counts by the second, while the header list of the article speaks of a minute for most endpoints. The words of the 429 are ours.',
	'What was accepted is processed after a second, in order of arrival; the vendor says "as soon as possible".',
	'An account has all identifier keys of the article unless it is told its own; the first is the primary key.',
	'Identifiers are compared letter by letter, values as text; email and channels.email.address are two of them.',
	'A key with null counts as not given, keys nobody knows are ignored, an empty array is taken and does nothing.',
	'Values of attributes are not checked against their types; an array replaces the one before.',
	'Attributes of channels that exist without being created: address and subscribeStatus.',
	'Merging fills what the first contact lacks; lists, orders, activities, records and carts follow.',
	'identifyListBy with several keys takes the first that finds a list.',
	'Removing who is not on the list does nothing and is no drop; a product that is not in the cart is one.',
	'An order is replaced as a whole. If one of the two flags says so, the cart is kept.',
	'A record without a readable date under updatedDateField is taken; one of the same date too. It belongs to the contact that sent it last.',
	'Not emulated: reserved names of activities (the list is not published), the IP allow-list of a key, types of errors of REST v2 but those named here.',
	'A contact of REST v2 is its cID, identifiers and attributes by path, and true under the name of each of its lists; email stands under channels.email.address too.',
];
