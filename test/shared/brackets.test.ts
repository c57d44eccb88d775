import { parseForm, unbracket } from '../../nodes/shared/brackets';
import type { Nested } from './phpForm';
import { fieldsOf, toForm } from './phpForm';
import fc from './properties';

const read = (form: string, keyed: string[] = []) => unbracket(parseForm(form), keyed);

const UNTOUCHED = Object.getOwnPropertyNames(Object.prototype).join();
afterEach(() => {
	expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(UNTOUCHED);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

describe('parseForm', () => {
	it.each([
		['', {}],
		['a=1', { a: '1' }],
		['a', { a: '' }],
		['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
		['phone=%2B48+5', { phone: '+48 5' }],
		['contact%5Bid%5D=4', { 'contact[id]': '4' }],
		['city=%C5%81%C3%B3d%C5%BA', { city: 'Łódź' }],
		['a=%ZZ&b=%C5', { a: '%ZZ', b: '\uFFFD' }],
	])('reads %p', (form, fields) => expect(parseForm(form)).toEqual(fields));

	it('reads more than the 1,000 keys that n8n keeps', () => {
		const form = Array.from({ length: 5_000 }, (_, index) => `k${index}=v`).join('&');
		expect(Object.keys(parseForm(form))).toHaveLength(5_000);
	});

	it('keeps a key named __proto__ a plain key', () => {
		const fields = parseForm('__proto__=x&__proto__=y');
		expect(Object.entries(fields)).toEqual([['__proto__', ['x', 'y']]]);
		expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
	});
});

describe('unbracket', () => {
	it.each([
		['a=1', { a: '1' }],
		['a=1&a=2', { a: ['1', '2'] }],
		['a[b]=1&a[c][d]=2', { a: { b: '1', c: { d: '2' } } }],
		['a[0]=x&a[1]=y', { a: ['x', 'y'] }],
		['a[1]=y&a[0]=x', { a: ['x', 'y'] }],
		[
			'a[0][id]=1&a[1][id]=2&a[0][n]=A&a[1][n]=B',
			{
				a: [
					{ id: '1', n: 'A' },
					{ id: '2', n: 'B' },
				],
			},
		],
		['a[]=x', { a: ['x'] }],
		['a[]=x&a[]=y', { a: ['x', 'y'] }],
		[
			'a[][id]=1&a[][n]=A&a[][id]=2&a[][n]=B',
			{
				a: [
					{ id: '1', n: 'A' },
					{ id: '2', n: 'B' },
				],
			},
		],
		['a[b]=1&a[b]=2', { a: { b: ['1', '2'] } }],
		// Places that do not follow on each other from 0 are ids.
		['a[7]=x', { a: { 7: 'x' } }],
		['a[0]=x&a[2]=y', { a: { 0: 'x', 2: 'y' } }],
		['a[00]=x', { a: { '00': 'x' } }],
		['0=a&1=b', { 0: 'a', 1: 'b' }],
		['=x', { '': 'x' }],
		['User-Agent=x', { 'User-Agent': 'x' }],
	])('reads %p', (form, data) => expect(read(form)).toEqual(data));

	it.each(['a[', 'a]', 'a[b', 'a]b[', 'a[b]c', 'a[[b]]', '[a]', '[]', 'a[b][c', '[', ']'])(
		'keeps %p as it is, for it is no bracketed key',
		(key) => expect(unbracket({ [key]: 'v' })).toEqual({ [key]: 'v' }),
	);

	it('keeps numbers below a keyed name as ids, at any depth', () => {
		expect(
			read('contact[fields][0]=a&contact[fields][1]=b&account[fields][0][id]=1&fields[0]=c', [
				'fields',
			]),
		).toEqual({
			contact: { fields: { 0: 'a', 1: 'b' } },
			account: { fields: { 0: { id: '1' } } },
			fields: { 0: 'c' },
		});
	});

	it('prefers the details where a key is a value and a branch, whichever comes first', () => {
		const data = { list: [{ id: '3' }] };
		expect(read('list=3&list[0][id]=3')).toEqual(data);
		expect(read('list[0][id]=3&list=3')).toEqual(data);
		expect(read('a[b][c]=1&a[b]=2&a=3')).toEqual({ a: { b: { c: '1' } } });
	});

	it('gives back what PHP wrote, in any order of the keys', () => {
		const name = fc.stringMatching(/^[a-zA-Z_-][\w -]{0,8}$/).filter((key) => !(key in {}));
		const { value } = fc.letrec<{ value: Nested }>((tie) => ({
			value: fc.oneof(
				{ maxDepth: 4, depthSize: 'small' },
				fc.string({ unit: 'binary' }),
				fc.array(tie('value'), { minLength: 1, maxLength: 12 }),
				fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4 }),
			),
		}));
		const data = fc.dictionary(name, value, { maxKeys: 5 });
		fc.assert(
			fc.property(data, fc.infiniteStream(fc.nat()), (nested, numbers) => {
				const fields = fieldsOf(nested);
				const shuffled = fields
					.map((field) => ({ field, at: numbers.next().value as number }))
					.sort((a, b) => a.at - b.at)
					.map(({ field }) => field);
				expect(read(toForm(fields))).toEqual({ ...nested });
				expect(read(toForm(shuffled))).toEqual({ ...nested });
			}),
			{ numRuns: 100 },
		);
	});

	it('reads 100,000 hostile bodies without a fault', () => {
		const parts = [
			...['[', ']', '[]', '[0]', '[1]', '[-1]', '[00]', '[9007199254740993]', '[ ]', '[[', ']]'],
			...['&', '&&', '=', '==', '%', '%5B', '%5D', '%00', '%C5', '%ED%A0%80', '%ZZ', '+', ';', '#'],
			...['a', 'fields', 'contact', 'list', 'type', '__proto__', 'constructor', 'prototype'],
			...['toString', 'hasOwnProperty', 'length', '\u0000', '\uD800', 'ł', '𝔘', '\r\n', '"', '\\'],
		];
		let seed = 42;
		const next = (below: number) => {
			// The minimal standard generator of Park and Miller: the same bodies in every run.
			seed = (seed * 16_807) % 2_147_483_647;
			return seed % below;
		};
		for (let body = 0; body < 100_000; body++) {
			const length = next(40);
			let form = '';
			for (let part = 0; part < length; part++) form += parts[next(parts.length)];
			const data = read(form, ['fields']);
			// An expectation each would take longer than the reading.
			if (Object.getPrototypeOf(data) !== Object.prototype) throw new Error(form);
			if (body % 100 === 0) expect(JSON.parse(JSON.stringify(data))).toEqual(data);
		}
	}, 90_000);

	it.each<[string, (size: number) => string]>([
		['keys', (size) => Array.from({ length: size }, (_, n) => `k${n}=v`).join('&')],
		['places of a list', (size) => Array.from({ length: size }, (_, n) => `a[${n}]=v`).join('&')],
		['rows', (size) => Array.from({ length: size }, (_, n) => `a[${n}][b]=v`).join('&')],
		['open brackets', (size) => 'a[]=v&'.repeat(size)],
		['open rows', (size) => 'a[][b]=v&a[][c]=v&'.repeat(size / 2)],
		['repetitions of a key', (size) => 'a=v&'.repeat(size)],
		['brackets', (size) => `a${'[b]'.repeat(size)}=v`],
		['halves of brackets', (size) => `a${'['.repeat(size)}${']'.repeat(size)}=v`],
		['separators', (size) => '&='.repeat(size)],
		['escapes', (size) => `a=${'%5B'.repeat(size)}`],
		[
			'keys that differ in their ends',
			(size) =>
				Array.from({ length: size }, (_, n) => `${'x'.repeat(20)}[${n.toString(36)}]=v`).join('&'),
		],
	])(
		'takes linear time for many %s',
		(_, make) => {
			// Where each looked at all others, this would be 10 billion steps.
			const form = make(100_000);
			const started = performance.now();
			read(form);
			expect(performance.now() - started).toBeLessThan(15_000);
		},
		30_000,
	);

	it('reads anything at all without a fault', () => {
		const key = fc.array(
			fc.constantFrom('[', ']', 'a', '0', '1', '', '__proto__', 'constructor', 'polluted', '.'),
			{ maxLength: 12 },
		);
		const fields = fc.array(
			fc.tuple(
				key.map((parts) => parts.join('')),
				fc.string(),
			),
		);
		fc.assert(
			fc.property(fields, (pairs) => {
				const data = read(toForm(pairs), ['a']);
				expect(Array.isArray(data)).toBe(false);
				expect(JSON.parse(JSON.stringify(data))).toEqual(data);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('hostile keys', () => {
	it.each([
		'__proto__=1',
		'__proto__[polluted]=1',
		'a[__proto__][polluted]=1',
		'a[b][][__proto__][polluted]=1',
		'constructor[prototype][polluted]=1',
		'a[constructor][prototype][polluted]=1',
		'a[prototype]=1',
		'constructor=1',
	])('leave nothing behind: %s', (form) => {
		expect(read(`${form}&ok=1`)).toEqual({ ok: '1' });
	});

	it('may be thousands of brackets', () => {
		const deep = `a${'[b]'.repeat(20_000)}`;
		const started = Date.now();
		expect(Object.keys(read(`${deep}=1&ok=1`))).toEqual([deep, 'ok']);
		expect(Object.keys(read(`a${'['.repeat(100_000)}=1`))).toHaveLength(1);
		expect(Object.keys(read(`a${'[]'.repeat(50_000)}=1`))).toHaveLength(1);
		expect(Date.now() - started).toBeLessThan(1_000);
	});

	it('nest 32 steps and no deeper', () => {
		const nested = (steps: number) => `a${'[b]'.repeat(steps - 1)}`;
		expect(Object.keys(read(`${nested(32)}=1`))).toEqual(['a']);
		expect(Object.keys(read(`${nested(33)}=1`))).toEqual([nested(33)]);
	});

	it('may be thousands, or huge', () => {
		const started = Date.now();
		const rows = Array.from({ length: 5_000 }, (_, index) => `a[${index}][b]=${index}`).join('&');
		expect(read(rows).a).toHaveLength(5_000);
		const huge = 'x'.repeat(1_000_000);
		expect(read(`a[b]=${huge}&${huge}[c]=1`)).toEqual({ a: { b: huge }, [huge]: { c: '1' } });
		expect(Date.now() - started).toBeLessThan(1_000);
	});
});
