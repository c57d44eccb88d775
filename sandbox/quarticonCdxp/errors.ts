import { Refusal } from '../shared/platform';
import type { RuleSet } from '../shared/rules';
import type { RuleId } from './rules';

/** One entry of the vendor's `errors` array. */
export interface ErrorEntry {
	status?: number;
	title: string;
	detail?: string;
	code?: string;
	error?: string;
	source?: { pointer: string };
}

const at = (attribute: string) => ({ pointer: `/data/attributes/${attribute}` });

const related = (thing: string, attribute = thing) => ({
	title: `The related ${thing} does not exist.`,
	detail: '',
	code: 'related_missing',
	error: `${thing}_not_exist`,
	source: at(attribute),
});

/** Texts the vendor is known to answer with. */
export const entries = {
	emailInvalid: {
		title: 'Contact Email Address is not valid.',
		detail: '',
		code: 'email_invalid',
		error: 'must_be_valid_email_address',
		source: at('email'),
	},
	emailDuplicate: {
		title: 'Email address already exists in the system',
		detail: '',
		code: 'duplicate',
		source: at('email'),
	},
	listMissing: related('list'),
	contactMissing: related('contact'),
	accountMissing: related('account'),
	statusInvalid: {
		title: 'The value you selected is not a valid choice.',
		detail: '',
		code: 'field_invalid',
		source: at('status'),
	},
	fieldInvalid: {
		title: 'Field id not valid',
		detail: '',
		code: 'field_invalid',
		source: at('field'),
	},
	tagIdMissing: {
		title: 'No tag id provided',
		detail: '',
		code: 'field_missing',
		source: at('tag'),
	},
	contactTagIncomplete: (attribute: string) => ({
		status: 422,
		title: 'Missing attribute',
		source: at(attribute),
	}),
	otherAccount: {
		title:
			'This contact is already associated with an account. We currently do not support contacts on multiple accounts.',
		detail: '',
		code: 'field_invalid',
		source: at('account,contact'),
	},
	accountNameTaken: (name: string) => ({
		title: `An account named "${name}" already exists. Please choose a new name.`,
		detail: '',
		code: 'duplicate',
		source: at('name'),
	}),
	relatedMissing: related,
	notProvided: (thing: string, attribute: string) => ({
		title: `The ${thing} ${attribute} was not provided.`,
		detail: '',
		code: 'field_missing',
		source: at(attribute),
	}),
	/** For what the platform holds once; the wording is the sandbox's. */
	taken: (thing: string, attribute: string) => ({
		title: `There is already a ${thing} with this ${attribute}`,
		detail: '',
		code: 'duplicate',
		source: at(attribute),
	}),
	fieldTitleTaken: (title: string) => ({
		title: 'There is already a field with this title',
		detail: `There is already a field named '${title}' -- choose another name`,
		code: 'duplicate',
	}),
	secondContactTaken: {
		title: 'The given contact is already associated to the deal',
		detail: '',
		code: 'field_invalid',
		source: at('contact'),
	},
	attributeMissing: (attribute: string) => ({
		title: `The ${attribute} attribute was not provided`,
		detail: '',
		code: 'field_missing',
		source: at(attribute),
	}),
	attributeInvalid: (attribute: string) => ({
		title: `The ${attribute} attribute is not valid`,
		detail: '',
		code: 'field_invalid',
		source: at(attribute),
	}),
} satisfies Record<string, ErrorEntry | ((first: string, second: string) => ErrorEntry)>;

/** 422 with one or more entries. */
export function unprocessable(...errors: ErrorEntry[]): Refusal {
	return new Refusal(422, { errors });
}

export function syncWithoutEmail(): Refusal {
	return new Refusal(400, {
		errors: [
			{ status: 400, title: 'Bad Request', detail: 'Contact email must be provided for sync' },
		],
	});
}

/** The old form of a 404, with the vendor's internal name. */
export function notFound(
	rules: RuleSet<RuleId>,
	internalName: string,
	id: string | number,
): Refusal {
	return rules.on('missingThings404')
		? new Refusal(404, { message: `No Result found for ${internalName} with id ${id}` })
		: unknownRoute();
}

/** The newer form of a 404, as contactTags answers it. */
export function contactNotFound(): Refusal {
	return new Refusal(404, {
		errors: [{ status: 404, title: 'Not Found', detail: 'Contact not found' }],
	});
}

/** The one refusal whose `errors` is a text. */
export function bulkOptionsRefused(): Refusal {
	return new Refusal(422, {
		errors: 'Bulk operation failed. Request must contain an array of fieldOption objects.',
	});
}

/** The 404 of the custom fields of deals and accounts. */
export function notFoundPlain(): Refusal {
	return new Refusal(404, { errors: [{ status: 404, title: 'Not Found' }] });
}

export function forbidden(): Refusal {
	return new Refusal(403, { message: 'Forbidden' });
}

export function badJson(): Refusal {
	return new Refusal(400, {
		errors: [{ status: 400, title: 'Bad Request', detail: 'The request body is not valid JSON' }],
	});
}

export function unknownRoute(): Refusal {
	return new Refusal(404, { message: 'Not Found' });
}
