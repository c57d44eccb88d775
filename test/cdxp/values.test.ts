import { checkEmail } from '../../nodes/shared/email';
import type { Failure } from '../../nodes/shared/errors';
import type { FieldDefinition } from '../../nodes/QuarticonCdxp/field/definitions';
import { fromApiValue, toApiValue } from '../../nodes/QuarticonCdxp/field/values';

const field = (type: string, options: string[] = []): FieldDefinition => ({
	id: '7',
	title: 'Field',
	type,
	perstag: 'FIELD',
	options: options.map((value) => ({ value, label: `${value} label` })),
});
const WARSAW = 'Europe/Warsaw';
const api = (type: string, value: unknown, options?: string[]) =>
	toApiValue(field(type, options), value, WARSAW);

function failureOf(work: () => unknown): Failure {
	try {
		work();
	} catch (error) {
		return error as Failure;
	}
	throw new Error('It was accepted');
}

describe('values become what the API wants', () => {
	it.each([
		['text', 'Zażółć', 'Zażółć'],
		['text', 12.5, '12.5'],
		['textarea', 'a\nb', 'a\nb'],
		['textarea', 'x'.repeat(70_000), 'x'.repeat(70_000)],
		['hidden', true, 'true'],
		['NULL', 'x', 'x'],
		['number', '1234.56', '1234.56'],
		['number', 0, '0'],
		['number', ' -3 ', '-3'],
		['currency', '10.00', '10.00'],
		['date', '2011-12-23', '2011-12-23'],
		['date', '23.12.2011', '2011-12-23'],
		['date', '1.2.2024', '2024-02-01'],
		['date', '2011-12-23T10:00:00', '2011-12-23'],
		['date', '2011-12-23T23:30:00Z', '2011-12-24'],
		['date', new Date('2024-02-29T12:00:00Z'), '2024-02-29'],
		['date', { toJSDate: () => new Date('2024-02-29T12:00:00Z') }, '2024-02-29'],
		['datetime', '2021-08-13T17:51:44+00:00', '2021-08-13T19:51:44+02:00'],
		['datetime', '2021-08-13 17:51', '2021-08-13T17:51:00+02:00'],
		['datetime', '2021-01-13 17:51:44', '2021-01-13T17:51:44+01:00'],
		['datetime', '2021-08-13', '2021-08-13T00:00:00+02:00'],
		['datetime', '2021-03-28T03:30:00', '2021-03-28T03:30:00+02:00'],
	])('%s %p → %p', (type, value, expected) => expect(api(type, value)).toBe(expected));

	it.each([
		['dropdown', 'Gold', 'Gold'],
		['dropdown', ' gold ', 'Gold'],
		['radio', 'Gold label', 'Gold'],
		['radio', ['Silver'], 'Silver'],
		['listbox', ['Gold', 'Silver'], '||Gold||Silver||'],
		['listbox', 'Gold, silver', '||Gold||Silver||'],
		['checkbox', '||Gold||', '||Gold||'],
		['multiselect', 'Red, or blue', '||Red, or blue||'],
		['listbox', ['Gold', 'Gold'], '||Gold||'],
	])('%s %p → %p', (type, value, expected) =>
		expect(api(type, value, ['Gold', 'Silver', 'Red, or blue'])).toBe(expected),
	);
});

describe('values that do not fit are refused with field, value and remedy', () => {
	it.each([
		['number', 'abc', 'not a number', 'decimal sign'],
		['number', '0x10', 'not a number', 'decimal sign'],
		['number', '1e5', 'not a number', 'decimal sign'],
		['number', [5], 'not a number', 'decimal sign'],
		['number', '1 234,56', 'not a number', 'decimal sign'],
		['date', '1985-02-30', 'not a date', '2011-12-23'],
		['date', 'wczoraj', 'not a date', 'the day must exist'],
		['date', '2024-13-01', 'not a date', 'the day must exist'],
		['datetime', '2021-08-13T25:00:00', 'not a date', '2021-08-13T17:51:44+02:00'],
		['dropdown', 'Platynowy', "not one of the field's options", 'Gold, Silver'],
		['listbox', 'Gold, Brown', "not one of the field's options", 'Gold, Silver'],
		['listbox', ['Gold', 7], "not one of the field's options", 'Gold, Silver'],
		['text', { a: 1 }, 'is not a text', 'single value'],
		['text', 'x'.repeat(65_536), '65536 characters', '65535'],
	])('%s %p', (type, value, problem, remedy) => {
		const { facts } = failureOf(() => api(type, value, ['Gold', 'Silver']));
		expect(facts.message).toContain('Field (ID 7)');
		expect(facts.message).toContain(problem);
		expect(facts.remedy).toContain(remedy);
		expect(facts.field).toBe('Field (ID 7)');
	});
});

it.each([[[]], [', ,'], ['||||'], [['', null]]])(
	'leaves the field as it is for no choice at all: %p',
	(value) => {
		expect(api('listbox', value, ['Gold'])).toBeUndefined();
	},
);

it('reads several choices as a list', () => {
	expect(fromApiValue(field('listbox'), '||a||b||')).toEqual(['a', 'b']);
	expect(fromApiValue(field('listbox'), 'a')).toEqual(['a']);
	expect(fromApiValue(field('text'), 'a')).toBe('a');
	expect(fromApiValue(undefined, '||a||')).toEqual(['a']);
	expect(fromApiValue(field('text'), null)).toBe('');
});

describe('checkEmail', () => {
	it.each([
		'jan@example.com',
		' Jan.Kowalski+shop@Example.co.uk ',
		"o'neil@example.com",
		'jan@kraków.example',
		'1@a.pl',
	])('accepts %p', (email) => expect(checkEmail(email)).toBe(email.trim()));

	it.each([
		['', 'no e-mail address is given'],
		[undefined, 'no e-mail address is given'],
		[{ a: 1 }, 'no e-mail address is given'],
		['jan.example.com', 'no @'],
		['jan@@example.com', 'more than one @'],
		['jan kowalski@example.com', 'a space'],
		['@example.com', 'nothing stands before'],
		['jan@', 'no domain'],
		['jan@example', 'no dot'],
		['jan@example.com.', 'wrong place'],
		['jan@.example.com', 'wrong place'],
		['jan..k@example.com', 'wrong place'],
		['.jan@example.com', 'wrong place'],
		['jan@-example.com', 'wrong place'],
		['jan,kowalski@example.com', 'a character'],
		['<jan@example.com>', 'a character'],
		[`${'x'.repeat(250)}@example.com`, '254'],
	])('refuses %p', (email, problem) => {
		const { facts } = failureOf(() => checkEmail(email));
		expect(facts.message).toContain(problem);
		expect(facts.field).toBe('Email');
		expect(facts.remedy).not.toBe('');
	});
});
