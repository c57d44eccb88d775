import { startSandbox, type LoyaltiiJson, type Sandbox, type SandboxOptions } from '../../sandbox';
import { call, START, type Answer } from './support';

/** The club most tests start from. */
export const CLUB: LoyaltiiJson = {
	dynamicFields: {
		Contacts: [
			{ Name: 'Colour', Label: 'Favourite colour', Values: ['red', 'blue'] },
			{ Name: 'Age', Type: 3 },
		],
		Orders: [{ Name: 'Channel' }],
		OrderLines: [{ Name: 'Size' }],
		Stores: [{ Name: 'Region' }],
	},
	stores: [
		{ Number: '100', Name: 'Copenhagen', JsonString: '{"a":1}' },
		{ Number: '200', Name: 'Aarhus' },
	],
	companies: [
		{ Name: 'Hansen ApS', Number: 'C-1', PrimaryContactId: 1 },
		{ Name: 'Empty ApS', Number: 'C-2' },
	],
	contacts: [
		{
			Email: 'anna@example.com',
			PhoneCountryCode: '45',
			Phone: '12345678',
			FirstName: 'Anna',
			LastName: 'Hansen',
			RegistrationSource: 'shop',
			RegistrationIp: '1.1.1.1',
			ContactCompanyId: 1,
			Colour: 'red',
		},
		{ Email: 'bo@example.com', FirstName: 'Bo', RegistrationSource: 'store', Colour: 'blue' },
		{ Email: 'carl@example.com', FirstName: 'Carl', RegistrationSource: 'store' },
	],
	bounced: [3],
	orderTypes: ['Web', 'Store'],
	orders: [
		{
			Type: 'Web',
			ExtOrderId: 'W-1',
			ContactId: 1,
			OrderLines: [
				{ ExtProductId: 'shoe', Quantity: 2, Price: 10.5 },
				{ ExtProductId: 'sock', Quantity: 1, Price: 4 },
			],
		},
		{ Type: 'Store', ContactId: 1, OrderLines: [{ Quantity: 1, Price: 1 }] },
	],
	pointTypes: ['Bonus', 'Status'],
	points: [
		{
			ContactId: 1,
			Type: 'Bonus',
			Amount: 100,
			SourceId: 'W-1',
			StoreId: 1,
			ContactCompanyId: 1,
			SubType: 'order',
		},
		{ ContactId: 2, Type: 'Bonus', Amount: 25, StoreId: 2 },
		{ ContactId: 1, Type: 'Status', Amount: 1 },
	],
	events: [{ ContactId: 1, Type: 'web', SubType: 'visit', UniqueExtId: 'e-1' }],
	segments: [
		{ Name: 'All', Type: 1, contactIds: [1, 2, 3] },
		{ Name: 'Few', Type: 3, FolderId: 2, contactIds: [1] },
	],
	actions: [{ Name: 'Gift' }, { Name: 'Off', enabled: false }, { Name: 'Auto', manual: false }],
	tables: [
		{
			Name: 'Cars',
			fields: [{ Name: 'Plate' }],
			rows: [{ ExternalId: 'car-1', Name: 'First', Plate: 'AB 1' }, { ExternalId: 'car-2' }],
		},
		{ Name: 'Imported', locked: true, rows: [{ ExternalId: 'row-1' }] },
	],
	emailCampaigns: [{ Name: 'Welcome', Subject: 'Hello' }],
	mediaFolders: [{ Name: 'Images' }],
	feedSyncs: [{ Name: 'Products' }],
	banners: [{ Secret: 'summer', versions: [11, 12] }],
	permissionSourceCategories: [{ Name: 'Shop' }],
	permissionSourceCategoryRelations: [{ PermissionSourceCategoryId: 1, Source: 'checkout' }],
	iframeTokens: [{ Id: 'token', AccountId: 1 }],
};

export interface ClubScene {
	sandbox: Sandbox<'loyaltii'>;
	/** Moves the sandbox's clock. */
	pass(ms: number): void;
	/** One request below /api/v1. */
	api(
		method: string,
		path: string,
		body?: unknown,
		headers?: Record<string, string>,
	): Promise<Answer>;
}

const open: Array<() => Promise<void>> = [];

/** Starts a club's sandbox that is closed by closeClubs(). */
export async function club(
	options: Omit<SandboxOptions<'loyaltii'>, 'platform'> = {},
): Promise<ClubScene> {
	let now = START;
	const sandbox = await startSandbox({
		platform: 'loyaltii',
		account: CLUB,
		now: () => now,
		...options,
	});
	open.push(async () => await sandbox.close());
	const key = { 'X-ApiKey': sandbox.token };
	return {
		sandbox,
		pass: (ms) => {
			now += ms;
		},
		api: async (method, path, body, headers = key) =>
			await call(`${sandbox.url}/api/v1${path}`, method, body, headers),
	};
}

/** Closes what the test opened; for afterEach. */
export async function closeClubs(): Promise<void> {
	await Promise.all(open.splice(0).map(async (close) => await close()));
}

/** Status and reason of a refusal. */
export const refusalOf = ({ status, json }: Answer): [number, string | undefined] => [
	status,
	json?.Message as string | undefined,
];
