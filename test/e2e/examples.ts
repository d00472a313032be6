/* eslint-disable @n8n/community-nodes/no-restricted-imports -- reads the repository's files from Node's own process */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '../folders';
import { credentialsOf, type Credential, type WorkflowFile } from './n8n-host/workflows';

const FOLDER = join(REPOSITORY, 'demo', 'workflows');

/** The chat that stands for the user's own. */
export const CHAT = 'https://chat.example.com';

/** The names of all example workflows' files. */
export function exampleFiles(): string[] {
	return readdirSync(FOLDER)
		.filter((name) => name.endsWith('.json'))
		.sort();
}

/** What starts an example that cannot be started by hand. */
const INSTANT = 'n8n-nodes-cerb.cerbInstantTrigger';

/** The instant trigger that starts a workflow, if one does. */
export function instantTrigger<Node extends { type: string }>(workflow: {
	nodes: Node[];
}): Node | undefined {
	return workflow.nodes.find(({ type }) => type === INSTANT);
}

/**
 * An example as a user has it after importing it, picking the credential in each Cerb node and
 * entering the address of the chat.
 */
export function readExample(file: string, credential: Credential, chatUrl: string): WorkflowFile {
	const text = readFileSync(join(FOLDER, file), 'utf8').replaceAll(CHAT, chatUrl);
	const workflow = JSON.parse(text) as WorkflowFile;
	const nodes = workflow.nodes.map((node) =>
		node.type.startsWith('n8n-nodes-cerb.')
			? { ...node, credentials: credentialsOf(credential) }
			: node,
	);
	return { ...workflow, nodes };
}
