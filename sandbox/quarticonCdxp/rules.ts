import { rule } from '../shared/rules';

/**
 * Every behaviour of the vendor that the sandbox keeps to, one by one switchable. The tags name the source in the
 * project's fact sheet; the last argument marks what no source states. This is the one place where assumptions live.
 */
// One rule per line reads as a table.
// prettier-ignore
export const CDXP_RULES = [
	rule('tokenRequired', 1, 'SEED, OFF', 'A missing or wrong Api-Token gives 403 {"message":"Forbidden"}.', true),
	rule('tokenHeaderAnyCase', 1, 'SEED', 'The header name counts in any case: Api-Token, api-token.'),
	rule('tokenOnlyInHeader', 1, 'SEED, OAS', 'A token in the query or as a bearer token is not accepted.'),
	rule('unknownRoute404', 1, 'inf', 'A path or method the API does not have gives 404 with a message.', true),
	rule('brokenJsonRefused', 1, 'inf', 'A body that is not JSON gives 400.', true),

	rule('rateLimitEnforced', 2, 'SEED, OFF', 'More requests than the limit of the account give 429; every request counts, whatever its token.'),
	rule('rateLimitHeaders', 2, 'OFF, GO', 'Every answer carries RateLimit-Limit and RateLimit-Remaining.'),
	rule('retryAfterHeader', 2, 'OFF', 'A 429 says in Retry-After how many seconds to wait.'),

	rule('idsAreStrings', 3, 'VCR, OAS', 'Ids in answers are strings.'),
	rule('totalIsString', 3, 'VCR', 'meta.total is a string.'),
	rule('eventsTotalIsInt', 3, 'OAS', 'At /webhook/events meta.total is an int.'),
	rule('sentIdTypesEchoed', 3, 'VCR', 'Ids of a created link come back in the JSON type they were sent in.'),
	rule('phpEscaping', 3, 'VCR', 'Answers are written the PHP way: / as \\/, non-ASCII as \\uXXXX, no charset in the content type.'),

	rule('pageSizeDefault20', 4, 'OAS, issues', 'Without limit a page has 20 rows.'),
	rule('pageSizeCap100', 4, 'OAS', 'A limit above 100 gives 100 rows.'),
	rule('idGreaterFilters', 4, 'OAS', 'id_greater and id_less cut the contact list by id.'),
	rule('ordersSortRows', 4, 'OAS', 'orders[…]=ASC|DESC sorts the contact list.'),
	rule('emailFilterExact', 4, 'OAS', 'email= finds the whole address only, never a part.'),
	rule('plusInQueryIsSpace', 4, 'OAS', 'A plain + in the query is a space.'),
	rule('includeSideLoads', 4, 'forum', 'include=fieldValues,contactLists,contactTags side-loads these into the contact list.'),
	rule('dateFiltersByDay', 4, 'OAS', 'filters[updated_after] and its siblings look at the day only; the named day itself counts as after, not before.', true),
	rule('missingThings404', 4, 'VCR', 'A missing thing gives 404 "No Result found for Subscriber with id 1", with the internal name.'),

	rule('syncStatus201Then200', 5, 'VCR, ACD', 'Sync answers 201 for a new contact and 200 for a known one.'),
	rule('syncShortThenLong', 5, 'VCR, OAS', 'Sync answers with the short form for a new contact, with the long form for a known one.'),
	rule('syncFieldValueIds', 5, 'GO, OAS', 'contact.fieldValues is a list of id strings; the objects stand at the top level.'),
	rule('syncReturnsSentValues', 5, 'ACD', 'The top level holds only the field values set by this call.'),
	rule('unknownFieldsDropped', 5, 'ACD', 'Unknown field ids and personalisation tags are dropped without a word.'),
	rule('omittedKeysPreserved', 5, 'GO, ACD', 'What a sync leaves out stays as it was.'),
	rule('emptyStringClears', 5, 'GO, ACD', 'An empty string empties a custom field.'),
	rule('emailMatchIgnoresCase', 5, 'inf', 'A contact is found by its e-mail in any case.', true),
	rule('syncNeedsEmail', 5, 'ACD', 'A sync without e-mail gives 400 with a text of its own.'),
	rule('emailChecked', 5, 'ACD', 'An impossible e-mail gives 422 email_invalid; what is impossible, and that spaces around it do not count, is our choice.', true),
	rule('duplicateRefused', 5, 'OAS', 'Creating or renaming a contact to a taken e-mail gives 422 duplicate.'),
	rule('syncPutAlias', 5, 'SEED', 'PUT /contact/sync works as POST does; only the QuarticOn article shows it.', true),
	rule('pluralSyncIsCreate', 5, 'GO', 'POST /contacts/sync is a plain create: 422 for a known e-mail.'),

	rule('fieldValueUpsert', 6, 'ACD', 'A second POST /fieldValues for the same contact and field keeps the id.'),
	rule('fieldValueBumpsUdate', 6, 'VCR', 'POST /fieldValues sets the udate of the contact.'),
	rule('fieldValueRefusesPerstag', 6, 'ACD', 'Unlike sync, /fieldValues refuses a personalisation tag: 422 "Field id not valid".'),
	rule('valuesStoredAsSent', 6, 'ACD, OAS', 'Multi-values are stored as sent: ||a||b||.'),
	rule('textLimit', 6, 'SEED', 'A text of more than 65,535 characters is not saved in a field of type text.'),
	rule('datetimeInAccountZone', 6, 'ACD, OFF', 'A datetime comes back in the zone of the account.'),
	rule('fieldOptionsSideLoaded', 6, 'OAS', 'GET /fields side-loads the options; a field names them by id.'),

	rule('oneAccountPerContact', 7, 'OAS, issues', 'A contact has one account at most: a second link gives 422 field_invalid.'),
	rule('accountDeleteCascades', 7, 'VCR', 'Deleting an account deletes its links to contacts.'),
	rule('accountNameUnique', 7, 'OAS', 'An account needs a name nobody else has: else 422.'),

	rule('consentStatusChecked', 8, 'ACD', 'A consent status other than 0 to 3 gives 422.'),
	rule('consentRepeatKeepsId', 8, 'ACD', 'Setting a consent again changes it in place: 200 and the same id.'),
	rule('relatedMissing', 8, 'EX', 'A consent for a list or contact that does not exist gives related_missing, both in one array; the status 422 is our choice.', true),
	rule('linkEndsMustExist', 8, 'inf', 'An account link or field value for a contact or account that does not exist gives 422 related_missing.', true),
	rule('tagCreateIdempotent', 8, 'ACD', 'Creating a tag that exists gives 200 and the existing tag.'),
	rule('contactTagRepeatIs200', 8, 'ACD', 'Adding a tag twice gives 201, then 200, with the same id and cdate; that the first is 201 is our choice.', true),
	rule('contactTagSecondDelete404', 8, 'GO', 'Removing a tag twice gives 404 the second time.'),

	rule('webhookFormBody', 10, 'OFF, CAP', 'Events are sent as a form with PHP bracket keys.'),
	rule('webhookFieldIdsNumeric', 10, 'CAP, GO', 'Custom fields in events are named by their id.'),
	rule('webhookEventFilter', 10, 'OFF', 'A webhook gets only the events it names.'),
	rule('webhookSourceFilter', 10, 'SEED, OFF', 'A webhook gets only events of the sources it names.'),
	rule('webhookListFilter', 10, 'OFF', 'A webhook with a listid gets list events of that list only.'),
	rule('webhookOneAttempt', 10, 'OFF', 'A failed delivery is never repeated.'),
	rule('webhook410Deactivates', 10, 'OFF, CORS', 'A receiver that answers 410 switches its webhook off: state "0" and a deactivated_date.', true),
	rule('webhookChecked', 10, 'inf', 'A webhook without name, usable url, known events or sources gives 422; https counts on port 443 only.', true),
	rule('repeatedConsentIsSilent', 10, 'inf', 'A consent that is set to the status it has fires no event; neither does a new contact without a list.', true),
	rule('initiatedByFollowsSource', 10, 'AP, inf', 'initiated_by is contact for public, else the name of the source; public and admin are captured, api and system are not.', true),
];

export type RuleId = (typeof CDXP_RULES)[number]['id'];

/** Smaller choices without a source, not worth a switch: listed so that nobody takes them for the vendor's word. */
export const CDXP_CHOICES = [
	'The limit counts in fixed windows unless told otherwise; a refused request does not count; Retry-After is the 30 of the documentation.',
	'The body of a 429 is {"message":"Too Many Requests"}.',
	'A limit of 0, below 0 or without digits counts as not given; an id without digits reads as 0.',
	'A webhook that is on has state "1"; a missing one is called Webhook in the 404.',
	'A new consent echoes the sent types, a repeated one only that of the status.',
	'A sync that changes nothing still bumps udate and fires update; a hook bound to a list gets updates of contacts on that list.',
	'POST /contacts without e-mail answers as with an impossible one.',
	'A cleared custom field stays as a row with an empty value; null reads as not sent for names, as empty for custom fields.',
	'Tag and account names are compared as they are, with case.',
];
