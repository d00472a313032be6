import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';

import {
	baseUrlProperties,
	credentialTest,
	ignoreSslProperty,
} from '../nodes/Cerb/cerb/credential-parts';
import { IN_USE, openSession } from '../nodes/Cerb/cerb/token-renewal';

export class CerbTokenApi implements ICredentialType {
	name = 'cerbTokenApi';

	displayName = 'Cerb Token API';

	icon = { light: 'file:../icons/cerb.svg', dark: 'file:../icons/cerb.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-cerb/n8n-nodes-cerb#connect-to-cerb';

	properties: INodeProperties[] = [
		...baseUrlProperties,
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'A token from the token generator of an OAuth app in Cerb',
		},
		{
			displayName:
				'With the three fields below the token is renewed by itself when it is over. Without them, create one that lasts long enough.',
			name: 'renewalNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The refresh token that came with the access token, if it did',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			description: 'The Client ID of the OAuth app in Cerb',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The Client Secret of the OAuth app in Cerb',
		},
		{
			// Makes n8n renew on 401; never empty, so that it does so only then: see token-renewal.
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: IN_USE,
		},
		ignoreSslProperty,
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		return await openSession(this, credentials);
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
	};

	test = credentialTest;
}
