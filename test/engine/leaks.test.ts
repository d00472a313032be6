/* eslint-disable @n8n/community-nodes/no-restricted-globals -- prints from Node's own test process, never inside n8n */
import { createHash } from 'node:crypto';

import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeType,
	type JsonObject,
} from 'n8n-workflow';

import { watch } from '../leaks/watch';
import { getMe, search } from './operations';
import { useBed } from './support';
import { itOnN8n2 } from './versions';

/*
 * Every test of this tier fails when a secret shows in what comes out of n8n (test/leaks). Here the
 * node is made to leak in every way we could think of, and each must be seen.
 */

const bed = useBed();
const TYPE = 'n8n-nodes-cerb.cerb';
const OAUTH = 'cerbOAuth2Api';

interface Secrets extends IDataObject {
	clientSecret: string;
	oauthTokenData: { access_token: string; refresh_token: string };
}

afterEach(() => jest.restoreAllMocks());

/** What leaked since the last look: looking at it here keeps this test from failing for it. */
const leaks = () => watch.look().map(({ secret, form, place }) => `${secret} (${form}): ${place}`);

/** Puts other code in place of the node's. */
function patch(execute: (this: IExecuteFunctions, secrets: Secrets) => Promise<object[]>) {
	const node = bed.engine.nodeTypes.getByNameAndVersion(TYPE) as Required<INodeType>;
	jest.spyOn(node, 'execute').mockImplementation(async function (this: IExecuteFunctions) {
		const [type] = Object.keys(this.getNode().credentials ?? {});
		const items = await execute.call(this, await this.getCredentials<Secrets>(type));
		return [items as INodeExecutionData[]];
	});
}

const item = (json: object) => [{ json }];
const tokenOf = ({ oauthTokenData }: Secrets) => oauthTokenData.access_token;

/** The error that n8n makes of a call that Cerb refused, request and all. */
async function refused(context: IExecuteFunctions): Promise<Error> {
	const url = `${bed.cerb.url}/oauth/nonsense`;
	return await context.helpers.httpRequestWithAuthentication
		.call(context, OAUTH, { url })
		.then(() => new Error('not refused'))
		.catch((error: Error) => error);
}

type Leak = [
	name: string,
	execute: (this: IExecuteFunctions, secrets: Secrets) => Promise<object[]>,
	seen: RegExp,
];

const LEAKS: Leak[] = [
	[
		'the access token in an item',
		async (secrets) => item({ a: [{ b: tokenOf(secrets) }] }),
		/^access token \(raw\): .*\.json\.a\.0\.b$/,
	],
	[
		'the client secret in the name of a field',
		async ({ clientSecret }) => item({ [clientSecret]: 1 }),
		/^client ?secret \(raw\): execution\..*\.json$/i,
	],
	[
		'the refresh token in a pairedItem',
		async ({ oauthTokenData }) => [
			{ json: {}, pairedItem: { item: oauthTokenData.refresh_token } },
		],
		/^refresh token \(raw\): .*\.pairedItem\.item$/,
	],
	[
		'half of the token in an error message',
		async function (secrets) {
			throw new NodeOperationError(this.getNode(), `Sent ${tokenOf(secrets).slice(300, 360)}…`);
		},
		/^access token \(raw\): error\./,
	],
	[
		'the token in the description of an error',
		async function (secrets) {
			const description = tokenOf(secrets);
			throw new NodeOperationError(this.getNode(), 'No', { description });
		},
		/^access token \(raw\): .*error\.description$/,
	],
	[
		'the header in a hidden property of an error',
		async function (secrets) {
			const error = new NodeOperationError(this.getNode(), 'No');
			Object.defineProperty(error, 'request', { value: { _header: tokenOf(secrets) } });
			throw error;
		},
		/^access token \(raw\): error\.request\._header$/,
	],
	[
		'the token in the stack of an error',
		async function (secrets) {
			const error = new NodeOperationError(this.getNode(), 'No');
			error.stack = `Error\n at f (${tokenOf(secrets)})`;
			throw error;
		},
		/^access token \(raw\): error\.(stack|\(printed\))/,
	],
	[
		'the token in binary data',
		async function (secrets) {
			const data = Buffer.from(`{"a":"${tokenOf(secrets)}"}`);
			return [{ json: {}, binary: { data: await this.helpers.prepareBinaryData(data, 'a.txt') } }];
		},
		/^access token \(base64\): .*\.binary\.data\.data$/,
	],
	[
		'the client in Base64, as a Basic header has it',
		async ({ clientSecret }) =>
			item({ header: Buffer.from(`n8n-client:${clientSecret}`).toString('base64') }),
		/^client ?secret \(base64\): .*\.json\.header$/i,
	],
	[
		'the client secret in a hint',
		async function ({ clientSecret }) {
			this.addExecutionHints({ message: `Is ${clientSecret} right?`, location: 'outputPane' });
			return item({});
		},
		/^client ?secret \(raw\): .*\.hints\.0\.message$/i,
	],
	[
		'the token in the details of a log line that is not even printed',
		async function (secrets) {
			this.logger.debug('Called Cerb', { headers: [tokenOf(secrets)] });
			return item({});
		},
		/^access token \(raw\): logger of n8n\..*\.headers\.0$/,
	],
	[
		'the token in the static data of the workflow',
		async function (secrets) {
			this.getWorkflowStaticData('node').token = tokenOf(secrets);
			return item({});
		},
		/^access token \(raw\): execution\.1\..*\.token$/,
	],
];

/** By what hangs on an error as its cause. */
const LEAKS_BY_CAUSE: Leak[] = [
	[
		'the header in the cause of an error',
		async function (secrets) {
			const config = { headers: { Authorization: `Bearer ${tokenOf(secrets)}` } };
			const cause = Object.assign(new Error('401'), { config });
			throw new NodeOperationError(this.getNode(), new Error('No', { cause }));
		},
		/^access token \(raw\): error\.cause\..*headers\.Authorization$/,
	],
	[
		'the error of n8n as it is, request and all',
		async function () {
			const error = await refused(this);
			throw new NodeApiError(this.getNode(), { cause: error } as unknown as JsonObject, {
				message: 'No',
			});
		},
		/^(access token|authorization) \(raw\): error\./,
	],
];

describe('a node that shows', () => {
	const expectSeen = async ([, execute, seen]: Leak) => {
		patch(execute);
		await bed.run({ parameters: getMe });
		expect(leaks()).toContainEqual(expect.stringMatching(seen));
	};

	it.each(LEAKS)('%s', async (...leak) => await expectSeen(leak));

	for (const leak of LEAKS_BY_CAUSE) {
		itOnN8n2('errors lose their cause', leak[0], async () => await expectSeen(leak));
	}

	it('a token that was renewed since', async () => {
		const credential = bed.connect({ expiresIn: -1 });
		const { oauthTokenData } = bed.engine.store.get(credential.id) as Secrets;
		await bed.run({ parameters: getMe, credentials: [credential] });
		expect(leaks()).toEqual([]);
		patch(async () => item({ old: oauthTokenData.refresh_token }));
		await bed.run({ parameters: getMe, credentials: [credential] });
		expect(leaks()).toContainEqual(expect.stringMatching(/^refresh token \(raw\): .*json\.old$/));
	});

	it('a token to an agent', async () => {
		patch(async (secrets) => item({ token: tokenOf(secrets) }));
		const run = { type: 'cerb', parameters: getMe, credentials: [bed.connect()] };
		await bed.engine.callTool(run);
		const places = leaks();
		expect(places).toContainEqual(expect.stringMatching(/Tested\..*\.ai_tool\..*\.token$/));
		expect(places).toContainEqual(expect.stringMatching(/Agent\..*\.json\.response$/));
	});
});

describe('a signed request', () => {
	it('shows if its signature or the hash of its key does', async () => {
		const secretKey = 'the secret key of this test';
		bed.cerb.oauth.apiKeys.push({ accessKey: 'k', secretKey, workerId: 1, allowedPaths: ['*'] });
		const credential = bed.engine.addCredential('cerbSignatureApi', 'Key', {
			baseUrl: bed.cerb.url,
			accessKey: 'k',
			secretKey,
		});
		const parameters = { ...getMe, authentication: 'signature' };
		let signed = '';
		patch(async function () {
			const url = `${bed.cerb.url}/rest/workers/me.json`;
			await this.helpers.httpRequestWithAuthentication.call(this, credential.type, { url });
			const signatures = bed.cerb.secrets.all.filter(([kind]) => kind === 'signature');
			[, signed] = signatures[signatures.length - 1];
			const hash = createHash('md5').update(secretKey).digest('hex');
			return item({ signed, hash });
		});
		await bed.run({ parameters, credentials: [credential] });
		expect(signed).toMatch(/^[0-9a-f]{32}$/);
		const places = leaks();
		expect(places).toContainEqual(expect.stringMatching(/^signature \(raw\): .*json\.signed$/));
		expect(places).toContainEqual(expect.stringMatching(/^secretKey \(MD5\): .*json\.hash$/));
	});
});

describe('the editor', () => {
	const methods = () => bed.engine.nodeTypes.getByNameAndVersion(TYPE).methods!;
	const ask = async () =>
		await bed.engine.listSearch('cerb', 'searchRecordTypes', {
			parameters: search('task'),
			credentials: [bed.connect()],
		});

	it('shows a token in a list', async () => {
		jest.spyOn(methods().listSearch!, 'searchRecordTypes').mockImplementation(async function (
			this: ILoadOptionsFunctions,
		) {
			const value = tokenOf(await this.getCredentials<Secrets>(OAUTH));
			return { results: [{ name: 'One', value }] };
		});
		await ask();
		expect(leaks()).toContainEqual(
			expect.stringMatching(/^access token \(raw\): searchRecordTypes\.results\.0\.value$/),
		);
	});

	it('shows a token in an error', async () => {
		jest.spyOn(methods().listSearch!, 'searchRecordTypes').mockImplementation(async function (
			this: ILoadOptionsFunctions,
		) {
			throw new Error(tokenOf(await this.getCredentials<Secrets>(OAUTH)));
		});
		await expect(ask()).rejects.toThrow();
		expect(leaks()).toContainEqual(
			expect.stringMatching(/^access token \(raw\): searchRecordTypes\.(message|\(printed\))/),
		);
	});
});

it('a text that is printed is heard', () => {
	watch.learn('word', 'this word is no real secret');
	process.stdout.write('(this word is no real secret: printed to be heard)\n');
	expect(leaks()).toEqual(['word (raw): printed']);
});
