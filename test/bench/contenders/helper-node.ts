import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';

import { bedNodes } from '../../engine/host/bed-nodes';
import type { Contender, Target } from '../contender';
import { benchEngine } from './bench-engine';
import { changes, each, itemsOf, list, type Call } from './plain-work';

const TYPE = '@bench.helper';
type Work = (call: Call, node: IExecuteFunctions) => Promise<IDataObject[]>;

/**
 * What n8n lets any node reach: a minimal one that does the same work with n8n's own helper, which
 * signs each request and makes a new connection for it. It has two parameters, with the same
 * expressions in them as the node under test.
 */
export async function helperNode(target: Target): Promise<Contender> {
	const { engine, run, withFile } = await benchEngine(target);
	let work: Work = async () => await Promise.resolve([]);
	const helper: INodeType = {
		description: {
			name: 'helper',
			displayName: 'Helper',
			description: 'Helper',
			group: ['transform'],
			version: 1,
			defaults: { name: 'Helper' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: 'cerbOAuth2Api' }],
			properties: ['id', 'title'].map((name) => ({
				name,
				displayName: name,
				type: 'string',
				default: '',
			})),
		},
		async execute() {
			const records = await work(caller(this, target.url), this);
			return [records.map((json) => ({ json, pairedItem: { item: 0 } }))];
		},
	};
	bedNodes[TYPE] = helper;
	const perform = async (next: Work, items?: INodeExecutionData[]) => {
		work = next;
		return await run(TYPE, { id: '={{ $json.id }}', title: '={{ $json.title }}' }, items);
	};
	return {
		list: async (job) => await perform(async (call) => await list(call, job)),
		each: async (job) => {
			const work: Work = async (call, node) =>
				await each(call, job, (name, index) => node.getNodeParameter(name, index));
			return await perform(work, itemsOf(job));
		},
		upload: async (megabytes) => {
			const item = await withFile(megabytes);
			const stored = await perform(
				async (call, node) => {
					const content = await node.helpers.getBinaryDataBuffer(0, 'data');
					const uri = `data:application/octet-stream;base64,${content.toString('base64')}`;
					const fields = { 'fields[name]': 'bench.bin', 'fields[content]': uri };
					return [await call('POST', 'records/attachment/create.json', fields)];
				},
				[item],
			);
			return stored.map(({ json }) => Number(json.id));
		},
		download: async (id) =>
			await perform(async (_, node) => {
				const url = `${target.url}/rest/attachments/${id}/download.json`;
				const bytes: unknown = await request(node, { method: 'GET', url, encoding: 'stream' });
				type Bytes = Parameters<typeof node.helpers.prepareBinaryData>[0];
				return [{ ...(await node.helpers.prepareBinaryData(bytes as Bytes, 'bench.bin')) }];
			}),
		watch: async () => await Promise.resolve(),
		poll: async (job) => await perform(async (call) => await changes(call, job)),
		stop: async () => await engine.stop(),
	};
}

function caller(node: IExecuteFunctions, url: string): Call {
	return async (method, path, fields) => {
		const options: IHttpRequestOptions = { method, url: `${url}/rest/${path}`, json: true };
		if (fields) {
			options.body = new URLSearchParams(fields).toString();
			options.headers = { 'content-type': 'application/x-www-form-urlencoded' };
			options.json = false;
		}
		const answer = await request(node, options);
		const json = (typeof answer === 'string' ? JSON.parse(answer) : answer) as IDataObject;
		if (json.__status !== 'success') throw new Error(String(json.message));
		return json;
	};
}

async function request(node: IExecuteFunctions, options: IHttpRequestOptions): Promise<unknown> {
	const { httpRequestWithAuthentication: send } = node.helpers;
	return (await send.call(node, 'cerbOAuth2Api', options)) as unknown;
}
