import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** How this package calls itself where the user gives no name; the vendor wants Product/Version. */
const USER_AGENT = 'n8n-nodes-cdxp/0.1.0';

/**
 * The address the test asks, from whatever form of the tenant's address was entered. The node refuses http with words of
 * its own (`nodes/shared/baseUrl.ts`); a declarative test has none, so http becomes a host that cannot exist and says why.
 */
const TEST_ADDRESS =
	'={{ ($credentials.tenantUrl.includes("://") ? "" : "https://") + $credentials.tenantUrl.trim().replace(/^http:\\/\\/(?!localhost[:\\/]|127\\.|\\[::1\\])/i, "https://use-https-instead-of-http.invalid/").replace(/\\/+$/, "").replace(/\\/api\\/v3$/i, "") + "/api/v3" }}';

const REFUSED =
	'Voyado Engage refuses the API key. Your Voyado team issues it, one per environment: a key for staging does not work in production.';

export class VoyadoEngageApi implements ICredentialType {
	name = 'voyadoEngageApi';

	displayName = 'Voyado Engage API';

	icon: Icon = {
		light: 'file:../nodes/VoyadoEngage/voyadoEngage.svg',
		dark: 'file:../nodes/VoyadoEngage/voyadoEngage.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-cdxp/n8n-nodes-cdxp#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Tenant URL',
			name: 'tenantUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://acme.voyado.com',
			description: 'The address of Engage; staging is https://acme.staging.voyado.com',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Issued by your Voyado team. It is a secret and belongs on servers only.',
		},
		{
			displayName: 'User Agent',
			name: 'userAgent',
			type: 'string',
			default: USER_AGENT,
			description:
				'How this integration calls itself, as Product/Version. Voyado asks for it with every request.',
		},
		{
			displayName: 'Signing Secret',
			name: 'signingSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. whsec_…',
			description:
				'The secret that webhooks are signed with, from the webhook portal of Engage. Only the trigger needs it. Every endpoint of the portal has its own; separate several by commas.',
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 50,
			description:
				'How fast this n8n may ask with this API key. Voyado asks to stay below 50 and refuses from 200 on. 0 means no limit of our own.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				apikey: '={{ $credentials.apiKey.trim() }}',
				'User-Agent': `={{ ($credentials.userAgent || "").trim() || "${USER_AGENT}" }}`,
				// Engage answers 500 without it, to a GET as well.
				'Content-Type': 'application/json',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: { baseURL: TEST_ADDRESS, url: '/contacts/count' },
		rules: [
			{ type: 'responseCode', properties: { value: 401, message: REFUSED } },
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message: `${REFUSED} Some tenants also allow certain IP addresses only.`,
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'There is no Voyado Engage API at this address. It has the form https://acme.voyado.com.',
				},
			},
		],
	};
}
