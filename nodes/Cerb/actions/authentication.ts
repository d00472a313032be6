import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** Which credential type signs the requests; `CerbClient` knows the type behind each value. */
export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'OAuth2', value: 'oAuth2', description: 'Sign in to Cerb in the browser' },
		{
			name: 'Signature',
			value: 'signature',
			description: 'Sign each request with an API key, for older Cerb',
		},
		{ name: 'Token', value: 'token', description: 'A token that was created in Cerb' },
	],
	default: 'oAuth2',
};

/** The credential of each value, for every node of the package. */
export const credentials: INodeCredentialDescription[] = [
	{
		name: 'cerbOAuth2Api',
		required: true,
		displayOptions: { show: { authentication: ['oAuth2'] } },
	},
	{
		name: 'cerbSignatureApi',
		required: true,
		displayOptions: { show: { authentication: ['signature'] } },
	},
	{
		name: 'cerbTokenApi',
		required: true,
		displayOptions: { show: { authentication: ['token'] } },
	},
];
