import { NodeHelpers, type INodeProperties } from 'n8n-workflow';

import { CerbOAuth2Api } from '../../../credentials/CerbOAuth2Api.credentials';
import { CerbSignatureApi } from '../../../credentials/CerbSignatureApi.credentials';
import { CerbTokenApi } from '../../../credentials/CerbTokenApi.credentials';
import { normalizeBaseUrl } from '../../../nodes/Cerb/cerb/base-url';
import { resolveCredential } from '../support/credential-expressions';

/** What a person pastes, and Cerb's base URL for it. */
const PASTED: Array<[pasted: string, baseUrl: string]> = [
	['https://cerb.example.com', 'https://cerb.example.com'],
	['https://cerb.example.com/', 'https://cerb.example.com'],
	['https://cerb.example.com///', 'https://cerb.example.com'],
	['  https://cerb.example.com/ \t', 'https://cerb.example.com'],
	['\nhttps://cerb.example.com\r\n', 'https://cerb.example.com'],
	['cerb.example.com', 'https://cerb.example.com'],
	['cerb.example.com/', 'https://cerb.example.com'],
	['cerb.example.com:8443/cerb/', 'https://cerb.example.com:8443/cerb'],
	['localhost:8480', 'https://localhost:8480'],
	['http://localhost:8480/', 'http://localhost:8480'],
	['192.168.1.5/cerb', 'https://192.168.1.5/cerb'],
	['http://[::1]:8480/rest', 'http://[::1]:8480'],
	['[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
	['//cerb.example.com/', 'https://cerb.example.com'],
	['http:/cerb.example.com', 'http://cerb.example.com'],
	['https:\\\\cerb.example.com', 'https://cerb.example.com'],
	['http:cerb.example.com', 'http://cerb.example.com'],
	['HTTP:cerb.example.com', 'HTTP://cerb.example.com'],
	['  http://cerb.example.com', 'http://cerb.example.com'],
	[' Http:/cerb.example.com', 'Http://cerb.example.com'],
	['https:/cerb.example.com', 'https://cerb.example.com'],
	['HTTP://cerb.example.com/', 'HTTP://cerb.example.com'],
	['Https://Cerb.Example.com/Cerb/', 'Https://Cerb.Example.com/Cerb'],
	['https://host/cerb/index.php/', 'https://host/cerb/index.php'],
	['https://host/index.php/rest', 'https://host/index.php'],
	['https://host/rest/', 'https://host'],
	['https://host//rest//', 'https://host'],
	['https://host/REST/workers/me.json', 'https://host'],
	['https://host/cerb/rest/workers/me.json?expand=x#y', 'https://host/cerb'],
	['https://host/rest/records/ticket/search.json?q=url:"http://a/rest/b"', 'https://host'],
	['https://host/login', 'https://host'],
	['https://host/login/authenticate?error=auth.failed', 'https://host'],
	['https://host/cerb/login/consent', 'https://host/cerb'],
	[
		'https://host/oauth/authorize?response_type=code&redirect_uri=http://n8n/rest/x',
		'https://host',
	],
	['https://host/oauth/access_token', 'https://host'],
	['https://host/?q=1', 'https://host'],
	['https://host#top', 'https://host'],
	['host/#/rest', 'https://host'],
	['https://rest', 'https://rest'],
	['https://rest/rest', 'https://rest'],
	['rest', 'https://rest'],
	['login', 'https://login'],
	['//oauth', 'https://oauth'],
	['https:///rest', 'https://rest'],
	['rest.example.com/rest', 'https://rest.example.com'],
	['https://login/login', 'https://login'],
	['https://login:8080/', 'https://login:8080'],
	['https://host/rest-api', 'https://host/rest-api'],
	['https://host/restaurant/rest/x', 'https://host/restaurant'],
	['https://host/my-login', 'https://host/my-login'],
	['https://bücher.example/cerb', 'https://bücher.example/cerb'],
	["https://host/it's/{{x}}/$1/", "https://host/it's/{{x}}/$1"],
	['ftp://host/', 'ftp://host'],
];

describe('the Cerb URL that a person pastes', () => {
	test.each(PASTED)('%j, in the client and in the credential alike', async (pasted, baseUrl) => {
		const { authUrl, accessTokenUrl, testBaseUrl } = await resolveCredential({ baseUrl: pasted });
		expect({ client: normalizeBaseUrl(pasted), authUrl, accessTokenUrl, testBaseUrl }).toEqual({
			client: baseUrl,
			authUrl: `${baseUrl}/oauth/authorize`,
			accessTokenUrl: `${baseUrl}/oauth/access_token`,
			testBaseUrl: baseUrl,
		});
	});

	test.each(PASTED)('%j, normalised twice, stays', (pasted) => {
		const once = normalizeBaseUrl(pasted);
		expect(normalizeBaseUrl(once)).toBe(once);
	});

	test.each(['', ' ', '\t', '/', '//', 'https://', 'http:', '?x', '#'])(
		'%j is no address and gives none',
		async (pasted) => {
			const client = normalizeBaseUrl(pasted);
			expect(URL.canParse(client)).toBe(false);
			const { authUrl, testBaseUrl } = await resolveCredential({ baseUrl: pasted });
			expect(authUrl).toBe(`${client}/oauth/authorize`);
			expect(testBaseUrl).toBe(client);
		},
	);

	test('a credential without the field resolves all the same', async () => {
		const { testBaseUrl } = await resolveCredential({});
		expect(URL.canParse(String(testBaseUrl))).toBe(false);
	});
});

describe('the notices about the Cerb URL', () => {
	const show = (name: string, value: string): boolean => {
		const { properties } = new CerbOAuth2Api();
		const notice = properties.find((property: INodeProperties) => property.name === name);
		return NodeHelpers.displayParameter({ baseUrl: value }, notice!, null, null);
	};

	test.each(PASTED)('%j: plain http is told when it is used', (pasted, baseUrl) => {
		expect(show('plainHttpNotice', pasted)).toBe(/^http:/i.test(baseUrl));
	});

	test.each(PASTED)('%j: a guessed scheme is told', (pasted) => {
		expect(show('noSchemeNotice', pasted)).toBe(!/^\s*(?:https?:|ftp:)/i.test(pasted));
	});

	test('an empty field shows none', () => {
		for (const value of ['', ' ']) {
			expect([show('plainHttpNotice', value), show('noSchemeNotice', value)]).toEqual([
				false,
				false,
			]);
		}
	});
});

test.each([CerbOAuth2Api, CerbSignatureApi, CerbTokenApi])(
	'n8n checks conditions of fields whenever it reads a credential: none is a regular expression',
	(Type) => {
		const conditions = new Type().properties.map(({ displayOptions }) => displayOptions);
		expect(JSON.stringify(conditions)).toContain('startsWith');
		expect(JSON.stringify(conditions)).not.toContain('regex');
	},
);

describe('the scope that n8n sends', () => {
	test.each([
		[{}, 'api'],
		[{ scopes: 'api:read-only' }, 'api:read-only'],
		[{ scopes: 'profile search' }, 'profile search'],
		[{ scopes: 'api', customScopes: 'profile' }, 'api'],
		[{ scopes: 'custom', customScopes: ' profile,  search\n' }, 'profile search'],
		[{ scopes: 'custom', customScopes: 'a,b , c' }, 'a b c'],
		[{ scopes: 'custom', customScopes: '' }, ''],
		[{ scopes: 'custom' }, ''],
	])('%j gives %j', async (stored, scope) => {
		expect((await resolveCredential(stored)).scope).toBe(scope);
	});
});
