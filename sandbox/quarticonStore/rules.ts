import { rule } from '../shared/rules';

/**
 * Every behaviour of the vendor that the sandbox keeps to, one by one switchable. The number is the section of the
 * project's fact sheet, the tags name its source; the last argument marks what no source states. This is the one place
 * where assumptions live.
 */
// One rule per line reads as a table.
// prettier-ignore
export const STORE_RULES = [
	rule('storeKeyRequired', 1, 'SEED', 'A missing or wrong x-api-key is refused; the status 401 is our choice.', true),
	rule('storeRecommendationsKeyless', 1, 'SEED', 'Recommendations need no key.'),
	rule('storeAnyVersion', 1, 'inf', 'Any accept-version is taken, and none too.', true),
	rule('storeUnknownRoute404', 1, 'inf', 'A path or method the API does not have gives 404.', true),
	rule('storeBrokenJsonRefused', 1, 'inf', 'A body that is not JSON is invalid data.', true),

	rule('storeErrorStatus405', 2, 'SEED', 'Invalid data is answered with the status 405; off, with 200 and the error in the envelope alone.'),
	rule('storeErrorCode', 2, 'SEED', 'An error says http.status.405 in data.error_code; off, it has no code, as QuarticOn\'s own module expects at times.'),
	rule('storeUnixTimestamps', 2, 'SEED', 'Events, products, recommendations and errors are stamped with seconds since 1970.'),
	rule('storeTextTimestamps', 2, 'SEED', 'Profiles and contacts are stamped with "2017-01-01 13:00:00"; that this is UTC is our choice.', true),
	rule('storeIdsAsNumbers', 2, 'SEED', 'An id may also come as a number, as in the sample of a product.'),

	rule('storeProfileComplete', 3.1, 'SEED', 'A profile needs userId and cookie; a second one of the same userId replaces the first.'),

	rule('storeContactEmail', 3.2, 'SEED', 'A contact needs a valid e-mail address.'),
	rule('storeAgreementShape', 3.2, 'SEED', 'An agreement has a type, a text and given or not as a boolean.'),
	rule('storeTagShape', 3.2, 'SEED', 'A tag has a name and a value.'),
	rule('storeUnknownTagRefused', 3.2, 'SEED', 'A tag that was not created in the panel makes the contact invalid; off, it is dropped without a word.', true),
	rule('storeContactMerged', 3.2, 'inf', 'Agreements and tags that a later call leaves out stay.', true),

	rule('storeContactByBody', 3.3, 'SEED', 'A contact is asked for by a JSON body of the GET.'),
	rule('storeContactByQuery', 3.3, 'inf', 'A contact may also be asked for by ?email=.', true),
	rule('storeContactEnveloped', 3.3, 'SEED', 'A contact stands in the data of the envelope; off, it comes bare, as the schema has it.'),
	rule('storeUnknownContactEmpty', 3.3, 'inf', 'A contact that does not exist is answered OK with empty data; off, as invalid data.', true),

	rule('storeEventCommon', 3.4, 'SEED', 'An event needs customer, one of the three types and whole seconds as timestamp.'),
	rule('storeEventSpecific', 3.4, 'inf', 'A click needs productId and trackingString, a view productId, a transaction transactionId and a basket.', true),
	rule('storeEventEveryOneCounts', 3.4, 'inf', 'Nothing keeps the same event from counting twice.', true),
	rule('storeCustomerKnown', 3.4, 'inf', 'The customer symbol must be that of the account, for events and recommendations.', true),

	rule('storeProductId', 3.5, 'SEED', 'A product id has the characters a-z, A-Z, 0-9, - and _ only.'),
	rule('storePriceForms', 3.5, 'SEED', 'A price is a number, or a number as text.'),
	rule('storeProductUpsert', 3.5, 'inf', 'A product with a known id and catalog replaces what it names and keeps the rest.', true),

	rule('storeVisitorNeeded', 3.6, 'SEED', 'Recommendations need a cookie or a device ID; that the answer is 405 is our choice.', true),
	rule('storeQueryCharacters', 3.6, 'SEED', 'Ids in the query have the characters a-z, A-Z, 0-9, - and _ only.'),
	rule('storeHiddenLeftOut', 3.6, 'SEED', 'A product whose status is false is not recommended.'),
	rule('storeFilters', 3.6, 'SEED', 'filterCategory and filterProduct narrow the products; that a category goes by id or name, and related means sharing one, is our choice.', true),
	rule('storeDeduplicate', 3.6, 'SEED', 'With deduplicate and a requestId, products given under it before are left out and counted.'),
	rule('storeRequestIdAlone', 3.6, 'SEED', 'A requestId without deduplicate does nothing.'),
	rule('storePriceMix', 3.6, 'SEED', 'In recommendations the price is text and the old price a number or null.'),
	rule('storeLearns', 3.6, 'inf', 'What a visitor viewed and clicked brings its categories to the front; what was bought is not recommended again.', true),
];

export type StoreRuleId = (typeof STORE_RULES)[number]['id'];

/** Smaller choices without a source, not worth a switch: listed so that nobody takes them for the vendor's word. */
export const STORE_CHOICES = [
	'The error message is always the "Invalid data" of the reference; 401, 404 and 429 have words of ours.',
	'There is no limit unless the sandbox is told one.',
	'E-mail addresses are the same in any case.',
	'A placement nobody set up has four places.',
	'Products nobody has seen come by id; popular ones before others.',
	'In a contact without a cookie the key is missing.',
];
