/** Texts, nested as the vendor nests them. */
export type Nested = { [key: string]: string | Nested };

/** Writes nested values as PHP's http_build_query does: `contact[fields][39]=x`, percent-encoded. */
export function phpForm(body: Nested): string {
	const pairs = new URLSearchParams();
	const walk = (value: string | Nested, key: string): void => {
		if (typeof value === 'string') pairs.append(key, value);
		else
			for (const [inner, next] of Object.entries(value))
				walk(next, key ? `${key}[${inner}]` : inner);
	};
	walk(body, '');
	return pairs.toString().replaceAll('*', '%2A');
}
