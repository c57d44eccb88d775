import { rule } from '../shared/rules';

/**
 * Every behaviour of the vendor that the sandbox keeps to, one by one switchable. The number is the section of the
 * project's fact sheet, the tags name its source: SEED the vendor's help index, help its stored help pages, sdk the
 * vendor's C# client, sdk-test the tests of that client, inf a conclusion, most often from what ASP.NET Web API does by
 * itself. The last argument marks what no source states. This is the one place where assumptions live.
 */
// One rule per line reads as a table.
// prettier-ignore
export const LOYALTII_RULES = [
	rule('loyaltiiKeyRequired', 1, 'sdk', 'A missing or wrong X-ApiKey is refused; the status 401 is our choice.', true),
	rule('loyaltiiBrokenJson', 1, 'inf', 'A body that is not JSON is an invalid request.', true),
	rule('loyaltiiPlusIsSpace', 1, 'inf', 'A + in the query that is not encoded is a space, which breaks the offset of a date.', true),
	rule('loyaltiiDatesWithOffset', 1, 'help', 'Dates in answers have an offset; that it is Danish time is our choice.', true),
	rule('loyaltiiUnknownRoute404', 1, 'inf', 'A path the API does not have gives 404.', true),
	rule('loyaltiiQueryDecides', 2, 'SEED', 'Of the endpoints of one path, the one with the most required query parameters that are all there is meant; none gives 404, two alike 500, as the framework has it.', true),
	rule('loyaltiiQueryAnyCase', 6, 'sdk', 'Names of query parameters count in any case.'),
	rule('loyaltiiIndexedArrays', 6, 'SEED', 'A list in the query is s[0]=1&s[1]=2, counted from 0; off, s=1&s=2.'),
	rule('loyaltiiWrongType400', 5, 'inf', 'A value of another type, in path, query or body, makes the request invalid.', true),
	rule('loyaltiiSearchVerb', 3, 'SEED', 'The two searches of points answer to the method SEARCH; off, to POST.'),
	rule('loyaltiiWrongVerb405', 3, 'inf', 'A path that exists but not with this method gives 405.', true),

	rule('loyaltiiRequiredFields', 4, 'help', 'Fields marked as required must be there: RegistrationSource of a contact, Type and SubType of an event, ContactId, Type and Amount of a point, Version of a PUT; that this is 400 is our choice.', true),
	rule('loyaltiiFieldLengths', 4, 'help', 'A text longer than the help allows is refused; that this is 400 is our choice.', true),
	rule('loyaltiiUnknownFieldsIgnored', 4, 'inf', 'Fields nobody knows are dropped; off, refused.', true),
	rule('loyaltiiDynamicAtTop', 4.1, 'sdk-test', 'Dynamic fields stand at the top level of what they belong to; off, they are taken for unknown.'),
	rule('loyaltiiDynamicPresent', 4.1, 'sdk-test', 'A dynamic field without a value is there and null.'),
	rule('loyaltiiDynamicValues', 4.5, 'sdk', 'A dynamic field takes what its type and its list of values allow; that others are refused with 400 is our choice.', true),
	rule('loyaltiiEnumNames', 4.7, 'help', 'Enumerations are written by name, as in the sample of a segment; off, as numbers. That all are is our choice.', true),
	rule('loyaltiiEnumsBothWays', 4.1, 'sdk', 'Enumerations are read by name and by number.'),

	rule('loyaltiiErrorMessage', 5, 'sdk', 'The reason of an error is its Message; off, its title, as in the later API.'),
	rule('loyaltiiUnknown404', 5, 'SEED', 'Asking for one thing that does not exist gives 404; off, nothing with 200.'),
	rule('loyaltii404Message', 5, 'inf', 'A 404 has a Message; off, no body.', true),

	rule('loyaltiiActionUsable', 2, 'SEED', 'An action must be enabled and open to manual triggers; that others give 400 is our choice.', true),
	rule('loyaltiiBannerKnown', 2, 'SEED', 'The cache of a banner that does not exist gives 404; that the body is a list of ids is our choice.', true),
	rule('loyaltiiExportLater', 4.8, 'inf', 'A bulk export is listed once it is done; off, at once.', true),
	rule('loyaltiiExportType', 4.8, 'SEED', 'The list of bulk exports is narrowed by type, or complete without one.'),

	rule('loyaltiiCompanyEmpty404', 2, 'SEED', 'A company without contacts answers the question for them with 404; off, with an empty list.'),
	rule('loyaltiiCompanyNumber', 2, 'SEED', 'The number of a company is unique; that a second one gives 409 is our choice.', true),
	rule('loyaltiiCompanyOnContact', 4.1, 'help', 'Who belongs to a company has its id as ContactCompanyId; that adding and removing set it is our choice.', true),
	rule('loyaltiiPatchIdInBody', 6, 'SEED', 'PATCH of companies and stores takes the id from the body; that a missing one gives 404 is our choice.', true),

	rule('loyaltiiEventUniqueExtId', 4.2, 'help', 'An event whose UniqueExtId is known is skipped without a word.'),
	rule('loyaltiiEventUnknownContact', 2, 'SEED', 'An event for an unknown contact gives 404, unless unknown ones shall be ignored; that nothing is stored then is our choice.', true),
	rule('loyaltiiEventContact', 4.2, 'help', 'An event names its contact by ContactId or ContactSecret; that neither gives 400 is our choice.', true),
	rule('loyaltiiEventJsonString', 4.2, 'sdk', 'Creating events answers with a JSON string; its wording is our choice.', true),
	rule('loyaltiiEventsInclusive', 2, 'help', 'from and to of events are the least and the greatest Created, both included.'),
	rule('loyaltiiRows1000', 7, 'SEED', 'Events and points after an id come 1,000 at a time.'),
	rule('loyaltiiRowsAscending', 7, 'inf', 'Events and points after an id come in ascending order, as rows of tables do; off, each page the other way round.', true),

	rule('loyaltiiContactUnique', 5, 'SEED', 'A second contact with the same Email or Phone gives 409.'),
	rule('loyaltiiPreferredStore', 5, 'SEED', 'A PreferredStoreId that no store has gives 409.'),
	rule('loyaltiiVersionBumps', 4.1, 'help', 'Every change of a contact gives it a new Version, written in base64.'),
	rule('loyaltiiStale409', 5, 'SEED', 'A PUT with another Version than the newest gives 409.'),
	rule('loyaltiiConflictContact', 5, 'SEED', 'The 409 of a PUT carries the newest contact; off, a Message.'),
	rule('loyaltiiPutClears', 4.1, 'sdk-test', 'A PUT sets static fields it leaves out to null and keeps dynamic ones.'),
	rule('loyaltiiPatchKeepsNull', 2, 'SEED', 'A PATCH of a contact takes null for unchanged.'),
	rule('loyaltiiPatchEmptyClears', 2, 'SEED', 'A PATCH with "" clears Email, Phone and PhoneCountryCode.'),
	rule('loyaltiiPatchVersion', 4.1, 'help', 'A PATCH may say the Version it goes by; that a stale one gives 409 is our choice.', true),
	rule('loyaltiiPatchNoVersion', 4.1, 'inf', 'A PATCH needs no Version, although the help marks it as required; off, one without gives 400.', true),
	rule('loyaltiiBatchNotFound', 4.1, 'sdk', 'A batch PATCH lists the keys it changed and those it did not find; off, an unknown key gives 404.'),
	rule('loyaltiiBatchFields', 2, 'SEED', 'A batch PATCH takes the fields that PatchFields lists; which these are, and that others give 400, is our choice.', true),
	rule('loyaltiiFieldSearch', 2, 'SEED', 'Contacts are searched by dynamic fields, exactly; a static field finds none.', true),
	rule('loyaltiiRegistrations', 2, 'help', 'Registrations are narrowed by minutes since, source and IP together, and come with four fields.'),
	rule('loyaltiiLogin422', 5, 'sdk-test', 'A wrong password gives 422; off, an empty answer.'),
	rule('loyaltiiUnblockFalse', 2, 'SEED', 'Unblocking an address that is not blocked answers false.'),

	rule('loyaltiiOwnerWithoutId', 2, 'sdk', 'Dynamic fields are asked for without an id in the path, but for those of a dynamic table.'),
	rule('loyaltiiTableLocked', 2, 'SEED', 'Writing to a table that a converter feeds gives 423.'),
	rule('loyaltiiTableDuplicate', 5, 'sdk-test', 'A second row with the same ExternalId gives 409 and names it.'),
	rule('loyaltiiTableEmptyPatch', 5, 'sdk-test', 'A PATCH of a row without any field gives 404.'),
	rule('loyaltiiTableNoField', 5, 'sdk-test', 'A PATCH of a row with unknown fields only gives 400.'),
	rule('loyaltiiTableTake', 4.5, 'sdk', 'Rows after an id come as many as take says, 1,000 unless told and at most.'),
	rule('loyaltiiBulkSilent', 2, 'SEED', 'Creating many rows does not give them back.'),

	rule('loyaltiiEmail2Scope', 4.6, 'sdk', 'The scope of a dispatch is exactly one of contacts, addresses and segments; that others give 400 is our choice.', true),
	rule('loyaltiiEmail2Answer', 4.6, 'sdk-test', 'A dispatch answers with a JSON string: the id for segments, else a sentence without one.'),
	rule('loyaltiiDispatchTarget', 4.6, 'sdk', 'A dispatch goes to one contact or to segments; that neither or both gives 400 is our choice.', true),
	rule('loyaltiiDispatchEnds', 4.6, 'sdk', 'A dispatch waits, then ends with a status that says how: finished, bounced contact, no such order or point, no receiver; that it takes a second is our choice.', true),
	rule('loyaltiiReceiversAround', 2, 'SEED', 'Receivers come around 1,000 at a time, maybe more; that the last dispatch is completed is our choice.', true),
	rule('loyaltiiCancelScheduled', 2, 'SEED', 'Only a scheduled campaign is cancelled; that others give 400 is our choice.', true),
	rule('loyaltiiSendingSpeed', 4.6, 'sdk', 'LimitSendingSpeed is 20, 30, 60, 120, 300 or 600; that others give 400 is our choice.', true),

	rule('loyaltiiMediaBase64', 2, 'sdk', 'The bytes of a media travel in base64; that others give 400 is our choice.', true),

	rule('loyaltiiOrderType', 5, 'sdk-test', 'An order of an unknown type gives 400 with "Invalid order type!".'),
	rule('loyaltiiOrderLines', 5, 'sdk-test', 'An order without lines, or with one without Quantity or Price, gives 400 with "Invalid orderlines!".'),
	rule('loyaltiiOrderLine', 5, 'sdk-test', 'A line without Quantity or Price gives 400 with "Invalid order line!".'),
	rule('loyaltiiLastLine', 5, 'SEED', 'The last line of an order is not deleted: 400 with "Invalid operation on order!".'),
	rule('loyaltiiLineTotal', 4.3, 'sdk-test', 'PriceTotal of a line is Quantity times Price.'),
	rule('loyaltiiOrderTotal', 4.3, 'inf', 'PriceTotal of an order is the sum of its lines.', true),
	rule('loyaltiiOrderTwice', 4.3, 'inf', 'Nothing keeps two orders from having the same ExtOrderId.', true),
	rule('loyaltiiOrderPatchNoType', 4.3, 'sdk-test', 'A PATCH of an order needs no Type, although the help marks it as required.'),
	rule('loyaltiiOrdersWithoutLines', 2, 'sdk-test', 'Orders of a contact are narrowed by orderType, and have no lines with withOrderLines=false.'),
	rule('loyaltiiDeleteAnswers', 6, 'sdk-test', 'Deleting an order, a line or a row answers with what was deleted.'),

	rule('loyaltiiPointContact', 2, 'SEED', 'A point for an unknown contact gives 404.'),
	rule('loyaltiiPointType', 2, 'SEED', 'A point has one of the types of the account; that others give 400 is our choice.', true),
	rule('loyaltiiPointBare', 4.4, 'sdk-test', 'A point needs no Description, although the help marks it as required.'),
	rule('loyaltiiPointNegative', 4.4, 'inf', 'The amount of a point may be negative.', true),
	rule('loyaltiiPointRunningSum', 4.4, 'help', 'Sum of a point is what the contact had of the type when it was created, with it.'),
	rule('loyaltiiPointDynamic', 4.4, 'help', 'Dynamic fields of a point are named Dynamic_<Name>.'),
	rule('loyaltiiPointCancel', 4.4, 'sdk-test', 'Cancelling a point adds its opposite as a canceller and tells the point its id.'),
	rule('loyaltiiPointCancelOnce', 4.4, 'inf', 'A point that is cancelled, or a canceller, is not cancelled again: 400.', true),
	rule('loyaltiiPointsToExcluded', 2, 'SEED', 'from of points is included; that to is not is our choice.', true),
	rule('loyaltiiPeriodRequired', 2, 'help', 'Where the text does not call from and to of points optional, they are required.', true),
	rule('loyaltiiCompanyTotalNull', 2, 'SEED', 'The total of a company without points is null; off, 0.'),
	rule('loyaltiiSearchBody', 3, 'inf', 'The body of the two searches is a list of ids of stores; anything else gives 400.', true),

	rule('loyaltiiSegmentCount', 2, 'inf', 'Who is in several segments counts once.', true),
	rule('loyaltiiSegmentFolder', 2, 'SEED', 'Segments are listed by folder; that all come without one is our choice.', true),
	rule('loyaltiiSegmentFromIds', 2, 'help', 'A segment made of contact ids is of the type List; that unknown ids are left out is our choice.', true),

	rule('loyaltiiStoreNumber', 2, 'SEED', 'A store is found by its number; that a second one with it gives 409 is our choice.', true),
	rule('loyaltiiStoresWithoutJson', 2, 'SEED', 'With withoutJsonString the stores come without theirs.'),
];

export type LoyaltiiRuleId = (typeof LOYALTII_RULES)[number]['id'];

/** Smaller choices without a source, not worth a switch: listed so that nobody takes them for the vendor's word. */
export const LOYALTII_CHOICES = [
	'Paths, and names in bodies, count in the case of the help only; the framework is more lenient, a client should not be.',
	'There is no limit unless the sandbox is told one; 401 and 429 have words of ours.',
	'Numbers and booleans may also come as text, as the framework reads them; a date without an offset is UTC.',
	'E-mail addresses are the same in any case.',
	'Writes whose answer no source shows (delete of contacts and media, password, company members, bulk export, actions, schedules) have an empty body; cancelling a point answers with the canceller.',
	'An order or point may name a store, and an order a contact, that does not exist.',
	'A Quantity or Price of 0 is taken.',
	'null in a PATCH of an order, line, company, store or row is stored; OrderLines in a PATCH of an order are ignored.',
	'Deleting a contact leaves its orders, points and events.',
	'The shapes of point totals and sums by store and company, receivers, permission sources, media folders and dynamic tables.',
	'Email dispatches come newest first; receivers are contacts with an address that is not blocked.',
	'Bulk exports are CSV, of contacts, stores, points, orders, lines, events and companies; others hold no rows. Parquet is refused.',
	'Files (exports, media, person data) are fetched without a key.',
];
