import { rule } from '../shared/rules';

/**
 * Every behaviour of the vendor that the sandbox keeps to, one by one switchable. The number is the section of the
 * project's fact sheet, the tags name its source; the last argument marks what no source states. This is the one place
 * where assumptions live.
 */
// One rule per line reads as a table.
// prettier-ignore
export const VOYADO_RULES = [
	rule('voyadoKeyRequired', 1, 'docs', 'A missing or wrong apikey is refused; the status 401 is our choice.', true),
	rule('voyadoKeyHeaderOnly', 1, 'docs, stape, wp, dixa, hantera, labd', 'The key counts in the header apikey; off, in x-api-key and as a bearer token too.'),
	rule('voyadoUserAgentNeeded', 1, 'docs', 'A request needs a User-Agent; the status 400 is our choice.', true),
	rule('voyadoUserAgentForm', 1, 'docs', 'The User-Agent has the form Product/Version; the status 400 is our choice.', true),
	rule('voyadoContentTypeNeeded', 1, 'docs', 'A request, also a GET, without Content-Type: application/json gives 500 and a plain text.'),
	rule('voyadoRateLimit', 1, 'docs', 'More than 200 requests in a second give 429.'),
	rule('voyadoLimitPerKey', 1, 'docs', 'Each API key has the whole limit, not the tenant.'),
	rule('voyadoErrorCode', 1, 'inf', 'An error has its documented name in errorCode; off, in message.', true),
	rule('voyadoErrorDetail', 1, 'wp', 'An error says in detail what is wrong.'),
	rule('voyadoUnknownRoute404', 1, 'inf', 'A path or method the API does not have gives 404.', true),
	rule('voyadoBrokenJson400', 1, 'inf', 'A body that is not JSON gives 400.', true),
	rule('voyadoPlusIsSpace', 1, 'docs, wp', 'A + in a query that is not written as %2B is a space.'),

	rule('voyadoIdIsBareString', 3.1, 'stape', 'The ID of a contact comes as a bare JSON string; off, as {"id"}.'),
	rule('voyadoLookupChecked', 3.1, 'docs', 'What cannot be an address, a number or a type gives 400 with the name of that error; what is checked is our choice.', true),
	rule('voyadoLookupNeedsOne', 3.1, 'docs', 'A look-up without an identifier gives 400 InvalidSearchQuery; that the name means this is our choice.', true),
	rule('voyadoLookupAllFit', 3.1, 'inf', 'Where several identifiers are given, a contact must fit all; off, the first counts.', true),
	rule('voyadoAnyOrder', 3.1, 'docs', 'any is tried as e-mail, personal number, mobile phone, custom key; off, from the other end.'),
	rule('voyadoAnyStops', 3.1, 'docs', 'any stops at the first kind the value is valid as, even when that finds nothing.'),
	rule('voyadoLookupByType', 3.1, 'docs', 'contactType limits a look-up to contacts of that type.'),
	rule('voyadoNotFound404', 3.1, 'seed, docs', 'A contact that does not exist gives 404 ContactNotFound; off, 400.'),
	rule('voyadoMultiple409', 3.1, 'docs', 'Several contacts give 409 MultipleMatches; off, the ID of the first.'),
	rule('voyadoMatchesListed', 3.1, 'stape', 'MultipleMatches lists the IDs in messageDetails.multipleMatchesFound.'),
	rule('voyadoCustomKeySetUp', 3.1, 'inf', 'A custom key in a tenant that has none set up gives 500 InvalidSystemConfiguration; off, 404.', true),

	rule('voyadoCreated201', 3.2, 'seed', 'A created contact is answered with 201.'),
	rule('voyadoCreatedInFull', 3.2, 'seed', 'A created contact comes back in full; off, its ID alone.'),
	rule('voyadoNoData', 3.2, 'wp', 'An empty body gives 400 NoData; that this also holds for updates and bulk requests is our choice.', true),
	rule('voyadoCreateAsMember', 3.2, 'docs', 'A contact created without a type is a Member; off, of the default type of the tenant.'),
	rule('voyadoTypeMustExist', 3.2, 'docs', 'The type of a new contact must exist; the answer 422 ValidationError is our choice.', true),
	rule('voyadoKeyFieldNeeded', 3.2, 'docs', 'A new contact needs the key field of its type; the answer 422 ValidationError is our choice.', true),
	rule('voyadoMandatoryFields', 3.2, 'docs', 'A new contact needs the mandatory fields of its type; the answer 422 ValidationError is our choice.', true),
	rule('voyadoValuesChecked', 3.2, 'inf', 'A value that cannot be an address, a phone number or a preference gives 422 ValidationError.', true),
	rule('voyadoKeyTaken409', 3.2, 'docs, wp', 'A key that an approved contact has gives 409 ApprovedContactWithKeyExists; off, 200 and that contact, as the v2 reference tells it.'),
	rule('voyadoUnapprovedYields', 3.2, 'inf', 'The key of a contact that is not approved may be used again.', true),
	rule('voyadoKeyInCreation', 3.2, 'wp', 'A key that a queued bulk request is about to create gives 409 ContactWithKeyIsBeingCreated; that this is when is our choice.', true),
	rule('voyadoCreateQuery', 3.2, 'docs', 'source, storeExternalId and createAsUnapproved count in the query; that meta of the contact shows them is our choice.', true),
	rule('voyadoOldHeadersIgnored', 3.2, 'docs', 'The headers that v2 took them from are ignored.'),

	rule('voyadoAttributesWrapped', 3.3, 'sdk2', 'The fields of a contact stand in attributes, as in v2; off, beside its ID.', true),

	rule('voyadoEmptyOverwrites', 3.4, 'seed, docs', 'An empty text or null in an update overwrites what was there.'),
	rule('voyadoUnknownIgnored', 3.4, 'docs', 'Fields the tenant does not have are ignored without a word; off, they are refused.'),
	rule('voyadoTypeStays', 3.4, 'seed', 'An update cannot change the type; that it is ignored there is our choice.', true),
	rule('voyadoPreferencesMerged', 3.4, 'inf', 'A preference that an update leaves out stays.', true),
	rule('voyadoUpdate200', 3.4, 'seed', 'An update is answered with 200 and the contact; off, with 202 and no body. When which comes is our choice.', true),
	rule('voyadoUpdateKeyTaken', 3.4, 'inf', 'An update to a key that another approved contact has gives 409 ApprovedContactWithKeyExists.', true),
	rule('voyadoUnchangedSilent', 3.4, 'inf', 'An update that changes nothing is no change and sends no event.', true),
	rule('voyadoDelete200', 3.4, 'inf', 'A deletion is answered with 200 and no body; off, with 204.', true),

	rule('voyadoUpgradeChecksFields', 3.5, 'sdk2', 'The mandatory fields of the new type must already be on the contact; the answer 422 ValidationError is our choice.', true),
	rule('voyadoUpgradeTypeKnown', 3.5, 'inf', 'A missing or unknown contactTypeId gives 400 InvalidContactType.', true),
	rule('voyadoUpgradeToMember', 3.5, 'seed', 'A contact may become a Member; off, that is refused as in v2.'),
	rule('voyadoUpgradeNoBody', 3.5, 'inf', 'A change of type is answered with 200 and no body; off, with the contact.', true),

	rule('voyadoBulkMost4000', 3.6, 'docs', 'A bulk request has at most 4,000 contacts; the answer 400 is our choice.', true),
	rule('voyadoBulkIsArray', 3.6, 'sdk2', 'The body of a bulk request is an array; the answer 400 NoData is our choice.', true),
	rule('voyadoBulk202', 3.6, 'inf', 'A bulk request is answered with 202; off, with 200.', true),
	rule('voyadoBulkBatchString', 3.6, 'sdk2', 'The batch ID comes as a bare JSON string; off, as {"batchId"}.'),
	rule('voyadoBulkLater', 3.6, 'seed', 'A bulk request is applied later; off, at once. How much later is our choice.'),
	rule('voyadoBulkInOrder', 3.6, 'inf', 'Batches, and the contacts of one, are applied in the order they were sent.', true),
	rule('voyadoBulkDefaultType', 3.6, 'docs', 'Without contactType a bulk request creates contacts of the default type of the tenant; off, Members.'),
	rule('voyadoBulkIdentifier', 3.6, 'docs', 'A contact of a bulk update is found by its id or key field; off, by the key field only. That id is the name is our choice.', true),
	rule('voyadoBulkRowsAlone', 3.6, 'inf', 'A contact that cannot be applied leaves the rest of its batch alone.', true),
	rule('voyadoBulkExport', 3.6, 'sdk2', 'avoidTriggeringExport keeps a bulk update from being exported, and does nothing for a bulk creation.'),
	rule('voyadoBulkStatus', 3.6, 'sdk2', 'How far a batch is, is told at /contacts/bulk/status as in v2; that v3 has it is our choice.', true),
	rule('voyadoBulkStatusShape', 3.6, 'inf', 'The status has batchId, status, total, succeeded, failed and errors; off, it is a bare string.', true),

	rule('voyadoChangesTyped', 3.7, 'docs', 'changeType is Created, Updated or Deleted and must be given; the answer 400 is our choice.', true),
	rule('voyadoChangesFrom', 3.7, 'docs', 'fromDate must be given; the answer 400 is our choice.', true),
	rule('voyadoChangesTo', 3.7, 'docs', 'toDate ends the changes, and without it now does; that both ends belong to them is our choice.', true),
	rule('voyadoChangesDates', 3.7, 'docs', 'Dates have the form 2023-05-04 11:05:00.000; that others give 400 is our choice.', true),
	rule('voyadoChangesUtc', 3.7, 'inf', 'Dates are UTC; off, the time of Stockholm.', true),
	rule('voyadoChangesOnce', 3.7, 'inf', 'A contact that changed several times is listed once.', true),
	rule('voyadoChangesMost', 3.7, 'docs', 'More than 250,000 changes give 400.'),

	rule('voyadoContactIdChecked', 3.8, 'docs', 'What is asked of a contact needs its contactId, a GUID; the answer 400 InvalidContactId is our choice.', true),
	rule('voyadoTransactionsPage', 3.8, 'sdk2', 'Transactions come from offset on, 0 unless given, count of them, 100 unless given, with totalCount; that v3 does as v2 is our choice.', true),
	rule('voyadoReturnsToo', 3.8, 'seed', 'Returns are among the transactions; that their numbers are negative is our choice.', true),

	rule('voyadoPromotionsActive', 3.9, 'seed', 'A promotion is listed while both the assignment and its template are active.'),
	rule('voyadoRedeemedToo', 3.9, 'seed', 'Redeemed promotions are listed too.'),
	rule('voyadoChannelFilter', 3.9, 'sdk2', 'redemptionChannelType limits promotions to ECOM, POS or OTHER; that v3 calls it as v2 does is our choice.', true),
	rule('voyadoAssignChecked', 3.9, 'docs', 'An assignment needs contactId and promotionId as GUIDs: 400 InvalidContactId, InvalidPromotionId.'),
	rule('voyadoAssignUnknown', 3.9, 'docs', 'An assignment of what does not exist gives 404 ContactNotFound or PromotionNotFound.'),
	rule('voyadoPromotionExpired', 3.9, 'docs', 'A promotion that is over cannot be assigned: 409 PromotionExpired.'),
	rule('voyadoRedeemPath', 3.9, 'docs', 'A promotion is redeemed at /promotion-assignments/{id}/redeem; off, nowhere.'),
	rule('voyadoRedeemById', 3.9, 'docs', 'The id of the assignment redeems, promotionId does not; the answer 404 PromotionNotAssociatedWithContact is our choice.', true),
	rule('voyadoRedeemChannel', 3.9, 'sdk2', 'redemptionChannel is ECOM, POS or OTHER (400 NotAValidRedemptionChannel) and one of the promotion (409 PromotionNotValidForRedemptionChannel).'),
	rule('voyadoRedeemOnce', 3.9, 'sdk2', 'A promotion is redeemed once: 409 PromotionAlreadyRedeemed.'),

	rule('voyadoCountIsBare', 3.1, 'docs, sdk2', 'A count of contacts is a bare number; that v3 has it is our choice.', true),
	rule('voyadoCountByType', 3.1, 'sdk2', 'Contacts are counted by type; that an unknown type gives 400 InvalidContactType is our choice.', true),
	rule('voyadoOverviewType', 3.1, 'docs', 'An overview by anything but contactId needs contactType; the answer 400 InvalidContactType is our choice.', true),

	rule('voyadoHookSigned', 4, 'svix', 'A webhook call has id, timestamp in seconds and a signature of both and the body, made with the secret.'),
	rule('voyadoHookPayload', 4, 'inf', 'An event is {"type", "timestamp", "data": {"contactId"}}; off, the data alone.', true),
	rule('voyadoHookDeletedName', 4, 'inf', 'A deletion is told as contact.deleted; off, as contact.removed.', true),
	rule('voyadoHookPreferences', 4, 'docs', 'A preference that changes sends an event of its own, with contact.updated.'),
	rule('voyadoHookNotAtCreation', 4, 'docs', 'Preferences send no event when a contact is created.'),
];

export type VoyadoRuleId = (typeof VOYADO_RULES)[number]['id'];

/** Smaller choices without a source, not worth a switch: listed so that nobody takes them for the vendor's word. */
export const VOYADO_CHOICES = [
	'The sentences in detail, and the names TooManyRequests, Unauthorized, InvalidRequest, NotFound and BatchNotFound, are ours.',
	'A refused 429 has no Retry-After and no headers tell of the limit.',
	'A key is judged after Content-Type and User-Agent, and after the limit.',
	'E-mail addresses are the same in any case; spaces and dashes in phone and personal numbers do not count.',
	'The check digit of a personal number is not looked at; months and days are.',
	'A phone number in a look-up is E.164; in a contact it may be any digits.',
	'Fields a contact does not have are left out of it; preferences nobody set are false.',
	'An update is not checked for mandatory fields.',
	'meta has source, storeExternalId, approved, createdOn and updatedOn.',
	'Consents are seen on contacts and set from outside only, as no source says how they are written.',
	'A contact of a bulk creation may name its type, which goes before that of the query.',
	'A batch that nobody looks at waits, also beyond its time.',
	'An export is counted for each contact that is created or changed.',
	'Transactions come newest first; there is no largest count, and what is no count is that of none given.',
	'An overview is a contact, and never out of date.',
	'A webhook call that fails is not sent again.',
	'promotion.multichannel.assigned and contact.consent.changed tell of the contact and of the ids concerned.',
];
