import type { LoyaltiiJson } from './records';

/** A small loyalty club to look at when no other is given. */
export const DEMO_ACCOUNT: LoyaltiiJson = {
	dynamicFields: {
		Contacts: [
			{ Name: 'FavouriteColour', Label: 'Favourite colour', Values: ['red', 'green', 'blue'] },
			{ Name: 'Newsletter', Type: 2, Label: 'Wants the newsletter' },
		],
		Orders: [{ Name: 'Channel', Label: 'Sales channel' }],
		OrderLines: [{ Name: 'Size' }],
		Stores: [{ Name: 'Region' }],
	},
	stores: [
		{ Number: '100', Name: 'Copenhagen', City: 'København', ZipCode: '1050', JsonString: '{}' },
		{ Number: '200', Name: 'Aarhus', City: 'Aarhus', ZipCode: '8000', JsonString: '{}' },
	],
	companies: [{ Name: 'Hansen ApS', Number: 'C-1', PrimaryContactId: 1 }],
	contacts: [
		{
			Email: 'anna@example.com',
			PhoneCountryCode: '45',
			Phone: '12345678',
			FirstName: 'Anna',
			LastName: 'Hansen',
			RegistrationSource: 'shop',
			ContactCompanyId: 1,
			PreferredStoreId: 1,
			FavouriteColour: 'red',
			Newsletter: true,
		},
		{
			Email: 'bo@example.com',
			FirstName: 'Bo',
			LastName: 'Larsen',
			RegistrationSource: 'store',
			FavouriteColour: 'blue',
		},
		{ Email: 'bounced@example.com', FirstName: 'Carl', RegistrationSource: 'import' },
	],
	bounced: [3],
	orderTypes: ['Web', 'Store'],
	orders: [
		{
			Type: 'Web',
			ExtOrderId: 'W-1001',
			ContactId: 1,
			StoreId: 1,
			Channel: 'app',
			OrderLines: [
				{ ExtProductId: 'shoe', Name: 'Trail shoe', Quantity: 1, Price: 899, Size: '40' },
				{ ExtProductId: 'sock', Name: 'Socks', Quantity: 3, Price: 49.5 },
			],
		},
	],
	pointTypes: ['Bonus', 'Status'],
	points: [
		{
			ContactId: 1,
			Type: 'Bonus',
			Amount: 100,
			SourceId: 'W-1001',
			StoreId: 1,
			ContactCompanyId: 1,
		},
		{ ContactId: 2, Type: 'Bonus', Amount: 25, SourceId: 'welcome' },
	],
	events: [{ ContactId: 1, Type: 'web', SubType: 'visit', UniqueExtId: 'visit-1' }],
	segments: [
		{ Name: 'Everybody', Type: 1, contactIds: [1, 2, 3] },
		{ Name: 'App users', Type: 3, FolderId: 2, contactIds: [1] },
	],
	actions: [
		{ Name: 'Send a welcome gift', Description: 'Sends a voucher by e-mail.' },
		{ Name: 'Old gift', Description: 'No longer in use.', enabled: false },
	],
	tables: [
		{
			Name: 'Cars',
			fields: [{ Name: 'Plate' }, { Name: 'Doors', Type: 3 }],
			rows: [{ ExternalId: 'car-1', Name: 'Anna’s car', Plate: 'AB 12 345', Doors: 5 }],
		},
		{ Name: 'Imported', locked: true, rows: [{ ExternalId: 'row-1', Name: 'From the ERP' }] },
	],
	emailCampaigns: [
		{ Name: 'Welcome', Subject: 'Welcome to the club', Preheader: 'Your first gift' },
	],
	mediaFolders: [{ Name: 'Images' }],
	feedSyncs: [{ Name: 'Product feed' }],
	banners: [{ Secret: 'summer', versions: [11, 12] }],
	permissionSourceCategories: [{ Name: 'Web shop' }],
	permissionSourceCategoryRelations: [{ PermissionSourceCategoryId: 1, Source: 'checkout' }],
	iframeTokens: [
		{
			Id: 'demo-token',
			AccountId: 1,
			AdministratorId: 1,
			AdministratorEmail: 'admin@example.com',
			StoreIds: [1],
			Rights: ['Contacts'],
			GroupId: 1,
			TimeZoneId: 'Romance Standard Time',
		},
	],
};
