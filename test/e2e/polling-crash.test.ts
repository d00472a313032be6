/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts and kills an n8n of its own, never runs inside n8n */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { startCerbServer, type CerbServer } from '../cerb-server';
import { REPOSITORY } from '../folders';
import { packTarball } from '../pack';
import { connectedData } from './connected';
import { startN8n, type RunningN8n } from './n8n-host/launch';
import {
	activateWorkflow,
	createCredential,
	createWorkflow,
	credentialsOf,
	executionsOf,
} from './n8n-host/workflows';
import { hostOfRun } from './shared-n8n';

jest.setTimeout(600_000);

const HOOKS = join(__dirname, 'crash', 'die-at.js');

/** n8n's settings that store cursor and execution in one transaction. */
const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '1',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
};

/** A poll every two seconds: each of the expressions is one a minute, as n8n wants it. */
const OFTEN = Array.from({ length: 30 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * 2} * * * * *`,
}));

async function bedOf(env: Record<string, string>) {
	const cerb = await startCerbServer();
	const parcel = await packTarball(REPOSITORY);
	const n8n = await startN8n({
		host: await hostOfRun(),
		tarball: parcel.tarball,
		env: { ...env, EXTERNAL_HOOK_FILES: HOOKS },
	});
	await rm(parcel.folder, { recursive: true });
	const credential = await createCredential(
		n8n.api,
		'cerbOAuth2Api',
		'Cerb',
		connectedData(cerb, 1e6),
	);
	const id = await createWorkflow(n8n.api, {
		name: 'Watch',
		nodes: [
			{
				name: 'Watch',
				type: 'n8n-nodes-cerb.cerbTrigger',
				parameters: {
					pollTimes: { item: OFTEN },
					triggerOn: 'recordCreated',
					recordType: { __rl: true, mode: 'alias', value: 'task' },
					options: { settleSeconds: 0 },
				},
				credentials: credentialsOf(credential),
			},
			{ name: 'End', type: 'n8n-nodes-base.noOp' },
		],
		connections: { Watch: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	});
	await activateWorkflow(n8n.api, id);
	return { n8n, cerb, id };
}

describe.each([
	['as it is', {}],
	['with durable cursors', DURABLE],
])('n8n %s', (_name, env) => {
	let bed: { n8n: RunningN8n; cerb: CerbServer; id: string };
	beforeAll(async () => {
		bed = await bedOf(env);
	});
	afterAll(async () => {
		await bed?.n8n.stop();
		await bed?.cerb.stop();
	});

	test.each(['nowhere', 'polled', 'state stored', 'execution stored', 'both committed'])(
		'dies at: %s',
		async (step) => {
			const { n8n, cerb, id } = bed;
			await n8n.restart({ DIE_AT: step });
			await wait(10_000);
			const task = cerb.state.create('task', { title: step });
			await wait(15_000);
			const log = await readFile(n8n.log(), 'utf8');
			const steps = log.split('\n').filter((line) => line.startsWith('HAND-OVER'));
			const isDead = !(await fetch(n8n.url).then(
				() => true,
				() => false,
			));
			await n8n.restart();
			await wait(15_000);
			const all = await executionsOf(n8n.api, id);
			const mine = all.filter(({ items }) => items('Watch').some(({ json }) => json.id === task));
			process.stdout.write(
				`\n${_name} ${step}: ${isDead ? 'died' : 'lives'}; ${steps.join(', ')}; executions: ${mine.map(({ status }) => status).join(', ')}\n`,
			);
		},
	);
});
