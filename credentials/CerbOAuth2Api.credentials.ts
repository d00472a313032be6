import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { baseUrlExpression } from '../nodes/Cerb/cerb/base-url';
import {
	baseUrlProperties,
	credentialTest,
	ignoreSslProperty,
} from '../nodes/Cerb/cerb/credential-parts';

export class CerbOAuth2Api implements ICredentialType {
	name = 'cerbOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'Cerb OAuth2 API';

	icon = { light: 'file:../icons/cerb.svg', dark: 'file:../icons/cerb.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-cerb/n8n-nodes-cerb#connect-to-cerb';

	properties: INodeProperties[] = [
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			description: 'The Client ID of the OAuth app in Cerb',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The Client Secret of the OAuth app in Cerb',
		},
		...baseUrlProperties,
		{
			displayName: 'Access',
			name: 'scopes',
			type: 'options',
			options: [
				{
					name: 'Custom Scopes',
					value: 'custom',
					description: 'The scopes that you name',
				},
				{
					name: 'Everything (api)',
					value: 'api',
					description: 'All that the worker may do in Cerb',
				},
				{
					name: 'Read Only (api:read-only)',
					value: 'api:read-only',
					description: 'Get and search, change nothing',
				},
				{
					name: 'Search Only (profile search)',
					value: 'profile search',
					description: 'Get Me and Search only',
				},
			],
			default: 'api',
			description:
				'What this credential may do. The OAuth app in Cerb must define scopes of these names.',
		},
		{
			displayName: 'Custom Scopes',
			name: 'customScopes',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. profile search',
			description: 'Scopes of the OAuth app in Cerb, separated by spaces',
			displayOptions: { show: { scopes: ['custom'] } },
		},
		{
			// An expression on a field of our own: a visible "scope" would lose its value on reconnecting.
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default:
				'={{ $self["scopes"] === "custom" ? ($self["customScopes"] || "").replace(/[\\s,]+/g, " ").trim() : $self["scopes"] }}',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: baseUrlExpression('$self["baseUrl"]', '/oauth/authorize'),
			required: true,
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: baseUrlExpression('$self["baseUrl"]', '/oauth/access_token'),
			required: true,
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
		ignoreSslProperty,
	];

	test = credentialTest;
}
