import type { Context } from './context';
import { invalid } from './errors';
import type { Fields } from './records';
import type { CordialRuleId } from './rules';
import { isIsoDate, isObject } from './values';

/** What a value must be. */
const KINDS = {
	text: (value: unknown) => typeof value === 'string',
	textOrNumber: (value: unknown) => typeof value === 'string' || typeof value === 'number',
	number: (value: unknown) => typeof value === 'number',
	boolean: (value: unknown) => typeof value === 'boolean',
	object: isObject,
	objectOrArray: (value: unknown) => typeof value === 'object' && value !== null,
	texts: (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
	objects: (value: unknown) => Array.isArray(value) && value.every(isObject),
	isoDate: isIsoDate,
};

/** What is expected of an object. */
export interface Shape {
	/** Keys it must have. */
	needs: string[];
	/** The rule by which they are asked for. */
	needsBy?: CordialRuleId;
	kinds: Record<string, keyof typeof KINDS>;
	/** What is expected of objects inside; of each, where it is an array. */
	inner?: Record<string, Shape>;
}

/** Refuses what does not have the shape; null counts as not given. @throws Refusal */
export function check(ctx: Context, sent: Fields, shape: Shape, path = ''): void {
	const { needs, needsBy = 'cordialRequiredKeys', kinds, inner = {} } = shape;
	for (const key of needs)
		if (ctx.rules.on(needsBy) && (sent[key] ?? '') === '')
			throw invalid(ctx, `${path}${key} is required`);
	for (const [key, kind] of Object.entries(kinds)) {
		const value = sent[key] ?? undefined;
		if (value === undefined || KINDS[kind](value)) continue;
		const rule = kind === 'isoDate' ? 'cordialIsoDates' : 'cordialTypes';
		if (ctx.rules.on(rule)) throw invalid(ctx, `${path}${key} has a wrong type or format`);
	}
	for (const [key, shapeInside] of Object.entries(inner)) {
		const value = sent[key];
		if (isObject(value)) check(ctx, value, shapeInside, `${path}${key}.`);
		if (Array.isArray(value))
			value.forEach((one, index) => {
				if (isObject(one)) check(ctx, one, shapeInside, `${path}${key}.${index}.`);
			});
	}
}
