import crypto from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import { fingerprint } from '../../nodes/shared/canonical';
import { isRepeat } from '../../nodes/shared/repeats';
import { isKey, isSecret, newKey } from '../../nodes/shared/secret';
import fc from './properties';

/** The same data with the keys of every object the other way round. */
function reversed(data: unknown): unknown {
	if (Array.isArray(data)) return data.map(reversed);
	if (typeof data !== 'object' || data === null) return data;
	return Object.fromEntries(
		Object.entries(data)
			.reverse()
			.map(([key, value]) => [key, reversed(value)]),
	);
}

describe('fingerprint', () => {
	const { data } = fc.letrec<{ data: unknown }>((tie) => ({
		data: fc.oneof(
			{ maxDepth: 3, depthSize: 'small' },
			fc.string(),
			fc.array(tie('data'), { maxLength: 3 }),
			fc.dictionary(fc.string(), tie('data'), { maxKeys: 3 }),
		),
	}));
	const body = fc.dictionary(fc.string(), data, { maxKeys: 4 }) as fc.Arbitrary<IDataObject>;

	it('is SHA-256 in hex', () => {
		// echo -n '{"a":{"b":"ł","c":["1","2"]},"d":""}' | sha256sum
		expect(fingerprint({ d: '', a: { c: ['1', '2'], b: 'ł' } })).toBe(
			'73ec8c3b13a6e4b633c72d19d0bdfc675a286a871e1714c0ea9b074dbae6c87c',
		);
	});

	it('is the same for the same data in any order of the keys', () => {
		fc.assert(
			fc.property(body, (event) => {
				expect(fingerprint(reversed(event) as IDataObject)).toBe(fingerprint(event));
			}),
		);
	});

	it('differs for different data', () => {
		fc.assert(
			fc.property(body, body, (one, other) => {
				const same = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
				expect(fingerprint(one) === fingerprint(other)).toBe(same);
			}),
		);
	});

	it.each<[IDataObject, IDataObject]>([
		[{ a: ['1', '2'] }, { a: ['2', '1'] }],
		[{ a: ['1'] }, { a: '1' }],
		[{ a: ['1'] }, { a: { 0: '1' } }],
		[{ a: '1,b:2' }, { a: '1', b: '2' }],
		[{ a: '1","b":"2' }, { a: '1', b: '2' }],
		[{ a: { b: '1' }, c: '2' }, { a: { b: '1', c: '2' } }],
		[{ a: '' }, {}],
		[{ a: 'x' }, { a: 'x ' }],
		[{ a: '\u00E9' }, { a: 'e\u0301' }],
	])('tells %j from %j', (one, other) => {
		expect(fingerprint(one)).not.toBe(fingerprint(other));
	});
});

/** Sorted by hand, as the check of the check. */
function sorted(data: unknown): unknown {
	if (Array.isArray(data)) return data.map(sorted);
	if (typeof data !== 'object' || data === null) return data;
	const map = data as IDataObject;
	return Object.keys(map)
		.sort()
		.map((key) => ({ key, value: sorted(map[key]) }));
}

describe('keys', () => {
	it('are random, long and safe in a URL', () => {
		const keys = Array.from({ length: 100 }, () => newKey('token', 'a'));
		// Neither part is the same in two of them.
		for (const part of [[0, 16], [16]])
			expect(new Set(keys.map((key) => key.slice(...part))).size).toBe(100);
		for (const key of keys) {
			expect(key).toMatch(/^[\w-]{48}$/);
			expect(encodeURIComponent(key)).toBe(key);
		}
	});

	it('are known again by who holds the secret, for their purpose', () => {
		const key = newKey('token', 'trigger 1');
		expect(isKey(key, 'token', 'trigger 1')).toBe(true);
		expect(isKey(key, 'tokem', 'trigger 1')).toBe(false);
		expect(isKey(key, 'token', 'trigger 2')).toBe(false);
		expect(isKey(key, '', 'trigger 1')).toBe(false);
	});

	it('are nothing once a single character differs', () => {
		const key = newKey('token', 'a');
		for (let place = 0; place < key.length; place++) {
			const other = key[place] === 'A' ? 'B' : 'A';
			const changed = key.slice(0, place) + other + key.slice(place + 1);
			expect([place, isKey(changed, 'token', 'a')]).toEqual([place, false]);
		}
		for (const given of ['', 'A', key.slice(1), `${key}A`, [key], null, undefined])
			expect(isKey(given, 'token', 'a')).toBe(false);
	});
});

describe('secrets', () => {
	it('are compared in constant time', () => {
		const compare = jest.spyOn(crypto, 'timingSafeEqual');
		expect(isSecret('wrong', 'right')).toBe(false);
		expect(compare).toHaveBeenCalledTimes(1);
		expect(isKey(newKey('other', 'a'), 'token', 'a')).toBe(false);
		expect(compare).toHaveBeenCalledTimes(2);
		compare.mockRestore();
	});

	it('are accepted when equal', () => {
		expect(isSecret('right', 'right')).toBe(true);
		expect(isSecret('żółć', 'żółć')).toBe(true);
	});

	it.each<[unknown, unknown]>([
		['wrong', 'right'],
		['righ', 'right'],
		['right ', 'right'],
		['RIGHT', 'right'],
		['', 'right'],
		// As long in characters, not in bytes.
		['rïght', 'right'],
		[['right'], 'right'],
		[{ toString: () => 'right' }, 'right'],
		[undefined, 'right'],
		[null, 'right'],
		// Without a secret nothing is right.
		['', ''],
		[undefined, undefined],
		['', undefined],
		['undefined', undefined],
	])('refuses %p for %p', (given, secret) => expect(isSecret(given, secret)).toBe(false));
});

describe('isRepeat', () => {
	const HOUR = 60 * 60 * 1000;
	let trigger: string;
	beforeEach(() => (trigger = crypto.randomUUID()));

	it('knows an event it met, for this trigger only', () => {
		expect(isRepeat(trigger, 'a')).toBe(false);
		expect(isRepeat(trigger, 'a')).toBe(true);
		expect(isRepeat(trigger, 'a')).toBe(true);
		expect(isRepeat(trigger, 'b')).toBe(false);
		expect(isRepeat(`${trigger} 2`, 'a')).toBe(false);
	});

	it('forgets after an hour, counted from the first time', () => {
		expect(isRepeat(trigger, 'a', 0)).toBe(false);
		expect(isRepeat(trigger, 'b', HOUR / 2)).toBe(false);
		expect(isRepeat(trigger, 'a', HOUR)).toBe(true);
		expect(isRepeat(trigger, 'a', HOUR + 1)).toBe(false);
		expect(isRepeat(trigger, 'b', HOUR + 1)).toBe(true);
		expect(isRepeat(trigger, 'a', HOUR + 2)).toBe(true);
	});

	it('remembers 10,000 events and no more', () => {
		const repeats = (from: number, to: number) =>
			Array.from({ length: to - from }, (_, index) =>
				isRepeat(trigger, `event ${from + index}`, from + index),
			).filter(Boolean).length;
		expect(repeats(0, 10_000)).toBe(0);
		expect(isRepeat(trigger, 'event 0', 10_000)).toBe(true);
		expect(repeats(10_000, 10_100)).toBe(0);
		expect(isRepeat(trigger, 'event 200', 10_100)).toBe(true);
		expect(isRepeat(trigger, 'event 50', 10_100)).toBe(false);
	});
});
