/* eslint-disable @n8n/community-nodes/no-restricted-imports -- drives an n8n from outside, never inside it */
import { rm } from 'node:fs/promises';

import { installHost } from '../e2e/n8n-host/install';
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
import type { EachJob } from './contender';
import { eachParameters } from './contenders/cerb-node';
import { one, pages, signedIn } from './contenders/http-request-node';
import { itemsOf, OWN_TITLE } from './contenders/plain-work';
import { deleteTasks, idOf, ownTasks, type Server } from './targets';
import type { Extent } from './workloads';

/** Milliseconds that n8n says its nodes took, by round. */
export interface InN8n {
	workload: string;
	count: number;
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
export async function inN8n(server: Server, { rounds, records, items }: Extent): Promise<InN8n[]> {
	const host = await installHost();
	const parcel = await packTarball(REPOSITORY);
	const n8n = await startN8n({ host, tarball: parcel.tarball });
	await rm(parcel.folder, { recursive: true });
	try {
		const { url, credential: data } = server.target;
		const credential = await createCredential(n8n.api, 'cerbOAuth2Api', 'Bench', data);
		const compare = async (workload: Workload) =>
			await compareIn(n8n, credential, workload, rounds);
		const half = await idOf(server.target, Math.floor(records / 2));
		const made: InN8n[] = [
			await compare({
				name: 'list, simplified',
				ours: [cerb(search('task', `id:<=${half}`, { returnAll: true }))],
				httpRequest: [
					http(pages(url, `id:<=${half} sort:id`, 500)),
					{
						name: 'Split',
						type: 'n8n-nodes-base.splitOut',
						parameters: { fieldToSplitOut: 'results' },
					},
				],
			}),
		];
		const job = { count: items, ids: [] as number[], output: 'raw' as const };
		const each = async (more: EachJob) =>
			await compare({
				name: more.operation,
				job: more,
				ours: [cerb(eachParameters(more))],
				httpRequest: [http(one(url, more))],
			});
		made.push(await each({ ...job, operation: 'create', overlap: 1 }));
		job.ids = await ownTasks(server.target, items);
		made.push(await each({ ...job, operation: 'update', overlap: 1 }));
		made.push(await each({ ...job, operation: 'get', overlap: 2 }));
		await deleteTasks(server.target, OWN_TITLE);
		return made;
	} finally {
		await n8n.stop();
	}
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
	const found: InN8n = { workload: name, count: 0, ours: [], httpRequest: [] };
	for (let round = 0; round < rounds; round++) {
		for (const who of ['ours', 'httpRequest'] as const) {
			const { id, last, names } = workflows[who];
			const { status, error, items, msOf } = await runWorkflow(api, id, TIMEOUT_MS);
			if (status !== 'success') throw new Error(`${name}, ${who}: ${error?.message ?? status}`);
			found.count = items(last).length;
			found[who].push(names.reduce((ms, node) => ms + msOf(node), 0));
		}
	}
	return found;
}
