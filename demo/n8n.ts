/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a script for the terminal, it never runs inside n8n */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { setHandlers, startCerbServer, type CerbServer } from '../test/cerb-server';
import { DEFAULT_APP } from '../test/cerb-server/oauth';
import { connectedData } from '../test/e2e/connected';
import { exampleFiles, instantTrigger, readExample } from '../test/e2e/examples';
import { installHost } from '../test/e2e/n8n-host/install';
import { startN8n, type RunningN8n } from '../test/e2e/n8n-host/launch';
import { OWNER } from '../test/e2e/n8n-host/rest-api';
import { createCredential, createWorkflow, runWorkflow } from '../test/e2e/n8n-host/workflows';
import { packTarball } from '../test/pack';
import { startChat } from '../test/support/chat';
import { table } from './table';

const USUAL_PORT = 5678;
const SHOWN = 3;

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

/** An example workflow as it lies in n8n. */
interface Example {
	id: string;
	name: string;
	/** The node whose items are the result. */
	last: string;
	/** The automation that starts it, if it starts with a change in Cerb only. */
	automation?: string;
}

async function addExamples(
	{ api }: RunningN8n,
	cerb: CerbServer,
	chatUrl: string,
): Promise<Example[]> {
	const data = connectedData(cerb);
	const credential = await createCredential(api, 'cerbOAuth2Api', 'Embedded Cerb', data);
	const examples: Example[] = [];
	for (const file of exampleFiles()) {
		const workflow = readExample(file, credential, chatUrl);
		const id = await createWorkflow(api, workflow);
		examples.push({
			id,
			name: workflow.name,
			last: workflow.nodes[workflow.nodes.length - 1].name,
			automation: instantTrigger(workflow)?.parameters?.automationName as string | undefined,
		});
	}
	// What an administrator would paste.
	const handlers = examples
		.flatMap(({ automation = '' }) => (automation === '' ? [] : [automation, `${automation}.test`]))
		.map((name, index) => `automation/example_${index}:\n  uri: cerb:automation:${name}\n`);
	setHandlers(cerb.state, handlers.join(''));
	return examples;
}

/** The first columns that are about something: Cerb's answers begin with its version and status. */
function columnsOf(row: object = {}): string[] {
	return Object.keys(row)
		.filter((name) => !name.startsWith('__'))
		.slice(0, 4);
}

/** @returns whether all of them succeeded */
async function runAll({ api }: RunningN8n, examples: Example[]): Promise<boolean> {
	let isFine = true;
	for (const { id, name, last, automation } of examples) {
		if (automation !== undefined) continue;
		const { status, error, items, durationMs } = await runWorkflow(api, id);
		const rows = items(last).map(({ json }) => json);
		say(`\n${name}: ${status} in ${durationMs} ms, ${rows.length} items`);
		if (error) say(`  ${error.message}\n  ${error.description ?? ''}`);
		else say(table(rows.slice(0, SHOWN), columnsOf(rows[0])));
		isFine &&= status === 'success' && rows.length > 0;
	}
	return isFine;
}

async function main(isOnce: boolean): Promise<boolean> {
	const host = await installHost();
	const cerb = await startCerbServer({ tickets: 400 });
	const chat = await startChat();
	const parcel = await packTarball(join(__dirname, '..'));
	say('Starting n8n (up to a minute) …');
	// The usual port for people; beside another n8n a run that ends by itself takes any.
	const port = isOnce ? undefined : USUAL_PORT;
	const n8n = await startN8n({ host, tarball: parcel.tarball, port });
	await rm(parcel.folder, { recursive: true });
	try {
		const examples = await addExamples(n8n, cerb, chat.url);
		if (isOnce) return await runAll(n8n, examples);
		const admin = cerb.state.getWorker(1);
		say(`
n8n            ${n8n.url}
  Login        ${OWNER.email}  password  ${OWNER.password}
  Workflows    ${examples.map(({ name }) => name).join('\n               ')}

Cerb           ${cerb.url}  (embedded, in memory)
  Login        ${admin?.email}  password  ${admin?.password}
  OAuth2       Client ID ${DEFAULT_APP.clientId}, Client Secret ${DEFAULT_APP.clientSecret}

Chat           ${chat.url}  (takes what the example sends, and drops it)

Ctrl-C ends both; nothing is kept.`);
		// Ctrl-C ends this process, and the end of this process ends n8n.
		return await new Promise<never>(() => undefined);
	} finally {
		await n8n.stop();
		await cerb.stop();
		await chat.stop();
	}
}

main(process.argv.includes('--once')).then(
	(isFine) => process.exit(isFine ? 0 : 1),
	(error: Error) => {
		say(`\nThe demo could not run: ${error.message}`);
		process.exit(1);
	},
);
