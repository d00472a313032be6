/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the build from disk; runs in Node's own process, never inside n8n */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

import type { ICredentialType, INodeType } from 'n8n-workflow';

const ROOT = resolve(__dirname, '../../..');

/** A class of the built package, as n8n would load it. */
function loadBuilt<T>(file: string, name: string): new () => T {
	const path = join(ROOT, 'dist', file);
	expect(
		`${file} ${existsSync(path) ? 'is built' : 'is not built: run "npm run build" first'}`,
	).toBe(`${file} is built`);
	return (createRequire(path)(path) as Record<string, new () => T>)[name];
}

export function builtNode(): INodeType {
	return new (loadBuilt<INodeType>('nodes/Cerb/Cerb.node.js', 'Cerb'))();
}

export function builtTrigger(): INodeType {
	return new (loadBuilt<INodeType>('nodes/Cerb/CerbTrigger.node.js', 'CerbTrigger'))();
}

export function builtInstantTrigger(): INodeType {
	const file = 'nodes/Cerb/CerbInstantTrigger.node.js';
	return new (loadBuilt<INodeType>(file, 'CerbInstantTrigger'))();
}

/** The classes of the credential types. */
export const CREDENTIALS = ['CerbOAuth2Api', 'CerbSignatureApi', 'CerbTokenApi'] as const;

export function builtCredential(name: (typeof CREDENTIALS)[number]): ICredentialType {
	return new (loadBuilt<ICredentialType>(`credentials/${name}.credentials.js`, name))();
}

/** The built registry's look-up: whether an operation behind two saved names can be run. */
export function canRun(resource: string, operation: string): boolean {
	const path = join(ROOT, 'dist/nodes/Cerb/actions/index.js');
	const { findOperation } = createRequire(path)(path) as {
		findOperation: (resource: string, operation: string) => { execute: unknown } | undefined;
	};
	return typeof findOperation(resource, operation)?.execute === 'function';
}
