import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	baseUrlProperties,
	credentialTest,
	ignoreSslProperty,
} from '../nodes/Cerb/cerb/credential-parts';
import { signRequest } from '../nodes/Cerb/cerb/signature';

export class CerbSignatureApi implements ICredentialType {
	name = 'cerbSignatureApi';

	displayName = 'Cerb Signature API';

	icon = { light: 'file:../icons/cerb.svg', dark: 'file:../icons/cerb.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-cerb/n8n-nodes-cerb#connect-to-cerb';

	properties: INodeProperties[] = [
		...baseUrlProperties,
		{
			displayName: 'Access Key',
			name: 'accessKey',
			type: 'string',
			default: '',
			required: true,
			description: 'The access key of an API key in Cerb',
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'The secret key that belongs to the access key',
		},
		ignoreSslProperty,
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return signRequest(credentials, requestOptions);
	}

	test = credentialTest;
}
