/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives an n8n from outside, never inside it */
import { rm } from 'node:fs/promises';

import type { Host } from '../e2e/n8n-host/install';
import { startN8n, type RunningN8n } from '../e2e/n8n-host/launch';
import {
	chain,
	createCredential,
	createWorkflow,
	credentialsOf,
	runWorkflow,
	type Credential,
	type WorkflowNode,
} from '../e2e/n8n-host/workflows';
import { search } from '../engine/operations';
import { REPOSITORY } from '../folders';
import { packTarball } from '../pack';
import type { EachJob, Target } from './contender';
import { eachParameters } from './contenders/cerb-node';
import { one, pages, signedIn } from './contenders/http-request-node';
import { itemsOf, OWN_TITLE } from './contenders/plain-work';
import { deleteTasks, ownTasks, sizes, type Server } from './targets';
import type { Extent } from './workloads';

/** Milliseconds that n8n says its nodes took, by round. */
export interface InN8n {
	workload: string;
	count: number;
	/** Calls of the HTTP Request node that failed, in its worst round. */
	failed: number;
	ours: number[];
	httpRequest: number[];
}

interface Workload {
	name: string;
	job?: EachJob;
	ours: WorkflowNode[];
	httpRequest: WorkflowNode[];
}

const TIMEOUT_MS = 600_000;

/**
 * What people see: both nodes in a running n8n with its database, its sandbox and the packed package,
 * in turn on the same credential.
 */
export async function inN8n(server: Server, extent: Extent, host: Host): Promise<InN8n[]> {
	const parcel = await packTarball(REPOSITORY);
	const starting = startN8n({ host, tarball: parcel.tarball });
	const n8n = await starting.finally(async () => await rm(parcel.folder, { recursive: true }));
	try {
		return await compareAll(n8n, server.target, extent);
	} finally {
		await n8n.stop();
		await deleteTasks(server.target, OWN_TITLE);
	}
}

async function compareAll(n8n: RunningN8n, target: Target, { rounds, records, items }: Extent) {
	const { url } = target;
	const credential = await createCredential(n8n.api, 'cerbOAuth2Api', 'Bench', target.credential);
	const compare = async (workload: Workload) => await compareIn(n8n, credential, workload, rounds);
	const [{ upTo }] = await sizes(target, records);
	const split = { name: 'Split', type: 'n8n-nodes-base.splitOut' };
	const lists = await compare({
		name: 'list, simplified',
		ours: [cerb(search('task', `id:<=${upTo}`, { returnAll: true }))],
		httpRequest: [
			http(pages(url, `id:<=${upTo} sort:id`, 500)),
			{ ...split, parameters: { fieldToSplitOut: 'results' } },
		],
	});
	const each = async (operation: EachJob['operation'], overlap: number, ids: number[] = []) => {
		const job: EachJob = { operation, overlap, ids, count: items, output: 'raw' };
		const nodes = { ours: [cerb(eachParameters(job))], httpRequest: [http(one(url, job))] };
		return await compare({ name: operation, job, ...nodes });
	};
	const creates = await each('create', 1);
	const ids = await ownTasks(target, items);
	return [lists, creates, await each('update', 1, ids), await each('get', 2, ids)];
}

const cerb = (parameters: object): WorkflowNode => ({
	name: 'Work',
	type: 'n8n-nodes-cerb.cerb',
	parameters: { ...parameters },
});

const http = (parameters: object): WorkflowNode => ({
	name: 'Work',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: { ...signedIn, ...parameters },
	// It sends the calls for all items at once, and a small server refuses some of them.
	onError: 'continueRegularOutput',
});

async function compareIn(
	{ api }: RunningN8n,
	credential: Credential,
	{ name, job, ours, httpRequest }: Workload,
	rounds: number,
): Promise<InN8n> {
	const input = job && itemsOf(job).map(({ json }) => json);
	const add = async ([first, ...others]: WorkflowNode[]) => {
		const nodes = [{ ...first, credentials: credentialsOf(credential) }, ...others];
		const id = await createWorkflow(api, chain('Bench', nodes, input));
		return { id, last: nodes[nodes.length - 1].name, names: nodes.map((node) => node.name) };
	};
	const workflows = { ours: await add(ours), httpRequest: await add(httpRequest) };
	const found: InN8n = { workload: name, count: 0, failed: 0, ours: [], httpRequest: [] };
	const both = ['ours', 'httpRequest'] as const;
	for (let round = 0; round < rounds; round++) {
		for (const who of round % 2 === 0 ? both : [...both].reverse()) {
			const { id, last, names } = workflows[who];
			const { status, error, items, msOf } = await runWorkflow(api, id, TIMEOUT_MS);
			if (status !== 'success') throw new Error(`${name}, ${who}: ${error?.message ?? status}`);
			const made = items(last);
			const failed = made.filter(({ json }) => json.error !== undefined).length;
			if (who === 'ours') found.count = made.length;
			else found.failed = Math.max(found.failed, failed);
			found[who].push(names.reduce((ms, node) => ms + msOf(node), 0));
		}
	}
	return found;
}
