import {
	NodeHelpers,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { builtCredential, builtNode, canRun, CREDENTIALS } from './support/built';
import { SAVED } from './support/saved-names';

const SAVED_VALUES: Array<[name: string, values: string[]]> = [
	['authentication', ['oAuth2', 'signature', 'token']],
	['output', ['simplified', 'raw', 'fields']],
	['fieldsInput', ['define', 'json']],
	['method', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']],
	['bodyType', ['none', 'form', 'json', 'raw']],
	['responseFormat', ['auto', 'json', 'text', 'file']],
	['contentFormat', ['markdown', 'plain']],
	['delivery', ['send', 'later', 'draft', 'save']],
	['assignTo', ['worker', 'nobody']],
	['inputsFrom', ['define', 'json']],
	['ticket/compose statusAfter', ['open', 'waiting', 'closed']],
	['ticket/reply statusAfter', ['open', 'waiting', 'closed', 'keep']],
	['ticket/setStatus status', ['open', 'waiting', 'closed', 'deleted']],
	['message/import source', ['text', 'binary']],
	['administration/importPackage source', ['json', 'binary']],
	['dataQuery/run resultFormat', ['items', 'raw']],
	['automation/runBehavior resultFormat', ['values', 'raw']],
];
const SAVED_DEFAULTS: Array<[name: string, value: unknown]> = [
	['authentication', 'oAuth2'],
	['output', 'simplified'],
	['fieldsInput', 'define'],
	['returnAll', false],
	['limit', 50],
	['method', 'GET'],
	['bodyType', 'none'],
	['responseFormat', 'auto'],
	['outputField', 'data'],
	['binaryField', 'data'],
	['contentFormat', 'markdown'],
	['delivery', 'send'],
	['statusAfter', 'waiting'],
	['assignTo', 'worker'],
	['includeComments', false],
];

const properties = () => builtNode().description.properties;
const values = (options: unknown) =>
	(options as INodePropertyOptions[]).map(({ value }) => String(value));

/** All operations that the dropdowns offer, as `resource/operation`. */
function offered(): string[] {
	const resource = properties().find(({ name }) => name === 'resource');
	return values(resource?.options).flatMap((value) =>
		properties()
			.filter(
				({ name, displayOptions }) =>
					name === 'operation' && displayOptions?.show?.resource?.includes(value),
			)
			.flatMap(({ options }) => values(options).map((operation) => `${value}/${operation}`)),
	);
}

/** Names of the parameters that belong to one operation, nested ones with dots. */
function parameters(saved: string): string[] {
	const [resource, operation] = saved.split('/');
	const own = properties().filter(({ displayOptions }) => {
		const show = displayOptions?.show;
		return show?.resource?.includes(resource) && show.operation?.includes(operation);
	});
	return own.flatMap(({ name, options = [] }) => [
		name,
		...options.flatMap((option) => {
			if ('values' in option)
				return option.values.map((value) => `${name}.${option.name}.${value.name}`);
			return 'type' in option ? [`${name}.${option.name}`] : [];
		}),
	]);
}

test.each(Object.keys(SAVED))('%s is offered and can be run', (saved) => {
	expect(offered()).toContain(saved);
	const [resource, operation] = saved.split('/');
	expect(canRun(resource, operation)).toBe(true);
});

test('every operation that is offered can be run, and is in the list of saved names', () => {
	expect(offered().filter((saved) => !canRun(...(saved.split('/') as [string, string])))).toEqual(
		[],
	);
	expect(offered().sort()).toEqual(Object.keys(SAVED).sort());
});

test.each(Object.entries(SAVED))('%s has the parameters that are saved', (saved, names) => {
	expect(parameters(saved).sort()).toEqual([...names].sort());
});

/** Parameters by name, or by `resource/operation name` where operations differ. */
function owners(saved: string) {
	const [name, operation] = saved.split(' ').reverse();
	const [inResource, inOperation] = operation?.split('/') ?? [];
	return properties().filter(
		({ name: own, displayOptions }) =>
			own === name &&
			(operation === undefined ||
				(displayOptions?.show?.resource?.includes(inResource) &&
					displayOptions.show.operation?.includes(inOperation))),
	);
}

test.each(SAVED_VALUES)('%s has the values that are saved', (name, saved) => {
	expect(owners(name)).not.toEqual([]);
	for (const { options } of owners(name)) expect(values(options).sort()).toEqual([...saved].sort());
});

test.each(SAVED_DEFAULTS)('%s is %j unless saved otherwise', (name, value) => {
	expect(owners(name).map((property) => property.default)).toEqual(owners(name).map(() => value));
	expect(owners(name)).not.toEqual([]);
});

test('methods that the parameters name exist', () => {
	const named = JSON.stringify(properties()).match(
		/(?<="(?:searchListMethod|loadOptionsMethod)":")\w+/g,
	);
	const { listSearch = {}, loadOptions = {} } = builtNode().methods ?? {};
	expect(Object.keys({ ...listSearch, ...loadOptions }).sort()).toEqual([...new Set(named)].sort());
});

test.each([
	['none', ['path', 'method', 'queryParameters', 'bodyType', 'responseFormat', 'outputField']],
	[
		'form',
		[
			'path',
			'method',
			'queryParameters',
			'bodyType',
			'formParameters',
			'responseFormat',
			'outputField',
		],
	],
	[
		'json',
		['path', 'method', 'queryParameters', 'bodyType', 'jsonBody', 'responseFormat', 'outputField'],
	],
	[
		'raw',
		[
			'path',
			'method',
			'queryParameters',
			'bodyType',
			'rawBody',
			'rawContentType',
			'responseFormat',
			'outputField',
		],
	],
])('a POST of body type %s shows its own fields only', (bodyType, names) => {
	const node = builtNode();
	const given = { resource: 'request', operation: 'genericRequest', method: 'POST', bodyType };
	const shown = NodeHelpers.getNodeParameters(
		node.description.properties,
		given,
		true,
		false,
		null,
		node.description,
	);
	const own = Object.keys(shown ?? {}).filter(
		(name) => !['authentication', 'resource', 'operation', 'requestOptions'].includes(name),
	);
	expect(own.sort()).toEqual([...names].sort());
});

describe('node and credential', () => {
	test('the node', () => {
		const { description } = builtNode();
		expect(description).toMatchObject({
			name: 'cerb',
			displayName: 'Cerb',
			version: 1,
			usableAsTool: true,
			inputs: ['main'],
			outputs: ['main'],
		});
		expect(description.credentials).toEqual(
			[
				['cerbOAuth2Api', 'oAuth2'],
				['cerbSignatureApi', 'signature'],
				['cerbTokenApi', 'token'],
			].map(([name, value]) => ({
				name,
				required: true,
				displayOptions: { show: { authentication: [value] } },
			})),
		);
		expect(description.defaults).toEqual({ name: 'Cerb' });
		expect(description.subtitle).toMatch(/^=\{\{.*\}\}$/);
		expect(description.icon).toEqual({
			light: expect.stringMatching(/^file:.*svg$/),
			dark: expect.stringMatching(/^file:.*svg$/),
		});
	});

	test.each(CREDENTIALS)('every credential: %s', (name) => {
		const credential = builtCredential(name);
		expect(credential.name).toBe(name.replace(/^C/, 'c'));
		expect(credential.icon).toEqual({
			light: expect.stringMatching(/^file:.*svg$/),
			dark: expect.stringMatching(/^file:.*svg$/),
		});
		expect(credential.documentationUrl).toMatch(/^https:\/\//);
		expect(credential.test).toMatchObject({
			request: {
				baseURL: expect.stringContaining('$credentials.baseUrl'),
				url: '/rest/workers/me.json',
				skipSslCertificateValidation: '={{ $credentials.ignoreSSLIssues }}',
				disableFollowRedirect: true,
			},
			rules: [
				{ type: 'responseSuccessBody', properties: { key: '__status', value: 'error' } },
				{ type: 'responseSuccessBody', properties: { key: '__status', value: undefined } },
			],
		});
		expect(credential.properties.find((property) => property.name === 'baseUrl')).toMatchObject({
			type: 'string',
			required: true,
		});
	});

	test('the OAuth2 credential', () => {
		const credential = builtCredential('CerbOAuth2Api');
		expect(credential).toMatchObject({
			displayName: 'Cerb OAuth2 API',
			extends: ['oAuth2Api'],
		});
		expect(credential.properties.map(({ name }) => name)).toEqual(
			expect.arrayContaining([
				'baseUrl',
				'clientId',
				'clientSecret',
				'scopes',
				'customScopes',
				'scope',
				'ignoreSSLIssues',
				'authentication',
			]),
		);
		const fixed = Object.fromEntries(
			credential.properties.map(({ name, default: value }) => [name, value]),
		);
		expect(fixed).toMatchObject({
			grantType: 'authorizationCode',
			authentication: 'body',
			scopes: 'api',
		});
		expect(fixed).not.toHaveProperty('tokenExpiredStatusCode');
	});

	const ADDRESS = ['baseUrl', 'plainHttpNotice', 'noSchemeNotice'];
	const named = (name: (typeof CREDENTIALS)[number]) =>
		builtCredential(name).properties.map((property) => property.name);
	const needed = (name: (typeof CREDENTIALS)[number]) =>
		builtCredential(name)
			.properties.filter(({ required }) => required)
			.map((property) => property.name);

	test('the signature credential', () => {
		const credential = builtCredential('CerbSignatureApi');
		expect(credential.displayName).toBe('Cerb Signature API');
		expect(credential.extends).toBeUndefined();
		expect(credential.authenticate).toBeInstanceOf(Function);
		expect(named('CerbSignatureApi').sort()).toEqual(
			[...ADDRESS, 'accessKey', 'secretKey', 'ignoreSSLIssues'].sort(),
		);
		expect(needed('CerbSignatureApi')).toEqual(['baseUrl', 'accessKey', 'secretKey']);
	});

	test('the token credential', () => {
		const credential = builtCredential('CerbTokenApi');
		expect(credential.displayName).toBe('Cerb Token API');
		expect(credential.extends).toBeUndefined();
		expect(credential.preAuthentication).toBeInstanceOf(Function);
		// n8n shows sessionToken to nobody: it only makes n8n renew the token.
		expect(credential.authenticate).toEqual({
			type: 'generic',
			properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
		});
		const own = ['accessToken', 'refreshToken', 'clientId', 'clientSecret', 'sessionToken'];
		expect(named('CerbTokenApi').sort()).toEqual(
			[...ADDRESS, ...own, 'renewalNotice', 'ignoreSSLIssues'].sort(),
		);
		expect(needed('CerbTokenApi')).toEqual(['baseUrl', 'accessToken']);
		// n8n renews the one field that is expirable, and only if it is hidden.
		const { properties: fields } = credential;
		expect(fields.filter(({ typeOptions }) => typeOptions?.expirable)).toEqual([
			expect.objectContaining({ name: 'sessionToken', type: 'hidden', default: 'in use' }),
		]);
	});
});

test('the options of every operation keep their saved names', () => {
	const common = properties().find(({ name }) => name === 'requestOptions');
	expect(common?.displayOptions).toBeUndefined();
	const names = (common?.options as INodeProperties[]).flatMap(({ name, options }) =>
		(options as INodePropertyCollection[]).flatMap((group) =>
			group.values.map((value) => `${name}.${group.name}.${value.name}`),
		),
	);
	expect(names.sort()).toEqual([
		'batching.settings.atOnce',
		'batching.settings.pause',
		'retries.settings.maxSeconds',
		'retries.settings.maxTries',
	]);
});
