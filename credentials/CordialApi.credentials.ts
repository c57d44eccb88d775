import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/**
 * The address the test asks: that of the region, or the custom one. The node refuses http with words of its own
 * (`nodes/shared/baseUrl.ts`); a declarative test has none, so http becomes a host that cannot exist and says why.
 */
const TEST_ADDRESS =
	'={{ $credentials.region === "custom" ? ($credentials.baseUrl.includes("://") ? "" : "https://") + $credentials.baseUrl.trim().replace(/^http:\\/\\/(?!localhost[:\\/]|127\\.|\\[::1\\])/i, "https://use-https-instead-of-http.invalid/").replace(/\\/+$/, "") : "https://integrations-ingest-svc" + ($credentials.region === "usw1" ? "" : "." + $credentials.region) + ".cordial.com/api" }}';

const REFUSED =
	'Cordial refuses the API key. Check the key and the region, and that the IP address of this n8n is on the allow-list of the key.';

export class CordialApi implements ICredentialType {
	name = 'cordialApi';

	displayName = 'Cordial API';

	icon: Icon = {
		light: 'file:../nodes/Cordial/cordial.svg',
		dark: 'file:../nodes/Cordial/cordial.dark.svg',
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
			description:
				"Made in Cordial's account settings. The IP address of this n8n must be on the allow-list of the key.",
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Custom', value: 'custom', description: 'An address of your own' },
				{ name: 'US East 1', value: 'use1' },
				{ name: 'US West 1', value: 'usw1' },
				{ name: 'US West 2', value: 'usw2' },
			],
			default: 'usw1',
			description: 'Where the account lives; it chooses the address of the Asynchronous API',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://integrations-ingest-svc.cordial.com/api',
			displayOptions: { show: { region: ['custom'] } },
			description: 'The address in front of the names of the calls, such as upsertContact',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			description:
				'How fast this n8n may ask the platform. It publishes no numbers for its limits, so this is a polite guess. 0 means no limit of our own.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-api-key': '={{$credentials.apiKey.trim()}}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: TEST_ADDRESS, url: '/checkAuth' },
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: REFUSED } },
			{ type: 'responseCode', properties: { value: 403, message: REFUSED } },
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Asynchronous API of Cordial at this address. Check the region or the base URL.',
				},
			},
		],
	};
}
