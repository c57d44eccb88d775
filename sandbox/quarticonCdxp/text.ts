/** A scalar as text, untouched; null and absent read as not sent. */
export function text(value: unknown): string | undefined {
	if (value === null || value === undefined || typeof value === 'object') return undefined;
	return String(value as string | number | boolean);
}

/** A yes or no as the vendor keeps it. */
export function flag(value: unknown): '0' | '1' {
	return value === true || value === 1 || value === '1' || value === 'true' ? '1' : '0';
}
