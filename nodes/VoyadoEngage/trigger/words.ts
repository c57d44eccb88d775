/** Several choices; an expression may give them as text separated by commas. */
export function wordsOf(value: unknown): string[] {
	const words = Array.isArray(value) ? value : String(value ?? '').split(',');
	return words.map((word) => String(word).trim()).filter((word) => word !== '');
}
