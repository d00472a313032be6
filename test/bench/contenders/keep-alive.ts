/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a client of Node's own process, never runs inside n8n */
import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';

import type { IDataObject } from 'n8n-workflow';

import type { Contender, Target } from '../contender';
import { changes, each, itemsOf, list, type Call } from './plain-work';

/** The limit: a client written by hand for this work, with connections that stay open. */
export function keepAlive({ url, credential }: Target): Contender {
	const agent = new Agent({ keepAlive: true });
	const authorization = `Bearer ${credential.oauthTokenData.access_token}`;

	const send = async (method: string, path: string, body?: string) =>
		await new Promise<IncomingMessage>((resolve, reject) => {
			const headers: Record<string, string | number> = { authorization };
			if (body !== undefined) {
				headers['content-type'] = 'application/x-www-form-urlencoded';
				headers['content-length'] = Buffer.byteLength(body);
			}
			request(`${url}/rest/${path}`, { method, agent, headers }, resolve)
				.on('error', reject)
				.end(body);
		});
	const call: Call = async (method, path, fields) => {
		const body = fields && new URLSearchParams(fields).toString();
		const json = JSON.parse((await read(await send(method, path, body))).toString()) as IDataObject;
		if (json.__status !== 'success') throw new Error(String(json.message));
		return json;
	};
	return {
		list: async (job) => await list(call, job),
		each: async (job) => {
			const items = itemsOf(job);
			return await each(call, job, (name, index) => items[index].json[name]);
		},
		upload: async (megabytes) => {
			// One that was idle may be closed by the server while so much is written.
			agent.destroy();
			const content = `data:application/octet-stream;base64,${randomBytes(megabytes * 2 ** 20).toString('base64')}`;
			const fields = { 'fields[name]': 'bench.bin', 'fields[content]': content };
			return [Number((await call('POST', 'records/attachment/create.json', fields)).id)];
		},
		// What a file costs to get, not to keep: the bytes are counted and let go.
		download: async (id) => {
			let bytes = 0;
			for await (const chunk of await send('GET', `attachments/${id}/download.json`)) {
				bytes += (chunk as Buffer).length;
			}
			return [bytes];
		},
		watch: async () => await Promise.resolve(),
		poll: async (job) => await changes(call, job),
		stop: async () => await Promise.resolve(agent.destroy()),
	};
}

async function read(response: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}
