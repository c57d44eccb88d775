import { invalid } from './errors';

/** What makes an address impossible; undefined if nothing does. The platform has the last word on the rest. */
function flaw(email: string): string | undefined {
	if (/\s/.test(email)) return 'it contains a space';
	const [local, domain, ...more] = email.split('@');
	if (domain === undefined) return 'it has no @';
	if (more.length > 0) return 'it has more than one @';
	if (local === '') return 'nothing stands before the @';
	if (domain === '') return 'it has no domain';
	if (!domain.includes('.')) return 'its domain has no dot';
	if (/^\.|\.$|\.\./.test(local) || /^[.-]|[.-]$|\.\./.test(domain))
		return 'it has a dot or hyphen in the wrong place';
	if (/[,;:<>()[\]\\"]/.test(email)) return 'it contains a character that addresses cannot have';
	if (email.length > 254) return 'it is longer than 254 characters';
	return undefined;
}

const REMEDY = 'Correct the address at its source, or filter such rows out before this node.';

/** @throws Failure that says what is wrong with the address */
export function checkEmail(value: unknown, field = 'Email'): string {
	const email = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (email === '') throw invalid(field, 'no e-mail address is given', REMEDY);
	const wrong = flaw(email);
	if (wrong !== undefined)
		throw invalid(field, `"${email}" is not an e-mail address: ${wrong}`, REMEDY);
	return email;
}

/** The form in which two addresses are the same contact. */
export const sameEmail = (email: unknown): string =>
	String(email ?? '')
		.trim()
		.toLowerCase();
