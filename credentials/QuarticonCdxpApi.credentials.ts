import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/**
 * The address the test asks, from whatever form of the account URL was pasted. The node refuses http with words of its
 * own (`nodes/shared/baseUrl.ts`); a declarative test has none, so http becomes a host that cannot exist and says why.
 */
const TEST_ADDRESS =
	'={{ ($credentials.accountUrl.includes("://") ? "" : "https://") + $credentials.accountUrl.trim().replace(/^http:\\/\\/(?!localhost[:\\/]|127\\.|\\[::1\\])/i, "https://use-https-instead-of-http.invalid/").replace(/\\/+$/, "").replace(/\\/api\\/3$/i, "") + "/api/3" }}';

export class QuarticonCdxpApi implements ICredentialType {
	name = 'quarticonCdxpApi';

	displayName = 'QuarticOn CDXP API';

	icon: Icon = {
		light: 'file:../nodes/QuarticonCdxp/quarticonCdxp.svg',
		dark: 'file:../nodes/QuarticonCdxp/quarticonCdxp.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-cdxp/n8n-nodes-cdxp#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Account URL',
			name: 'accountUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://youraccount.api-us1.com',
			description:
				'The API address of the account: Settings → Developer in the QuarticOn CDXP panel. It is not the address of the panel.',
		},
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The key of your user: Settings → Developer in the QuarticOn CDXP panel',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 5,
			description:
				'How fast this n8n may ask the account. The platform allows 5 per second for all tools together; lower it when other tools or workers share the account. 0 means no limit of our own.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'Api-Token': '={{$credentials.apiToken.trim()}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: TEST_ADDRESS, url: '/users/me' },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'QuarticOn CDXP refuses the API token. Copy it anew from Settings → Developer, and check that the account URL belongs to the same account.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no QuarticOn CDXP API at this address. Copy the account URL from Settings → Developer; it is not the address of the panel.',
				},
			},
		],
	};
}
