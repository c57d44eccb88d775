import { isEmpty } from '../../shared/call';
import { toApiDate, toApiDateTime, whyNoDate } from '../../shared/dates';
import { invalid } from '../../shared/errors';
import type { FieldDefinition } from './definitions';
import { labelOf } from './definitions';

/** Characters; longer texts are not saved by the platform, without a word. */
const LONGEST_TEXT = 65_535;

/** What stands between several choices; an option that holds it cannot be stored. */
const BAR = '||';

const SINGLE_CHOICE = new Set(['dropdown', 'radio']);
const MULTI_CHOICE = new Set(['listbox', 'checkbox', 'multiselect']);

export const isSingleChoice = ({ type }: FieldDefinition) => SINGLE_CHOICE.has(type);
export const isMultiChoice = ({ type }: FieldDefinition) => MULTI_CHOICE.has(type);

const shown = (value: unknown) => {
	const json = typeof value === 'string' ? value : JSON.stringify(value);
	// Dates that are none, and NaN, are null in JSON.
	const text = json === undefined || json === 'null' ? String(value) : json;
	return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
};

/** The option a text names, by value or label; an exact match goes before one in another case. */
function findOption(field: FieldDefinition, text: string): string | undefined {
	const wanted = text.trim();
	const exact = field.options.find(({ value, label }) => value === wanted || label === wanted);
	if (exact !== undefined) return exact.value;
	const alike = field.options.filter(({ value, label }) =>
		[value, label].some((word) => word.toLowerCase() === wanted.toLowerCase()),
	);
	return alike.length === 1 ? alike[0].value : undefined;
}

function optionOf(field: FieldDefinition, given: unknown): string {
	const value = typeof given === 'string' ? given.trim() : given;
	const found = typeof value === 'object' ? undefined : findOption(field, String(value));
	if (found !== undefined) return found;
	const choices = field.options.map((option) => option.value);
	if (choices.length === 0) {
		throw invalid(
			labelOf(field),
			`${shown(value)} cannot be chosen: the field has no options`,
			'Add the options to the field in the platform first.',
		);
	}
	const some = choices.length > 12 ? [...choices.slice(0, 12), '…'] : choices;
	throw invalid(
		labelOf(field),
		`${shown(value)} is not one of the field's options`,
		`Use one of: ${some.join(', ')}. The platform would drop any other value without a word.`,
	);
}

/** An array as people type it into a text field: `["a", "b"]`. */
function typedArray(text: string): unknown[] | undefined {
	if (!text.trim().startsWith('[')) return undefined;
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

/** What is given for several choices: an array, `||a||b||`, or text separated by commas, as its entries. */
function entriesOf(field: FieldDefinition, value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value === 'object') return [value];
	const text = String(value);
	// An option may itself hold a comma.
	if (findOption(field, text) !== undefined) return [text];
	return typedArray(text) ?? text.split(text.includes(BAR) ? BAR : ',');
}

function choicesOf(field: FieldDefinition, value: unknown): string[] {
	const choices = entriesOf(field, value)
		.filter((entry) => !isEmpty(entry))
		.map((entry) => optionOf(field, entry));
	const broken = choices.find((choice) => choice.includes(BAR));
	if (broken === undefined) return choices;
	throw invalid(
		labelOf(field),
		`the option ${shown(broken)} holds ${BAR}, which separates choices`,
		'Rename the option in the platform.',
	);
}

function numberOf(field: FieldDefinition, value: unknown): string {
	const text = typeof value === 'object' ? '' : String(value).trim();
	if (/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return text;
	throw invalid(
		labelOf(field),
		`${shown(value)} is not a number`,
		'Give digits with a point as decimal sign, such as 1234.56.',
	);
}

function textOf(field: FieldDefinition, value: unknown): string {
	if (typeof value === 'object') {
		throw invalid(
			labelOf(field),
			`${shown(value)} is not a text`,
			'Map a single value, or join a list into one text first.',
		);
	}
	const text = String(value);
	const length = text.length > LONGEST_TEXT ? [...text].length : text.length;
	if (length > LONGEST_TEXT && field.type !== 'textarea') {
		throw invalid(
			labelOf(field),
			`the text has ${length} characters`,
			`Shorten it to ${LONGEST_TEXT}, which is all the platform saves.`,
		);
	}
	return text;
}

/**
 * A value as the API wants it for a field of this type, always text (formats: the platform's fact sheet, section 3).
 * The API drops what does not fit without a word, so that is refused here.
 *
 * @returns undefined where several choices are asked for and none is given: the field is left as it is
 * @throws Failure that names the field, the value and what fits
 */
export function toApiValue(
	field: FieldDefinition,
	value: unknown,
	timezone: string,
): string | undefined {
	if (isSingleChoice(field))
		return optionOf(field, Array.isArray(value) && value.length === 1 ? value[0] : value);
	if (isMultiChoice(field)) {
		const choices = new Set(choicesOf(field, value));
		return choices.size === 0 ? undefined : `${BAR}${[...choices].join(BAR)}${BAR}`;
	}
	if (field.type === 'number' || field.type === 'currency') return numberOf(field, value);
	if (field.type === 'date' || field.type === 'datetime') {
		const date =
			field.type === 'date' ? toApiDate(value, timezone) : toApiDateTime(value, timezone);
		if (date !== undefined) return date;
		throw invalid(
			labelOf(field),
			`${shown(value)} ${whyNoDate(value)}`,
			`Give it as ${field.type === 'date' ? '2011-12-23' : '2021-08-13T17:51:44+02:00'}; the day must exist.`,
		);
	}
	return textOf(field, value);
}

/** A stored value as people want to read it: several choices as a list, everything else as it is. */
export function fromApiValue(
	field: FieldDefinition | undefined,
	value: unknown,
): string | string[] {
	const text = String(value ?? '');
	const several = (field !== undefined && isMultiChoice(field)) || /^\|\|.*\|\|$/s.test(text);
	return several ? text.split(BAR).filter((entry) => entry !== '') : text;
}
