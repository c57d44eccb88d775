import { toApiDate, toApiDateTime, toUnixSeconds, whyNoDate } from '../../nodes/shared/dates';
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
	optionCount: options.length,
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

describe('dates in the notations people and programs use', () => {
	it.each([
		['2011-12-23', '2011-12-23'],
		['2011-1-3', '2011-01-03'],
		['2011/12/23', '2011-12-23'],
		['2011.12.23', '2011-12-23'],
		['20111223', '2011-12-23'],
		['23.12.2011', '2011-12-23'],
		['3.4.2024', '2024-04-03'],
		['23/12/2011', '2011-12-23'],
		['12/23/2011', '2011-12-23'],
		['23-12-2011', '2011-12-23'],
		['05/05/2024', '2024-05-05'],
		['23 Dec 2011', '2011-12-23'],
		['23-Dec-2011', '2011-12-23'],
		['23rd December 2011', '2011-12-23'],
		['December 23, 2011', '2011-12-23'],
		['Dec. 23 2011', '2011-12-23'],
		['3 Sept 2011', '2011-09-03'],
		['Friday, 23 December 2011', '2011-12-23'],
		['2011-12-23 10:15', '2011-12-23'],
		['2011-12-23T10:15:00.123456', '2011-12-23'],
		['2011-12-23 23:15:00+00', '2011-12-24'],
		['Fri, 23 Dec 2011 23:15:00 GMT', '2011-12-24'],
		['Fri Dec 23 2011 10:15:00 GMT+0100 (Central European Standard Time)', '2011-12-23'],
		['12/23/2011, 11:15 PM', '2011-12-23'],
		['12/23/2011 at 12:15 a.m.', '2011-12-23'],
		[1324594800, '2011-12-23'],
		[1324594800.9, '2011-12-23'],
		['1324594800000', '2011-12-23'],
		[' 2011-12-23 ', '2011-12-23'],
	])('%p → %p', (value, expected) => expect(toApiDate(value, WARSAW)).toBe(expected));

	it.each([
		['03/04/2024', 'may be 3 April or 4 March'],
		['3/4/2024 10:00', 'may be 3 April or 4 March'],
		['03-04-2024', 'may be 3 April or 4 March'],
		['30/02/2024', 'is not a date'],
		['31.04.2024', 'is not a date'],
		['2023-02-29', 'is not a date'],
		['23.12.11', 'is not a date'],
		['12/2011', 'is not a date'],
		['2011-12', 'is not a date'],
		['2011-12-23T25:00', 'is not a date'],
		['2011-12-23T10:60', 'is not a date'],
		['2011-12-23 13:00 PM', 'is not a date'],
		['2011-12-23T10:00+99:00', 'is not a date'],
		['2011-12-23T10:00+01:99', 'is not a date'],
		['2011-12-23T10:00 CEST', 'is not a date'],
		['0000-00-00', 'is not a date'],
		['0001-01-01', 'is not a date'],
		['23 Foo 2011', 'is not a date'],
		['12345678901', 'is not a date'],
		[45000, 'is not a date'],
		[NaN, 'is not a date'],
		[true, 'is not a date'],
		[[], 'is not a date'],
		[{}, 'is not a date'],
		['today', 'is not a date'],
	])('%p %s', (value, why) => {
		expect(toApiDate(value, WARSAW)).toBeUndefined();
		expect(toApiDateTime(value, WARSAW)).toBeUndefined();
		expect(toUnixSeconds(value, WARSAW)).toBeUndefined();
		expect(whyNoDate(value)).toBe(why);
	});

	// What clocks show twice means the first time; what they leave out is as much later.
	it.each([
		['2024-03-31 01:59', WARSAW, '2024-03-31T01:59:00+01:00'],
		['2024-03-31 02:00', WARSAW, '2024-03-31T03:00:00+02:00'],
		['2024-03-31 02:59', WARSAW, '2024-03-31T03:59:00+02:00'],
		['2024-03-31 03:00', WARSAW, '2024-03-31T03:00:00+02:00'],
		['2024-10-27 01:59', WARSAW, '2024-10-27T01:59:00+02:00'],
		['2024-10-27 02:00', WARSAW, '2024-10-27T02:00:00+02:00'],
		['2024-10-27 02:59', WARSAW, '2024-10-27T02:59:00+02:00'],
		['2024-10-27 03:00', WARSAW, '2024-10-27T03:00:00+01:00'],
		['2024-10-27T02:30:00+01:00', WARSAW, '2024-10-27T02:30:00+01:00'],
		['2024-10-27T00:30:00Z', WARSAW, '2024-10-27T02:30:00+02:00'],
		['2024-03-10 02:30', 'America/New_York', '2024-03-10T03:30:00-04:00'],
		['2024-11-03 01:30', 'America/New_York', '2024-11-03T01:30:00-04:00'],
		['2024-11-03 02:00', 'America/New_York', '2024-11-03T02:00:00-05:00'],
		['2024-04-07 02:15', 'Australia/Lord_Howe', '2024-04-07T02:15:00+10:30'],
		['2024-10-06 02:15', 'Australia/Lord_Howe', '2024-10-06T02:45:00+11:00'],
		// Midnight does not exist where clocks change at that hour.
		['2018-11-04', 'America/Sao_Paulo', '2018-11-04T01:00:00-02:00'],
		['2024-01-01 12:00', 'Asia/Kathmandu', '2024-01-01T12:00:00+05:45'],
		['2024-01-01 12:00', 'Pacific/Kiritimati', '2024-01-01T12:00:00+14:00'],
		// A day that a whole country left out.
		['2011-12-30 12:00', 'Pacific/Apia', '2011-12-31T12:00:00+14:00'],
		['1969-07-20 20:17', 'UTC', '1969-07-20T20:17:00+00:00'],
	])('%s in %s is %s', (written, zone, expected) =>
		expect(toApiDateTime(written, zone)).toBe(expected),
	);

	it.each(['Europe/Warsaw', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'])(
		'every half hour of a year reads as JavaScript reads it, in %s',
		(zone) => {
			const shown = new Intl.DateTimeFormat('sv-SE', {
				timeZone: zone,
				dateStyle: 'short',
				timeStyle: 'medium',
			});
			const wrong: string[] = [];
			const seen = new Set<string>();
			for (let at = Date.UTC(2024, 0); at < Date.UTC(2025, 0); at += 1800_000) {
				const written = shown.format(at);
				// The second time that a clock shows the same reads as the first.
				if (!seen.has(written) && toUnixSeconds(written, zone) !== at / 1000) wrong.push(written);
				seen.add(written);
			}
			expect(wrong).toEqual([]);
		},
	);
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
