/** The sandbox of Loyaltii keeps to the vendor's word: orders, points and stores. */
import { closeClubs, club, refusalOf } from './loyaltiiSupport';

afterEach(closeClubs);

const line = { ExtProductId: 'hat', Quantity: 2, Price: 20 };
const order = { Type: 'Web', ExtOrderId: 'W-2', ContactId: 1, OrderLines: [line] };
const point = { ContactId: 1, Type: 'Bonus', Amount: 10 };
const ids = (rows: Array<{ Id: number }>) => rows.map(({ Id }) => Id);

describe('an order', () => {
	it('[loyaltiiOrderType] has one of the types of the account', async () => {
		const { api } = await club();
		const refused = [400, 'Invalid order type!'];
		expect(refusalOf(await api('POST', '/Orders', { ...order, Type: 'x' }))).toEqual(refused);
		expect(refusalOf(await api('POST', '/Orders', { ...order, Type: undefined }))).toEqual(refused);
		expect(refusalOf(await api('PATCH', '/Orders/1', { Type: 'x' }))).toEqual(refused);
	});

	it('[loyaltiiOrderLines] has lines, each with Quantity and Price', async () => {
		const { api } = await club();
		for (const OrderLines of [undefined, [], [{ Quantity: 1 }], [line, { Price: 1 }]])
			expect(refusalOf(await api('POST', '/Orders', { ...order, OrderLines }))).toEqual([
				400,
				'Invalid orderlines!',
			]);
	});

	it('[loyaltiiOrderLine] gets lines with Quantity and Price', async () => {
		const { api } = await club();
		for (const sent of [{ Quantity: 1 }, { Price: 1 }])
			expect(refusalOf(await api('POST', '/Orders/1/Lines', sent))).toEqual([
				400,
				'Invalid order line!',
			]);
		expect((await api('POST', '/Orders/99/Lines', line)).status).toBe(404);
		expect((await api('PATCH', '/Orders/1/Lines/1', { Name: 'x' })).status).toBe(200);
		expect((await api('PATCH', '/Orders/1/Lines/3', { Name: 'x' })).status).toBe(404);
	});

	it('[loyaltiiLastLine] keeps its last line', async () => {
		const { api } = await club();
		const remove = async (id: number) => await api('DELETE', `/Orders/1/Lines/${id}`);
		expect((await remove(1)).status).toBe(200);
		expect(refusalOf(await remove(2))).toEqual([400, 'Invalid operation on order!']);
		expect((await remove(1)).status).toBe(404);
	});

	it('[loyaltiiLineTotal] has lines with what they cost in all', async () => {
		const { api } = await club();
		expect((await api('POST', '/Orders/1/Lines', { Quantity: 3, Price: 0.1 })).json).toMatchObject({
			OrderId: 1,
			PriceTotal: 0.3,
		});
		const patched = await api('PATCH', '/Orders/1/Lines/1', { Quantity: 5, Price: 33 });
		expect(patched.json).toMatchObject({ Id: 1, ExtProductId: 'shoe', PriceTotal: 165 });
	});

	it('[loyaltiiOrderTotal] costs what its lines cost', async () => {
		const { api } = await club();
		expect((await api('GET', '/Orders/1')).json).toMatchObject({
			PriceTotal: 25,
			ContactRegistrationSource: 'shop',
		});
	});

	it('[loyaltiiOrderTwice] may have the ExtOrderId of another', async () => {
		const { api } = await club();
		await api('POST', '/Orders', order);
		await api('POST', '/Orders', order);
		expect(ids((await api('GET', '/Orders?extOrderId=W-2')).json)).toEqual([3, 4]);
	});

	it('[loyaltiiOrderPatchNoType] is patched without its Type', async () => {
		const { api } = await club();
		const { status, json } = await api('PATCH', '/Orders/1', { City: 'Odense' });
		expect([status, json.City, json.Type, json.OrderLines.length]).toEqual([
			200,
			'Odense',
			'Web',
			2,
		]);
	});

	it('[loyaltiiOrdersWithoutLines] comes without lines, and by type, if asked for so', async () => {
		const { api } = await club();
		const { json } = await api('GET', '/Orders?contactId=1&orderType=Web&withOrderLines=False');
		expect([ids(json), json[0].OrderLines]).toEqual([[1], null]);
	});

	it('[loyaltiiDeleteAnswers] comes back when it is deleted, as lines and rows do', async () => {
		const { api } = await club();
		expect((await api('DELETE', '/Orders/1/Lines/2')).json).toMatchObject({ ExtProductId: 'sock' });
		expect((await api('DELETE', '/Orders/1')).json).toMatchObject({ ExtOrderId: 'W-1' });
		expect((await api('DELETE', '/table/Cars/1')).json).toMatchObject({ Plate: 'AB 1' });
		for (const path of ['/Orders/1', '/table/Cars/1'])
			expect((await api('GET', path)).status).toBe(404);
	});
});

describe('a point', () => {
	it('[loyaltiiPointContact] belongs to a contact that exists', async () => {
		const { api } = await club();
		expect((await api('POST', '/Points', { ...point, ContactId: 99 })).status).toBe(404);
	});

	it('[loyaltiiPointType] has one of the types of the account', async () => {
		const { api } = await club();
		expect((await api('POST', '/Points', { ...point, Type: 'x' })).status).toBe(400);
	});

	it('[loyaltiiPointBare] needs no Description', async () => {
		const { api } = await club();
		const { status, json } = await api('POST', '/Points', point);
		expect([status, json.Description, json.ContactCompanyId]).toEqual([200, null, 1]);
	});

	it('[loyaltiiPointNegative] may take points away', async () => {
		const { api } = await club();
		expect((await api('POST', '/Points', { ...point, Amount: -30 })).status).toBe(200);
		expect((await api('GET', '/Points/Sums?contactId=1&type=Bonus')).json).toEqual([
			{ ContactId: 1, Type: 'Bonus', Sum: 70, LastModified: '2024-05-24T14:00:00+02:00' },
		]);
	});

	it('[loyaltiiPointRunningSum] knows what the contact had with it', async () => {
		const { api } = await club();
		const sum = async (sent: object) => (await api('POST', '/Points', sent)).json.Sum;
		expect(await sum({ ...point, Amount: 0.1 })).toBe(100.1);
		expect(await sum({ ...point, Amount: 0.2 })).toBe(100.3);
		expect(await sum({ ...point, Type: 'Status' })).toBe(11);
	});

	it('[loyaltiiPointDynamic] has dynamic fields by the name Dynamic_', async () => {
		const { api } = await club();
		const { json } = await api('POST', '/Points', { ...point, Dynamic_Campaign: 'may' });
		expect((await api('GET', `/Points/${json.Id}`)).json.Dynamic_Campaign).toBe('may');
	});

	it('[loyaltiiPointCancel] is cancelled by its opposite', async () => {
		const { api } = await club();
		await api('POST', '/Points/1/Cancel');
		expect((await api('GET', '/Points/1')).json).toMatchObject({
			Amount: 100,
			IsCanceller: false,
			CancellerPointId: 4,
		});
		expect((await api('GET', '/Points/4')).json).toMatchObject({
			Amount: -100,
			Sum: 0,
			IsCanceller: true,
			CancellerPointId: null,
		});
		expect((await api('POST', '/Points/99/Cancel')).status).toBe(404);
	});

	it('[loyaltiiPointCancelOnce] is cancelled once', async () => {
		const { api } = await club();
		await api('POST', '/Points/1/Cancel');
		for (const id of [1, 4]) expect((await api('POST', `/Points/${id}/Cancel`)).status).toBe(400);
	});

	it('[loyaltiiPointsToExcluded] is in a period from its start to before its end', async () => {
		const { api, pass } = await club();
		pass(1000);
		await api('POST', '/Points', point);
		const [first, second] = ['2024-05-24T12:00:00Z', '2024-05-24T12:00:01Z'];
		const { json } = await api('GET', `/Points?type=Bonus&from=${first}&to=${second}`);
		expect(ids(json)).toEqual([1, 2]);
		const ofContact = `/Points?contactId=1&datetimeFrom=${second}&datetimeTo=2025-01-01`;
		expect(ids((await api('GET', ofContact)).json)).toEqual([4]);
		const ofStore = `/Points?type=Bonus&from=${first}&to=${second}&storeId=2`;
		expect(ids((await api('GET', ofStore)).json)).toEqual([2]);
	});

	it('[loyaltiiPeriodRequired] is asked for by a period where it is not called optional', async () => {
		const { api } = await club();
		for (const [method, path, status] of [
			['GET', '/Points?type=Bonus&from=2024-01-01', 404],
			['GET', '/Points/SumsByContactCompanies?type=Bonus', 404],
			['GET', '/Points/TotalForContactCompany?contactCompanyId=1&type=Bonus', 404],
			['SEARCH', '/Points/ForStores?type=Bonus', 404],
			['GET', '/Points/SumsByStore?type=Bonus', 200],
			['GET', '/Points/ByContactCompany?contactCompanyId=1', 200],
		] as const)
			expect([path, (await api(method, path, method === 'GET' ? undefined : [1])).status]).toEqual([
				path,
				status,
			]);
	});

	it('[loyaltiiCompanyTotalNull] is counted for companies, null without any', async () => {
		const { api } = await club();
		const period = 'type=Bonus&from=2024-01-01&to=2025-01-01';
		const total = async (id: number) =>
			(await api('GET', `/Points/TotalForContactCompany?contactCompanyId=${id}&${period}`)).text;
		expect([await total(1), await total(2)]).toEqual(['100', 'null']);
		expect((await api('GET', `/Points/SumsByContactCompanies?${period}`)).json).toEqual([
			{ ContactCompanyId: 1, Type: 'Bonus', Sum: 100 },
		]);
	});

	it('[loyaltiiSearchBody] is searched by a list of ids of stores', async () => {
		const { api } = await club();
		const path = '/Points/ForStores?type=Bonus&from=2024-01-01&to=2025-01-01';
		expect(ids((await api('SEARCH', path, [1, 2])).json)).toEqual([1, 2]);
		for (const body of [undefined, { StoreIds: [1] }, ['100']])
			expect((await api('SEARCH', path, body)).status).toBe(400);
	});
});

describe('a store', () => {
	it('[loyaltiiStoreNumber] has a number of its own', async () => {
		const { api } = await club();
		expect((await api('GET', '/Stores?number=200')).json).toMatchObject({ Id: 2, Name: 'Aarhus' });
		expect((await api('POST', '/Stores', { Number: '200' })).status).toBe(409);
		expect((await api('PATCH', '/Stores', { Id: 1, Number: '200' })).status).toBe(409);
		expect((await api('PATCH', '/Stores', { Id: 2, Number: '200' })).status).toBe(200);
	});

	it('[loyaltiiStoresWithoutJson] comes without its JsonString if asked for so', async () => {
		const { api } = await club();
		const texts = async (query: string) =>
			(await api('GET', `/Stores${query}`)).json.map(
				({ JsonString }: { JsonString: string | null }) => JsonString,
			);
		expect(await texts('?withoutJsonString=false')).toEqual(['{"a":1}', null]);
		expect(await texts('?withoutJsonString=true')).toEqual([null, null]);
	});
});
