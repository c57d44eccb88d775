import { closeAll, scene } from './support';

afterEach(closeAll);

const DAY_MS = 86_400_000;

describe('what a reader of changes sees', () => {
	it('[namedDayIncluded] a filter by day takes the named day in', async () => {
		const { api, sandbox, pass } = await scene();
		sandbox.store.addContact({ email: 'a@example.com' });
		pass(DAY_MS);
		sandbox.store.addContact({ email: 'b@example.com' });
		const found = async (filter: string) =>
			(await api('GET', `/contacts?${filter}`)).json.contacts.map(
				({ email }: { email: string }) => email,
			);
		for (const field of ['created', 'updated']) {
			expect(await found(`filters[${field}_after]=2024-05-24`)).toEqual([
				'a@example.com',
				'b@example.com',
			]);
			expect(await found(`filters[${field}_after]=2024-05-25`)).toEqual(['b@example.com']);
			expect(await found(`filters[${field}_before]=2024-05-25`)).toEqual(['a@example.com']);
		}
	});

	it('[consentLeavesUdate] a consent does not move the time of its contact', async () => {
		const { api, sandbox, pass } = await scene();
		const { id } = sandbox.store.addContact({ email: 'a@example.com', lists: { 1: 1 } });
		const { udate } = (await api('GET', `/contacts/${id}`)).json.contact;
		pass(60_000);
		sandbox.unsubscribe('a@example.com', 1);
		await api('POST', '/contactLists', { contactList: { list: 2, contact: id, status: 1 } });
		const { contact, contactLists } = (await api('GET', `/contacts/${id}`)).json;
		expect(contact.udate).toBe(udate);
		// The consent has a time of its own.
		expect(contactLists.map((row: { udate: string }) => row.udate)).toEqual([
			'2024-05-24T07:01:00-05:00',
			'2024-05-24T07:01:00-05:00',
		]);
	});

	it('answers bear the date of the clock', async () => {
		const { api, pass } = await scene();
		pass(1000);
		expect((await api('GET', '/contacts')).headers.get('date')).toBe(
			'Fri, 24 May 2024 12:00:01 GMT',
		);
	});
});
