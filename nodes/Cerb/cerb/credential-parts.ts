import type { ICredentialTestRequest, INodeProperties } from 'n8n-workflow';

import { baseUrlExpression } from './base-url';

const startingWith = (startsWith: string) => ({ _cnd: { startsWith } });
const including = (includes: string) => ({ _cnd: { includes } });

/** How an address of plain http begins, also behind blanks. */
const PLAIN_HTTP = ['http:', 'Http:', 'HTTP:'].flatMap((scheme) => [
	startingWith(scheme),
	including(` ${scheme}`),
]);
const HTTPS = ['https:', 'Https:', 'HTTPS:'].map(startingWith);

/** n8n 1 fails at other conditions on a value that is not there yet, as in a new credential. */
const IS_GIVEN = [{ _cnd: { exists: true as const } }];

/**
 * The address of Cerb, with notices about forms of it that deserve a second look. Their conditions are
 * checked whenever n8n reads the credential: regular expressions took a third of the time of
 * that, and failed on a busy machine (measured on n8n 2.41). A scheme amid an address hides the second
 * notice, too.
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
		// The same value by two names, as both conditions must hold.
		displayOptions: { show: { baseUrl: IS_GIVEN, '/baseUrl': PLAIN_HTTP } },
	},
	{
		displayName: 'This address names no http:// or https://, so https:// is used',
		name: 'noSchemeNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: { baseUrl: IS_GIVEN },
			hide: { baseUrl: [' ', including('://'), ...PLAIN_HTTP, ...HTTPS] },
		},
	},
];

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
