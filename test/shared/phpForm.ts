/** Data as a form brings it: texts, lists and objects. */
export type Nested = string | Nested[] | { [key: string]: Nested };

/** Form fields as PHP writes them: `contact[fields][39]`; `open` names lists with `[]` instead of `[0]`. */
export function fieldsOf(
	data: Record<string, Nested>,
	{ open = false } = {},
): Array<[string, string]> {
	const walk = (value: Nested, key: string): Array<[string, string]> => {
		if (typeof value === 'string') return [[key, value]];
		const entries = Array.isArray(value)
			? value.map((entry, index) => [open ? '' : String(index), entry] as const)
			: Object.entries(value);
		return entries.flatMap(([step, entry]) => walk(entry, `${key}[${step}]`));
	};
	return Object.entries(data).flatMap(([key, value]) => walk(value, key));
}

export const toForm = (fields: Array<[string, string]>): string =>
	new URLSearchParams(fields).toString();
