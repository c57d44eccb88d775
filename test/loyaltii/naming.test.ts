/** How items name records: what is not there, what is secret, and what items have in common. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import { by, continued, detailsOf, mapped, nodeAt, startClub, startRecorder } from './harness';

describe('Return Nothing', () => {
	const options = { whenNotFound: 'nothing' };

	it.each<[string, IDataObject]>([
		['contact.delete', { contact: by('email', 'nobody@example.com') }],
		['contact.delete', { contact: by('phone', '000') }],
	])('holds for a contact named by what is looked up: %s %j', async (at, parameters) => {
		const club = await startClub();
		const { done, rejected } = await club.run(at, { ...parameters, options }, [{}], continued);
		await club.close();
		expect(done).toEqual([]);
		expect(rejected).toEqual([]);
	});

	it('does not hold for bad input', async () => {
		const club = await startClub();
		const parameters = { contact: by('email', 'nobody'), options };
		const { rejected } = await club.run('contact.delete', parameters, [{}], continued);
		await club.close();
		expect(detailsOf(rejected[0]).code).toBe('invalid_value');
	});
});

it('a number that no company has is not_found', async () => {
	const club = await startClub();
	const { rejected } = await club.run(
		'contactCompany.getContacts',
		{ contactCompany: by('number', 'C-99') },
		[{}],
		continued,
	);
	await club.close();
	expect(rejected[0].error).toBe('Contact Company: none has the number "C-99"');
	expect(detailsOf(rejected[0])).toMatchObject({ code: 'not_found', field: 'Contact Company' });
});

it.each<[string, IDataObject, string]>([
	['contact.delete', { contact: by('code', 'mx7Kq') }, 'Contact: no contact has this secret'],
	[
		'contact.updateMany',
		{ keyType: 'Secret', keys: 'mx7Kq', patchFields: mapped({ FirstName: 'A' }) },
		'Keys: no contact has the Secret',
	],
])('the secret of a contact stands in no error of %s', async (at, parameters, message) => {
	const recorder = await startRecorder(({ method, path }) => {
		if (method === 'PATCH') return { body: { Updated: [], NotFound: ['mx7Kq'] } };
		return path === '/Contacts' ? { status: 404 } : { body: [] };
	});
	const { rejected } = await nodeAt(recorder.url).run(at, parameters, [{}], continued);
	await recorder.close();
	expect(rejected[0].error).toBe(message);
	expect(JSON.stringify(rejected)).not.toContain('mx7Kq');
});

it('items that move one contact keep their order, whichever the company', async () => {
	const log: string[] = [];
	const server = http.createServer((request, response) => {
		log.push(`> ${request.url ?? ''}`);
		const isFirst = request.url?.includes('/1/') === true;
		setTimeout(
			() => {
				log.push(`< ${request.url ?? ''}`);
				response.end('{}');
			},
			isFirst ? 300 : 20,
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await nodeAt(`http://127.0.0.1:${port}`).run(
		'contactCompany.addContact',
		{ contactCompany: by('id', '={{ $json.company }}'), contact: by('id', 1) },
		[9, 1, 2].map((company) => ({ company })),
		continued,
	);
	server.close();
	const at = (company: number) => `/api/v1/ContactCompanies/${company}/AddContact`;
	expect(log).toEqual([9, 1, 2].flatMap((company) => [`> ${at(company)}`, `< ${at(company)}`]));
});
