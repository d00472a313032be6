/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- waits and prints its figures in the test process, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { startCerbServer, type CerbServer } from '../cerb-server';
import { startCluster, type Cluster } from './cluster/cluster';
import { connectedData } from './connected';
import { RestApi } from './n8n-host/rest-api';
import {
	activateWorkflow,
	createCredential,
	createWorkflow,
	credentialsOf,
	type WorkflowFile,
} from './n8n-host/workflows';
import { n8nUrl } from './shared-n8n';

jest.setTimeout(300_000);

const EXECUTIONS = 200;
const TITLE = 'Execution';
const AT_ONCE = 20;
/** The access token is over each time so many executions have ended. */
const EXPIRES_EVERY = 50;

/** Where it runs, on which Cerb. */
interface Place {
	api: RestApi;
	cerb: CerbServer;
}

/** What came of all executions. */
interface Outcome {
	/** Of the last node, by title, without what differs from run to run. */
	results: IDataObject[];
	ms: number;
	/** HTTP statuses of the calls of the token endpoint. */
	tokenCalls: Array<number | undefined>;
	/** Of the tasks that Cerb has afterwards. */
	titles: string[];
}

let cluster: Cluster;
const cerbs: CerbServer[] = [];

beforeAll(async () => {
	cluster = await startCluster(2);
});
afterAll(async () => {
	await Promise.all(cerbs.map(async (cerb) => await cerb.stop()));
	await cluster?.stop();
});

/** Each call creates a task in Cerb and reads it again: a write and a read that need a good token. */
async function workflowOf({ api, cerb }: Place): Promise<WorkflowFile> {
	const credential = await createCredential(api, 'cerbOAuth2Api', 'Busy', connectedData(cerb));
	const cerbNode = (name: string, parameters: IDataObject) => ({
		name,
		type: 'n8n-nodes-cerb.cerb',
		parameters: {
			resource: 'record',
			recordType: { __rl: true, mode: 'alias', value: 'task' },
			...parameters,
		},
		credentials: credentialsOf(credential),
	});
	return {
		name: 'Busy',
		nodes: [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: 'busy',
				parameters: { httpMethod: 'POST', path: 'busy', responseMode: 'lastNode' },
			},
			cerbNode('Create', {
				operation: 'create',
				fieldsInput: 'json',
				fieldsJson: '={{ { "title": $json.body.title, "importance": $json.body.n % 101 } }}',
			}),
			cerbNode('Get', {
				operation: 'get',
				recordId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
			}),
		],
		connections: {
			Webhook: { main: [[{ node: 'Create', type: 'main', index: 0 }]] },
			Create: { main: [[{ node: 'Get', type: 'main', index: 0 }]] },
		},
	};
}

/** @param onEnd called as each execution has ended, with how many have */
async function runAll(
	api: RestApi,
	atOnce: number,
	onEnd: (ended: number, cerb: CerbServer) => void,
): Promise<Outcome> {
	const cerb = await startCerbServer();
	cerbs.push(cerb);
	const id = await createWorkflow(api, await workflowOf({ api, cerb }));
	await activateWorkflow(api, id);
	const call = async (n: number, title: string): Promise<IDataObject> => {
		const answer = await fetch(`${api.url}/webhook/busy`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify({ n, title }),
		});
		return { httpStatus: answer.status, ...((await answer.json()) as IDataObject) };
	};
	// An activated workflow is called for a little later.
	for (let tries = 0; (await call(0, 'Warm up')).httpStatus === 404 && tries < 300; tries++)
		await wait(100);
	const results: IDataObject[] = [];
	let next = 0;
	const begun = Date.now();
	const lane = async () => {
		while (next < EXECUTIONS) {
			const n = next++;
			results.push(await call(n, titleOf(n)));
			onEnd(results.length, cerb);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, lane));
	const ms = Date.now() - begun;
	const calls = cerb.requests.filter(({ path }) => path === '/oauth/access_token');
	return {
		results: results.map(comparable).sort(byTitle),
		ms,
		tokenCalls: calls.map(({ status }) => status),
		titles: [...cerb.state.table('task').scan()]
			.map(({ title }) => String(title))
			.filter((title) => title.startsWith(TITLE)),
	};
}

const titleOf = (n: number) => `${TITLE} ${String(n).padStart(3, '0')}`;
const byTitle = (a: IDataObject, b: IDataObject) => String(a.title).localeCompare(String(b.title));

/** A result without what depends on the order and the time of the executions. */
function comparable(result: IDataObject): IDataObject {
	const { id, created, updated, record_url, ...rest } = result;
	return { ...rest, isComplete: [id, created, updated, record_url].every(Boolean) };
}

test('200 executions on two workers, the token over meanwhile: as alone, each write once', async () => {
	const alone = await runAll(await RestApi.signIn(n8nUrl()), 1, () => undefined);
	const together = await runAll(cluster.n8n.api, AT_ONCE, (ended, cerb) => {
		if (ended % EXPIRES_EVERY === 0) cerb.oauth.expireAllAccessTokens();
	});
	const byWorker = await cluster.executions();
	process.stdout.write(
		`\n${EXECUTIONS} executions with a write and a read each: ${alone.ms} ms alone, one after the other; ` +
			`${together.ms} ms on two workers, ${AT_ONCE} at once (by worker: ${byWorker.join(', ')}); ` +
			`${together.tokenCalls.length} token calls\n`,
	);
	expect(together.results).toEqual(alone.results);
	expect(together.results.map(({ httpStatus, isComplete }) => [httpStatus, isComplete])).toEqual(
		Array.from({ length: EXECUTIONS }, () => [200, true]),
	);
	expect(together.titles.sort()).toEqual(Array.from({ length: EXECUTIONS }, (_, n) => titleOf(n)));
	expect(together.tokenCalls).toContain(200);
	expect(together.tokenCalls.filter((status) => status !== 200)).toEqual([]);
	expect(Math.min(...byWorker)).toBeGreaterThan(0);
});
