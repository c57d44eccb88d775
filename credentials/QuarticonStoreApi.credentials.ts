import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/**
 * The address the test asks, from whatever form of the base URL was entered. The node refuses http with words of its own
 * (`nodes/shared/baseUrl.ts`); a declarative test has none, so http becomes a host that cannot exist and says why.
 */
const TEST_ADDRESS =
	'={{ ($credentials.baseUrl.includes("://") ? "" : "https://") + $credentials.baseUrl.trim().replace(/^http:\\/\\/(?!localhost[:\\/]|127\\.|\\[::1\\])/i, "https://use-https-instead-of-http.invalid/").replace(/\\/+$/, "").replace(/\\/store$/i, "") + "/store" }}';

const REFUSED =
	'QuarticOn Store refuses the API key. QuarticOn issues it together with the customer symbol.';
const UNDECIDED =
	'QuarticOn Store was reached and calls the input of this test invalid. That says nothing about the API key: save the credential and run an operation.';

export class QuarticonStoreApi implements ICredentialType {
	name = 'quarticonStoreApi';

	displayName = 'QuarticOn Store API';

	icon: Icon = {
		light: 'file:../nodes/QuarticonStore/quarticonStore.svg',
		dark: 'file:../nodes/QuarticonStore/quarticonStore.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-cdxp/n8n-nodes-cdxp#credentials';

	properties: INodeProperties[] = [
		{
			displayName:
				'The platform has no request that proves a key. The test looks up a contact that does not exist: green says that the address is right and the key was not refused. The customer symbol is not tested.',
			name: 'testNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Issued by QuarticOn. It is a secret of the shop and belongs on servers only.',
		},
		{
			displayName: 'Customer Symbol',
			name: 'customer',
			type: 'string',
			default: '',
			description:
				'The name of the account, issued by QuarticOn with the key. Events and recommendations need it.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://restapi.quartic.pl/store/',
			description: "The address of the API; leave the vendor's unless QuarticOn names another",
		},
		{
			displayName: 'Accept Version',
			name: 'acceptVersion',
			type: 'string',
			default: '',
			description:
				'Value of the accept-version header of events, products and recommendations. The platform documents no values; leave it empty unless QuarticOn names one.',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			description:
				'How fast this n8n may ask the platform. It documents no limit, so this is a polite guess. 0 means no limit of our own.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-api-key': '={{$credentials.apiKey.trim()}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: TEST_ADDRESS,
			url: '/contact',
			qs: { email: 'credential-test@example.com' },
		},
		// n8n asks rules of both kinds, though its type has lists of one kind only.
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: REFUSED } },
			{ type: 'responseCode', properties: { value: 403, message: REFUSED } },
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no QuarticOn Store API at this address. The usual one is https://restapi.quartic.pl/store/.',
				},
			},
			{ type: 'responseCode', properties: { value: 405, message: UNDECIDED } },
			{
				type: 'responseSuccessBody',
				properties: { key: 'data.error_code', value: 'http.status.401', message: REFUSED },
			},
			{
				type: 'responseSuccessBody',
				properties: { key: 'data.error_code', value: 'http.status.403', message: REFUSED },
			},
			{
				type: 'responseSuccessBody',
				properties: { key: 'status', value: 'ERROR', message: UNDECIDED },
			},
		] as ICredentialTestRequest['rules'],
	};
}
