/** The eight sample requests of the vendor's article, made valid JSON: quotes, and the commas it forgets; nothing else. */
export const ARTICLE = {
	upsertContact: {
		source: 'api.example.com',
		identifiers: {
			customId: 'test-user',
			email: 'test@example.com',
			'channels.phone.address': '+1234567890',
		},
		identifiersPriority: ['customId', 'email', 'phone'],
		attributes: {
			'channels.email.subscribeStatus': 'subscribed',
			array: [1, 2, 3],
			number: 2,
			'location.postal_code': '92613',
			email: 'new@example.com',
			customId: 'test-user',
			LISTNAME: false,
		},
		forceSubscribe: true,
		mergeOptions: { mergeAllowed: true, mergeableSecondaryKeys: ['email'] },
	},
	createContactactivities: {
		source: 'api.example.com',
		contact: {
			identifiers: {
				customId: 'test-user',
				email: 'test@example.com',
				'channels.phone.address': '+1234567890',
			},
			identifiersPriority: ['customId', 'email', 'phone'],
			attributes: { required_attribute: 'my-cool-attr' },
			forceSubscribe: false,
			mergeOptions: { mergeAllowed: true, mergeableSecondaryKeys: ['email'] },
			canBeCreated: true,
			canBeUpdated: false,
		},
		contactActivities: [
			{
				name: 'pageView',
				time: '2023-02-01T14:29:03+00:00',
				properties: { first: 'test', number: 2, url: '/academy/' },
				geo: {
					city: 'San Francisco',
					country: 'United States',
					geoLoc: { lat: 40.2964197, lon: -76.9411617 },
				},
				device: {
					type: 'mobile',
					device: 'iPhone7,2',
					platform: 'iPhone OS',
					browser: 'Safari',
					ip: '8.8.8.8',
					robot: false,
				},
			},
		],
	},
	addContactsToList: {
		source: 'api.example.com',
		contacts: {
			identifiers: [
				{ custom_id: 'test-user', email: 'test@example.com' },
				{ email: 'another@example.com' },
			],
			identifiersPriority: ['custom_id', 'email'],
		},
		listName: 'MyList',
		isAllowedToCreateLists: true,
	},
	removeContactsFromList: {
		source: 'api.example.com',
		contacts: {
			identifiers: [
				{ custom_id: 'test-user', email: 'test@example.com' },
				{ email: 'another@example.com' },
			],
			identifiersPriority: ['custom_id', 'email'],
		},
		identifyListBy: { name: 'test-list', segment_group_id: '777' },
	},
	upsertOrder: {
		source: 'api.example.com',
		contact: {
			identifiers: { segment_id: 'test-user', email: 'test@example.com' },
			identifiersPriority: ['segment_id', 'email'],
		},
		orderID: 'test-order-id',
		purchaseDate: '2022-04-29T09:00:23+00:00',
		status: 'Order Completed',
		totalAmount: 623.32,
		tax: 42.76,
		properties: { affiliation: 'Google' },
		removeItemsFromCart: true,
		items: [
			{
				productID: 'test-product-id',
				sku: 'test-sku',
				name: 'test-product-name',
				category: 'test-category',
				manufacturerName: 'test-brand',
				itemPrice: 23.54,
				qty: 2,
				url: 'https://example.com/product',
				images: ['https://cdn.example.com/product.jpg'],
				properties: { variant: 'black', size: 'xs' },
				attr: [],
			},
		],
	},
	upsertSupplementRecords: {
		source: 'api.example.com',
		contact: { identifiers: { email: 'test@example.com' }, identifiersPriority: ['email'] },
		supplement: 'recharge_subscriptions',
		updatedDateField: 'updated_at',
		records: [
			{
				id: 266787835,
				product_title: 'Silver-Gold ring',
				updated_at: '2022-08-02T16:27:41+00:00',
			},
			{
				id: 266787836,
				properties: { is_prepaid: true },
				updated_at: '2022-08-02T16:27:41+00:00',
			},
		],
	},
	addProductsToCart: {
		source: 'api.example.com',
		contact: { identifiers: { email: 'test@example.com' }, identifiersPriority: ['email'] },
		items: [
			{
				productID: '507f1f77bcf86cd799439011',
				sku: 'G-32',
				qty: 1,
				category: 'Games',
				name: 'Monopoly: 3rd Edition',
				description: 'Best game ever!',
				itemPrice: 18.99,
				url: 'https://www.example.com/product/path',
				images: ['https://www.example.com/product/path.jpg'],
				properties: { coupon: 'MAYDEALS', variant: '200 pieces' },
				attr: [],
			},
		],
	},
	removeProductsFromCart: {
		source: 'api.example.com',
		contact: {
			identifiers: { custom_id: 'test-user', email: 'test@example.com' },
			identifiersPriority: ['custom_id', 'email'],
		},
		items: [
			{ productID: '507f1f77bcf86cd799439011', qty: 1 },
			{ productID: '7994fas21daf39afsd12011', qty: 5 },
		],
	},
};
