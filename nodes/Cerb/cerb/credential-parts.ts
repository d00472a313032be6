import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

import { baseUrlExpression } from './base-url';

/**
 * The address of Cerb, with notices about forms of it that deserve a second look. Their conditions are
 * checked whenever n8n reads the credential: as regular expressions they took 3 of the 5 ms of that, and
 * failed on a busy machine (measured on n8n 2.41).
 */
export const baseUrlProperties: INodeProperties[] = [
	{
		displayName: 'Cerb URL',
		name: 'baseUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://cerb.example.com',
		description: 'The address at which you open Cerb in the browser',
	},
	{
		displayName:
			'This address is plain http: passwords and tokens travel unprotected. Use https unless Cerb runs on this machine or in a network you trust.',
		name: 'plainHttpNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { baseUrl: ['http:', 'Http:', 'HTTP:', ' http:'].map(startingWith) } },
	},
	{
		displayName: 'This address names no http:// or https://, so https:// is used',
		name: 'noSchemeNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			hide: {
				baseUrl: ['', ' ', { _cnd: { includes: '://' } }, ...['http:', 'https:'].map(startingWith)],
			},
		},
	},
];

function startingWith(startsWith: string) {
	return { _cnd: { startsWith } };
}

export const ignoreSslProperty: INodeProperties = {
	displayName: 'Ignore SSL Issues (Insecure)',
	name: 'ignoreSSLIssues',
	type: 'boolean',
	default: false,
	description: 'Whether to connect even if SSL certificate validation is not possible',
};

/**
 * The test of every credential: Get Me. Cerb answers failures with HTTP 200, so the body is judged
 * (measured on Cerb 10.4.10).
 */
export const credentialTest: ICredentialTestRequest = {
	request: {
		baseURL: baseUrlExpression('$credentials.baseUrl'),
		url: '/rest/workers/me.json',
		skipSslCertificateValidation: '={{ $credentials.ignoreSSLIssues }}',
		disableFollowRedirect: true,
	},
	rules: [
		{
			type: 'responseSuccessBody',
			properties: {
				key: '__status',
				value: 'error',
				message:
					'Cerb refused the sign-in. Connect again, or correct what you entered; if it stays so, the scopes do not cover Get Me (workers/me): pick wider ones, or use the credential for searches all the same.',
			},
		},
		{
			type: 'responseSuccessBody',
			properties: {
				key: '__status',
				value: undefined,
				message: 'This address does not answer like the API of Cerb: check the Cerb URL.',
			},
		},
	],
};
