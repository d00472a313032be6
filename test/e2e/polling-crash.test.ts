/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts and kills an n8n of its own and prints what came of it, never runs inside n8n */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
	pollEvery,
} from './n8n-host/workflows';
import { hostOfRun } from './shared-n8n';

jest.setTimeout(180_000);

/** n8n's settings that store how far a trigger has read together with the execution. */
const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	// Quicker than usual, for the sake of the test.
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '1',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
};

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
	for (const end = Date.now() + 60_000; !(await holds()); await wait(100)) {
		if (Date.now() > end) throw new Error('It did not come to be within a minute');
	}
}

/** An n8n that can be told to die, and a workflow on it that starts with new tasks. */
class Mortal {
	private constructor(
		private readonly n8n: RunningN8n,
		private readonly cerb: CerbServer,
		private readonly id: string,
		private readonly folder: string,
	) {}

	static async start(env: Record<string, string>): Promise<Mortal> {
		const folder = await mkdtemp(join(tmpdir(), 'n8n-mortal-'));
		const cerb = await startCerbServer();
		const parcel = await packTarball(REPOSITORY);
		const n8n = await startN8n({
			host: await hostOfRun(),
			tarball: parcel.tarball,
			env: {
				...env,
				EXTERNAL_HOOK_FILES: join(__dirname, 'crash', 'die-at.js'),
				DIE_AT: join(folder, 'step'),
			},
		});
		await rm(parcel.folder, { recursive: true });
		const data = connectedData(cerb, 86_400);
		const credential = await createCredential(n8n.api, 'cerbOAuth2Api', 'Cerb', data);
		const id = await createWorkflow(n8n.api, {
			name: 'Watch',
			nodes: [
				{
					name: 'Watch',
					type: 'n8n-nodes-cerb.cerbTrigger',
					parameters: {
						pollTimes: pollEvery(2),
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
		return new Mortal(n8n, cerb, id, folder);
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.cerb.stop();
		await rm(this.folder, { recursive: true });
	}

	create(): number {
		return this.cerb.state.create('task', {});
	}

	/** The executions that got a task. */
	async executionsWith(task: number): Promise<string[]> {
		const all = await executionsOf(this.n8n.api, this.id);
		const mine = all.filter(({ items }) => items('Watch').some(({ json }) => json.id === task));
		return mine.map(({ status }) => status);
	}

	/** Lets n8n die while it hands over a task, and start again. @returns the task */
	async dieAt(step: string): Promise<number> {
		const order = join(this.folder, 'step');
		await writeFile(order, step);
		const task = this.create();
		await until(() => !existsSync(order));
		await this.n8n.restart();
		// What comes later has come, then all has that was to come.
		const later = this.create();
		await until(async () => (await this.executionsWith(later)).includes('success'));
		return task;
	}

	/** What was told of the last hand-over since n8n was started: steps with milliseconds. */
	async steps(): Promise<string[]> {
		const lines = (await readFile(this.n8n.log(), 'utf8')).split('\n');
		const told = lines.filter((line) => line.startsWith('HAND-OVER '));
		return told.slice(told.lastIndexOf(told.filter((line) => line.includes('polled')).at(-1)!) + 1);
	}
}

describe.each<[string, Record<string, string>, Array<[step: string, times: number[]]>]>([
	[
		'as it is',
		{},
		[
			['polled', [1]],
			// n8n stores the state a little before the execution: between the two it is lost.
			['state stored', [0, 1]],
			['execution stored', [1]],
		],
	],
	[
		'with durable cursors',
		DURABLE,
		[
			// After its restart n8n may run the poll that was cut short beside the next one: both find it.
			['polled', [1, 2]],
			['execution stored', [1, 2]],
			['both committed', [1]],
		],
	],
])('an n8n that dies while it hands over a record, %s', (name, env, cases) => {
	let mortal: Mortal;
	beforeAll(async () => {
		mortal = await Mortal.start(env);
	});
	afterAll(async () => await mortal?.stop());

	test('gives what is created right after the activation', async () => {
		const task = mortal.create();
		await until(async () => (await mortal.executionsWith(task)).length > 0);
		const steps = await mortal.steps();
		process.stdout.write(`\nHand-over in n8n ${name}: ${steps.join(', ')} (milliseconds)\n`);
	});

	test.each(cases)('at the step "%s"', async (step, times) => {
		const task = await mortal.dieAt(step);
		const executions = await mortal.executionsWith(task);
		process.stdout.write(
			`\nn8n ${name} killed when ${step}: ${executions.length} executions with the record\n`,
		);
		expect(times).toContain(executions.length);
	});
});
