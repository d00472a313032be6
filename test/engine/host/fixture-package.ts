/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes a package's files in Node's own process, never runs inside n8n */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const manifest = {
	name: 'n8n-nodes-fixture',
	version: '1.2.3',
	files: ['dist'],
	n8n: {
		n8nNodesApiVersion: 1,
		nodes: ['dist/nodes/Fixture.node.js'],
		credentials: ['dist/credentials/FixtureOAuth2Api.credentials.js'],
	},
	devDependencies: { 'not-there-at-runtime': '1.0.0' },
	peerDependencies: { 'n8n-workflow': '*' },
};

const credential = `
class FixtureOAuth2Api {
	constructor() {
		this.name = 'fixtureOAuth2Api';
		this.displayName = 'Fixture OAuth2 API';
		this.extends = ['oAuth2Api'];
		const hidden = (name, value) =>
			({ displayName: name, name, type: 'hidden', default: value });
		this.properties = [
			{ displayName: 'URL', name: 'baseUrl', type: 'string', default: '' },
			{ displayName: 'Scopes', name: 'scopes', type: 'string', default: 'read write' },
			hidden('grantType', 'authorizationCode'),
			hidden('authUrl', '={{$self["baseUrl"].replace(/[/]+$/, "")}}/oauth/authorize'),
			hidden('accessTokenUrl', '={{$self["baseUrl"].replace(/[/]+$/, "")}}/oauth/access_token'),
			hidden('scope', '={{$self["scopes"]}}'),
			hidden('authentication', 'body'),
		];
		this.test = {
			request: { baseURL: '={{$credentials.baseUrl}}', url: '/thing' },
			rules: [{
				type: 'responseSuccessBody',
				properties: { key: '__status', value: 'error', message: 'The server said no' },
			}],
		};
	}
}
exports.FixtureOAuth2Api = FixtureOAuth2Api;
`;

const node = `
const { NodeOperationError } = require('n8n-workflow');

const operations = {
	async echo(index) {
		const value = this.getNodeParameter('value', index);
		if (value === 'throw') {
			throw new NodeOperationError(this.getNode(), 'Told to throw', { itemIndex: index });
		}
		return { json: { value } };
	},
	async request() {
		const { baseUrl } = await this.getCredentials('fixtureOAuth2Api');
		const json = await this.helpers.httpRequestWithAuthentication.call(
			this, 'fixtureOAuth2Api', { url: new URL('/thing', baseUrl).href, json: true });
		return { json };
	},
	async binary(index) {
		const read = await this.helpers.getBinaryDataBuffer(index, 'data');
		const upper = Buffer.from(read.toString().toUpperCase());
		return { json: {}, binary: { data: await this.helpers.prepareBinaryData(upper, 'up.txt') } };
	},
	async wait() {
		const signal = this.getExecutionCancelSignal();
		await new Promise((resolve) => signal.addEventListener('abort', resolve));
		throw new NodeOperationError(this.getNode(), 'Stopped waiting');
	},
	async hint() {
		this.addExecutionHints({ message: 'Look here', location: 'outputPane' });
		return { json: {} };
	},
};

class Fixture {
	constructor() {
		this.description = {
			displayName: 'Fixture', name: 'fixture', description: 'A node of the self-test',
			group: ['transform'], version: [1, 2], defaults: { name: 'Fixture' },
			inputs: ['main'], outputs: ['main'], usableAsTool: true,
			credentials: [{ name: 'fixtureOAuth2Api', required: false }],
			properties: [
				{ displayName: 'Operation', name: 'operation', type: 'options', default: 'echo',
					options: Object.keys(operations).map((name) => ({ name, value: name })) },
				{ displayName: 'Value', name: 'value', type: 'string', default: 'none' },
			],
		};
		this.methods = {
			listSearch: {
				async find(filter, paginationToken) {
					const { baseUrl } = await this.getCredentials('fixtureOAuth2Api');
					const { user } = await this.helpers.httpRequestWithAuthentication.call(
						this, 'fixtureOAuth2Api', { url: new URL('/thing', baseUrl).href, json: true });
					const operation = this.getCurrentNodeParameter('operation');
					const name = [user, filter, operation, paginationToken].join('/');
					return { results: [{ name, value: 1 }], paginationToken: 2 };
				},
			},
			loadOptions: { async list() { return [{ name: 'One', value: 1 }]; } },
			resourceMapping: { async fields() { return { fields: [] }; } },
		};
	}

	async execute() {
		const out = [];
		for (let index = 0; index < this.getInputData().length; index++) {
			try {
				const run = operations[this.getNodeParameter('operation', index)];
				out.push({ ...(await run.call(this, index)), pairedItem: { item: index } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				out.push({ json: { error: error.message }, error, pairedItem: { item: index } });
			}
		}
		return [out];
	}
}
exports.Fixture = Fixture;
`;

/** Writes the sources and the "build" of a tiny package for the bed's self-test. */
export async function writeFixturePackage(root: string): Promise<void> {
	const files: Record<string, string> = {
		'package.json': JSON.stringify(manifest),
		'credentials/FixtureOAuth2Api.credentials.ts': '// source',
		'nodes/Fixture.node.ts': '// source',
		'dist/credentials/FixtureOAuth2Api.credentials.js': credential,
		'dist/nodes/Fixture.node.js': node,
	};
	for (const [name, content] of Object.entries(files)) {
		await mkdir(dirname(join(root, name)), { recursive: true });
		await writeFile(join(root, name), content);
	}
}
