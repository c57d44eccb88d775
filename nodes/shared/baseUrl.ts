import { Failure } from './errors';

/** Hosts that may be addressed without TLS: this machine's own. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a host, as `URL.hostname` writes it, is this machine. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/**
 * Reads the address a user typed into a credential: scheme optional (https assumed), a trailing slash and a known
 * `suffix` (such as `/api/3`) removed, because that is what people paste.
 *
 * @param anyPath whether the API may lie below a path of the user's own, such as that of a proxy
 * @returns the base address without a trailing slash, such as `https://shop.example.com`
 * @throws Failure (set-up) for anything else: no host, http to a host that is not loopback, a user name, a query
 */
export function readBaseUrl(
	typed: unknown,
	{
		field,
		example,
		suffix = '',
		anyPath = false,
	}: { field: string; example: string; suffix?: string; anyPath?: boolean },
): string {
	const text = String(typed ?? '').trim();
	const refuse = (problem: string) =>
		new Failure({
			message: `${field}: ${problem}`,
			code: 'invalid_address',
			field,
			remedy: `Open the credential and enter the address in the form ${example}.`,
			setup: true,
		});
	if (text === '') throw refuse('no address is given');

	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
	if (!URL.canParse(address)) throw refuse(`"${text}" is not an address`);
	const url = new URL(address);
	if (url.username !== '' || url.password !== '')
		throw refuse('the address holds a user name or password');
	if (url.search !== '' || url.hash !== '')
		throw refuse(`"${url.host}${url.pathname}" is followed by a query`);
	const loopback = isLoopback(url.hostname);
	if (url.protocol === 'http:' && !loopback)
		throw refuse(`"${text}" uses http, which would send the credential unprotected`);
	if (!['http:', 'https:'].includes(url.protocol))
		throw refuse(`"${text}" is not an https address`);
	if (!loopback && !url.hostname.includes('.')) throw refuse(`"${text}" is not a full host name`);

	const path = url.pathname.replace(/\/+$/, '');
	const kept =
		suffix !== '' && path.toLowerCase().endsWith(suffix) ? path.slice(0, -suffix.length) : path;
	if (kept !== '' && !anyPath) throw refuse(`"${text}" has an unexpected path "${kept}"`);
	return `${url.origin}${kept}`;
}
