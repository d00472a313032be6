/* eslint-disable @n8n/community-nodes/no-restricted-imports -- loads n8n's own nodes from the disk of Node's own process */
import { join } from 'node:path';

import type { INodeParameters, INodeType } from 'n8n-workflow';

import { installHost } from '../../e2e/n8n-host/install';
import { bedNodes } from '../../engine/host/bed-nodes';
import { SOURCE } from '../../engine/host/engine';
import type { Contender, EachJob, Target } from '../contender';
import { benchEngine } from './bench-engine';
import { itemsOf } from './plain-work';

const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
const SPLIT_OUT = 'n8n-nodes-base.splitOut';

/**
 * The alternative: n8n's own HTTP Request node with the credential of this package, its pagination,
 * and Split Out behind it, which makes items of the records.
 * @param pageSize undefined for what Cerb gives by itself: 10 records a page
 */
export async function httpRequestNode(
	target: Target,
	pageSize: number | undefined,
): Promise<Contender> {
	const { engine, credential, run } = await benchEngine(target);
	await addNodes();
	const absent = async () => await Promise.reject(new Error('Not with the HTTP Request node'));
	const records = async (q: string) => {
		const credentials = { [credential.type]: { id: credential.id, name: credential.name } };
		const outcome = await engine.run(
			{
				nodes: [
					{ name: SOURCE, type: 'n8n-nodes-base.manualTrigger' },
					{
						name: 'Pages',
						type: HTTP_REQUEST,
						credentials,
						parameters: { ...signedIn, ...pages(target.url, q, pageSize) },
					},
					{ name: 'Records', type: SPLIT_OUT, parameters: { fieldToSplitOut: 'results' } },
				],
				connections: {
					[SOURCE]: { main: [[{ node: 'Pages', type: 'main', index: 0 }]] },
					Pages: { main: [[{ node: 'Records', type: 'main', index: 0 }]] },
				},
			},
			{ startNode: SOURCE },
		);
		if (outcome.error) return await Promise.reject(outcome.error);
		return outcome.output('Records');
	};
	return {
		list: async ({ upTo }) => await records(`id:<=${upTo} sort:id`),
		watch: async () => await Promise.resolve(),
		poll: async ({ at }) => await records(`updated:"${at} to 4102444800" sort:updated,id`),
		// All items at once: the node knows no other way, but to pause between groups of them. A small
		// server closes some of so many connections: these are counted, and left out.
		each: async (job) => {
			const { main, error } = await engine.runNode({
				type: HTTP_REQUEST,
				parameters: { ...signedIn, ...one(target.url, job) },
				credentials: [credential],
				items: itemsOf(job),
				onError: 'continueRegularOutput',
			});
			if (error) return await Promise.reject(error);
			return main[0].filter(({ json }) => json.error === undefined);
		},
		upload: absent,
		download: async (id) =>
			await run(HTTP_REQUEST, {
				...signedIn,
				url: `${target.url}/rest/attachments/${id}/download.json`,
				options: { response: { response: { responseFormat: 'file' } } },
			}),
		stop: async () => await engine.stop(),
	};
}

/** Parameters that let the node use the credential of this package. */
export const signedIn = {
	authentication: 'predefinedCredentialType',
	nodeCredentialType: 'cerbOAuth2Api',
};

/** Parameters that read all pages of a search of tasks. */
export function pages(url: string, q: string, pageSize: number | undefined): INodeParameters {
	const query = [
		{ name: 'q', value: q },
		...(pageSize === undefined ? [] : [{ name: 'limit', value: String(pageSize) }]),
	];
	const page = { type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' };
	return {
		url: `${url}/rest/records/task/search.json`,
		sendQuery: true,
		queryParameters: { parameters: query },
		options: {
			pagination: {
				pagination: {
					paginationMode: 'updateAParameterInEachRequest',
					parameters: { parameters: [page] },
					paginationCompleteWhen: 'other',
					completeExpression:
						'={{ $response.body.page * $response.body.limit >= $response.body.total }}',
					limitPagesFetched: false,
				},
			},
		},
	};
}

/** Parameters that make one call for each item. */
export function one(url: string, { operation }: EachJob): INodeParameters {
	if (operation === 'get') return { url: `=${url}/rest/records/task/{{ $json.id }}.json` };
	const path = operation === 'create' ? 'create' : '{{ $json.id }}';
	return {
		method: operation === 'create' ? 'POST' : 'PUT',
		url: `=${url}/rest/records/task/${path}.json`,
		sendBody: true,
		contentType: 'form-urlencoded',
		bodyParameters: { parameters: [{ name: 'fields[title]', value: '={{ $json.title }}' }] },
	};
}

/** n8n's own nodes, from the n8n that the end-to-end tests install. */
async function addNodes(): Promise<void> {
	const { folder } = await installHost();
	const nodes = join(folder, 'node_modules/n8n-nodes-base/dist/nodes');
	const { HttpRequest } = (await import(join(nodes, 'HttpRequest/HttpRequest.node.js'))) as {
		HttpRequest: new () => { description: { defaultVersion: number }; getNodeType(): INodeType };
	};
	const { SplitOut } = (await import(join(nodes, 'Transform/SplitOut/SplitOut.node.js'))) as {
		SplitOut: new () => INodeType;
	};
	bedNodes[HTTP_REQUEST] = new HttpRequest().getNodeType();
	bedNodes[SPLIT_OUT] = new SplitOut();
}
