/**
 * Alphabetical as an editor shows titles. The titles are English, so the tables of all languages are not needed: they would
 * take 4 MB of a process that has not loaded them.
 */
function compare(one: string, other: string): number {
	const [a, b] = [one.toLowerCase(), other.toLowerCase()];
	return a === b ? 0 : a < b ? -1 : 1;
}

/** Orders options, operations and resources. */
export const byName = (a: { name: string }, b: { name: string }): number => compare(a.name, b.name);

/** Orders fields. */
export const byDisplayName = (a: { displayName: string }, b: { displayName: string }): number =>
	compare(a.displayName, b.displayName);
