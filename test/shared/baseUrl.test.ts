import { Failure } from '../../nodes/shared/errors';
import { readBaseUrl } from '../../nodes/shared/baseUrl';

const read = (typed: unknown) =>
	readBaseUrl(typed, { field: 'Account URL', example: 'https://a.example.com', suffix: '/api/3' });

it.each([
	['https://shop.api-us1.com', 'https://shop.api-us1.com'],
	['https://shop.api-us1.com/', 'https://shop.api-us1.com'],
	['https://shop.api-us1.com/api/3', 'https://shop.api-us1.com'],
	['https://shop.api-us1.com/api/3/', 'https://shop.api-us1.com'],
	['https://shop.api-us1.com/API/3//', 'https://shop.api-us1.com'],
	['shop.api-us1.com', 'https://shop.api-us1.com'],
	['  shop.api-us1.com/api/3 ', 'https://shop.api-us1.com'],
	['HTTPS://Shop.Api-US1.com', 'https://shop.api-us1.com'],
	['https://cdxp.client.pl:8443', 'https://cdxp.client.pl:8443'],
	['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
	['http://localhost:4010/api/3', 'http://localhost:4010'],
	['http://[::1]:4010', 'http://[::1]:4010'],
])('reads %p as %p', (typed, base) => expect(read(typed)).toBe(base));

it.each([
	['', 'no address'],
	[undefined, 'no address'],
	['http://shop.api-us1.com', 'http, which would send the credential unprotected'],
	['http://127.0.0.1.evil.com', 'http'],
	['http://localhost.evil.com', 'http'],
	['ftp://shop.api-us1.com', 'not an https address'],
	['https://user:pw@shop.api-us1.com', 'user name or password'],
	['https://shop.api-us1.com?x=1', 'query'],
	['https://shop.api-us1.com/admin/main.php', 'unexpected path'],
	['shop', 'not a full host name'],
	['https://', 'not an address'],
])('refuses %p as a fault of the set-up, with a good example', (typed, problem) => {
	let failure: Failure | undefined;
	try {
		read(typed);
	} catch (error) {
		failure = error as Failure;
	}
	expect(failure).toBeInstanceOf(Failure);
	expect(failure?.facts.message).toContain(problem);
	expect(failure?.facts.remedy).toContain('https://a.example.com');
	expect(failure?.facts.setup).toBe(true);
});

it('keeps a path of the user only where the platform may lie below one', () => {
	const below = (typed: string) =>
		readBaseUrl(typed, {
			field: 'Base URL',
			example: 'https://a.example.com',
			suffix: '/api',
			anyPath: true,
		});
	expect(below('https://proxy.example.com/cdp/api/')).toBe('https://proxy.example.com/cdp');
	expect(() => read('https://proxy.example.com/cdp')).toThrow('unexpected path "/cdp"');
});
