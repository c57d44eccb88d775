/** What XML 1.0 has no way to write: control characters but tab and line ends, lone surrogates, U+FFFE and U+FFFF. */
const IMPOSSIBLE = /[^\P{Cc}\t\n\r\x7f-\x9f]|[\p{Cs}\uFFFE\uFFFF]/u;

const NAME = /^[\p{L}_][\p{L}\p{N}._-]*$/u;

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	// A parser would read these as a space or another line end.
	'\r': '&#13;',
};

/** Whether this can be the name of an element; names that begin with `xml` are reserved. */
export const isElementName = (name: string): boolean => NAME.test(name) && !/^xml/i.test(name);

/** Whether XML can hold a text at all. */
export const canBeWritten = (text: string): boolean => !IMPOSSIBLE.test(text);

/** A text or an attribute's value. */
export const escaped = (text: string): string =>
	text.replace(/[&<>"'\r]/g, (character) => ENTITIES[character]);

/** A value as an element: objects as elements within, lists as the element repeated, null as an empty one. */
export function element(name: string, value: unknown, indent = ''): string {
	if (Array.isArray(value)) return value.map((entry) => element(name, entry, indent)).join('');
	if (value === null || value === undefined) return `${indent}<${name}/>\n`;
	if (typeof value !== 'object') {
		return `${indent}<${name}>${escaped(String(value as string | number | boolean))}</${name}>\n`;
	}
	const inner = Object.entries(value).map(([key, part]) => element(key, part, `${indent}  `));
	return `${indent}<${name}>\n${inner.join('')}${indent}</${name}>\n`;
}
