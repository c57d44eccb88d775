import { isEmpty } from '../../shared/call';
import { toApiDate, toApiDateTime } from '../../shared/dates';
import { invalid } from '../../shared/errors';
import type { FieldDefinition } from './definitions';
import { labelOf } from './definitions';

/** Longer texts are not saved by the platform, without a word. */
const LONGEST_TEXT = 65_535;

const SINGLE_CHOICE = new Set(['dropdown', 'radio']);
const MULTI_CHOICE = new Set(['listbox', 'checkbox', 'multiselect']);

export const isSingleChoice = ({ type }: FieldDefinition) => SINGLE_CHOICE.has(type);
export const isMultiChoice = ({ type }: FieldDefinition) => MULTI_CHOICE.has(type);

const shown = (value: unknown) => {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
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
	const found = findOption(field, String(value));
	if (found !== undefined) return found;
	const choices = field.options.map((option) => option.value);
	const some = choices.length > 12 ? [...choices.slice(0, 12), '…'] : choices;
	throw invalid(
		labelOf(field),
		`${shown(value)} is not one of the field's options`,
		`Use one of: ${some.join(', ')}. The platform would drop any other value without a word.`,
	);
}

/** Several choices from an array, from `||a||b||`, or from text separated by commas. */
function choicesOf(field: FieldDefinition, value: unknown): string[] {
	if (Array.isArray(value))
		return value.filter((entry) => !isEmpty(entry)).map((entry) => optionOf(field, entry));
	const text = String(value);
	if (text.includes('||')) {
		return text
			.split('||')
			.filter((entry) => entry.trim() !== '')
			.map((entry) => optionOf(field, entry));
	}
	// An option may itself hold a comma.
	const whole = findOption(field, text);
	if (whole !== undefined) return [whole];
	return text
		.split(',')
		.filter((entry) => entry.trim() !== '')
		.map((entry) => optionOf(field, entry));
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
	if (text.length > LONGEST_TEXT && field.type !== 'textarea') {
		throw invalid(
			labelOf(field),
			`the text has ${text.length} characters`,
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
		return choices.size === 0 ? undefined : `||${[...choices].join('||')}||`;
	}
	if (field.type === 'number' || field.type === 'currency') return numberOf(field, value);
	if (field.type === 'date' || field.type === 'datetime') {
		const date =
			field.type === 'date' ? toApiDate(value, timezone) : toApiDateTime(value, timezone);
		if (date !== undefined) return date;
		throw invalid(
			labelOf(field),
			`${shown(value)} is not a date`,
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
	return several ? text.split('||').filter((entry) => entry !== '') : text;
}
