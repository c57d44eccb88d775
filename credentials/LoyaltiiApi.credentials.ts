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
	'={{ ($credentials.baseUrl.includes("://") ? "" : "https://") + $credentials.baseUrl.trim().replace(/^http:\\/\\/(?!localhost[:\\/]|127\\.|\\[::1\\])/i, "https://use-https-instead-of-http.invalid/").replace(/\\/+$/, "").replace(/\\/api\\/v1$/i, "") + "/api/v1" }}';

const REFUSED =
	'Loyaltii refuses the API key. Check it, and that Base URL is the host your account lives on.';

export class LoyaltiiApi implements ICredentialType {
	name = 'loyaltiiApi';

	displayName = 'Loyaltii API';

	icon: Icon = {
		light: 'file:../nodes/Loyaltii/loyaltii.svg',
		dark: 'file:../nodes/Loyaltii/loyaltii.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-cdxp/n8n-nodes-cdxp#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Issued by Loyaltii; one key belongs to one account',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.loyaltii.com',
			description:
				'The host of the API. The platform is now called Yulsn, and its own client asks https://api.yulsn.io; use the host your account was given.',
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
		properties: { headers: { 'X-ApiKey': '={{$credentials.apiKey.trim()}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: TEST_ADDRESS, url: '/Orders/Types' },
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: REFUSED } },
			{ type: 'responseCode', properties: { value: 403, message: REFUSED } },
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Loyaltii API at this address. The usual ones are https://api.loyaltii.com and https://api.yulsn.io.',
				},
			},
		],
	};
}
