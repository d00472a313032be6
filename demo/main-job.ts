/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a script for the terminal, it never runs inside n8n */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { startCerbServer } from '../test/cerb-server';
import { DEFAULT_APP } from '../test/cerb-server/oauth';
import { realCerb } from '../test/contract/real-cerb';
import {
	createEngine,
	type CredentialRef,
	type Engine,
	type Outcome,
	type WorkflowInput,
} from '../test/engine/host/engine';
import { table } from './table';

const WORKFLOW = join(__dirname, 'workflows', 'main-job.json');
const SHOWN_TICKETS = 10;

/** A Cerb to show the main job on; `stop` ends what was started for it. */
interface DemoCerb {
	name: string;
	connect(engine: Engine): Promise<CredentialRef>;
	stop(): Promise<void>;
}

async function chooseCerb(): Promise<DemoCerb> {
	const real = realCerb();
	if (real) {
		const way = real.ways.find(({ authentication }) => authentication === 'oAuth2');
		if (!way) throw new Error(`This workflow signs in with OAuth2.\n${real.missing.join('\n')}`);
		return { name: real.url, connect: way.connect, stop: async () => undefined };
	}
	const server = await startCerbServer({ tickets: 400 });
	return {
		name: `the embedded Cerb at ${server.url}`,
		async connect(engine) {
			const credential = engine.addCredential('cerbOAuth2Api', 'Demo', {
				baseUrl: server.url,
				clientId: DEFAULT_APP.clientId,
				clientSecret: DEFAULT_APP.clientSecret,
			});
			const admin = server.state.getWorker(1);
			if (!admin) throw new Error('The embedded Cerb has no worker #1');
			await engine.authorize(credential, admin);
			return credential;
		},
		stop: server.stop,
	};
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

function show(outcome: Outcome): void {
	const [me] = outcome.output('Get me');
	say(`\nSigned in as ${String(me.json.full_name)} (worker #${String(me.json.id)})`);

	const tickets = outcome.output('Find tickets').map(({ json }) => json);
	say(`\n${tickets.length} tickets; the first ${Math.min(SHOWN_TICKETS, tickets.length)}:\n`);
	say(table(tickets.slice(0, SHOWN_TICKETS), ['id', 'mask', 'status', 'updated', 'subject']));

	const [answer] = outcome.output('Count tickets by status');
	const { subtotals } = answer.json as { subtotals?: { status?: Array<Record<string, unknown>> } };
	say('\nGET /rest/records/ticket/search, subtotals by status:\n');
	say(table(subtotals?.status ?? [], ['label', 'hits']));
}

async function main(): Promise<number> {
	const cerb = await chooseCerb();
	const engine = await createEngine();
	try {
		say(`\nSigning in with OAuth2 at ${cerb.name} …`);
		const credential = await cerb.connect(engine);
		const workflow = JSON.parse(await readFile(WORKFLOW, 'utf8')) as WorkflowInput;
		const outcome = await engine.runWorkflowJson(workflow, { credentials: [credential] });
		if (outcome.error) {
			const { message, description } = outcome.error as Error & { description?: string };
			say(`\nThe workflow stopped: ${message}\n${description ?? ''}`);
			return 1;
		}
		show(outcome);
		say(`\nThe workflow "${workflow.name}" ran in n8n's engine in ${outcome.durationMs} ms.`);
		return 0;
	} finally {
		await engine.stop();
		await cerb.stop();
	}
}

main().then(
	(status) => process.exit(status),
	(error: Error) => {
		say(`\nThe demo could not run: ${error.message}`);
		process.exit(1);
	},
);
