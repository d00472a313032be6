import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** No discovery: the user (or the extending credential) gives the URLs. */
const manual = { useDynamicClientRegistration: [false] };
const withBrowser = { grantType: ['authorizationCode', 'pkce'], ...manual };

function text(
	displayName: string,
	name: string,
	show: Record<string, Array<string | boolean>>,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	return { displayName, name, type: 'string', default: '', displayOptions: { show }, ...more };
}

/**
 * Stand-in for `oAuth2Api`, which n8n keeps in n8n-nodes-base. Names, types, defaults and
 * conditions as in n8n 2.41 (only the fields that an extending credential inherits and that the
 * authorization-code grant reads), because all of them decide what a credential decrypts to:
 * n8n drops a field whose condition does not hold.
 */
export const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		{
			displayName: 'Use Dynamic Client Registration',
			name: 'useDynamicClientRegistration',
			type: 'hidden',
			default: false,
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'options',
			displayOptions: { show: manual },
			options: [
				{ name: 'Authorization Code', value: 'authorizationCode' },
				{ name: 'Client Credentials', value: 'clientCredentials' },
				{ name: 'PKCE', value: 'pkce' },
			],
			default: 'authorizationCode',
		},
		text('Authorization URL', 'authUrl', withBrowser, { required: true }),
		text('Access Token URL', 'accessTokenUrl', manual, { required: true }),
		text('Client ID', 'clientId', manual, { required: true }),
		{
			displayName: 'Authentication',
			name: 'clientCredentialType',
			type: 'hidden',
			default: 'clientSecret',
		},
		text('Client Secret', 'clientSecret', manual, {
			typeOptions: { password: true },
			required: true,
		}),
		text('Scope', 'scope', manual),
		text('Auth URI Query Parameters', 'authQueryParameters', withBrowser),
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			displayOptions: { show: manual },
			options: [
				{ name: 'Body', value: 'body' },
				{ name: 'Header', value: 'header' },
			],
			default: 'header',
		},
		{
			displayName: 'OAuth Token Data',
			name: 'oauthTokenData',
			type: 'json',
			default: {},
		},
		// Not inherited: an extending credential that wants these two declares them itself.
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSSLIssues',
			type: 'boolean',
			default: false,
			doNotInherit: true,
		},
		{
			displayName: 'Token Expired Status Code',
			name: 'tokenExpiredStatusCode',
			type: 'number',
			default: 401,
			doNotInherit: true,
		},
	],
};
