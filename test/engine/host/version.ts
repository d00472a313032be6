/* eslint-disable @n8n/community-nodes/no-restricted-imports -- finds the engine on the disk of Node's own process */
import { dirname } from 'node:path';

import * as n8nWorkflow from 'n8n-workflow';
import type { WorkflowExecute } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';
import { version as core } from 'n8n-core/package.json';
import { version as workflow } from 'n8n-workflow/package.json';

/*
 * The bed runs the engine of n8n 2 or, in jest's project "engine-1x", that of n8n 1. What differs
 * in the bed is here; texts and steps as in n8n 2.41 and 1.123.
 */

/** Versions of the engine's two packages. */
export const ENGINE = { core, workflow };

/** Whether this is the engine of n8n 1. */
export const IS_N8N_1 = core.startsWith('1.');

/** The engine's copy of `n8n-workflow`. */
export const N8N_WORKFLOW = dirname(require.resolve('n8n-workflow/package.json'));

/**
 * Fields n8n recomputes from the credential type's default whenever the type declares them hidden;
 * a stored value is dropped. n8n 1 keeps what is stored.
 */
export const PINNED_WHEN_HIDDEN = IS_N8N_1
	? []
	: [
			'useDynamicClientRegistration',
			'authUrl',
			'accessTokenUrl',
			'grantType',
			'authentication',
			'usePkce',
			'requestTokenUrl',
			'signatureMethod',
		];

/**
 * The fields of a loaded credential type with those n8n's server adds to it. On n8n 1 the code for
 * it is the server's own.
 */
export function withDomainRestriction(type: ICredentialType): INodeProperties[] {
	if (!IS_N8N_1) return n8nWorkflow.injectDomainRestrictionFields(type);
	return [
		...type.properties,
		{
			displayName: 'Allowed HTTP Request Domains',
			name: 'allowedHttpRequestDomains',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Specific Domains', value: 'domains' },
				{ name: 'None', value: 'none' },
			],
			default: 'all',
		},
		{
			displayName: 'Allowed Domains',
			name: 'allowedDomains',
			type: 'string',
			default: '',
			displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
		},
	];
}

/**
 * What n8n stores behind `preAuthentication`. n8n 2 reads the credential anew and changes what was
 * returned; n8n 1 writes back the whole credential as this run had read it, expressions resolved.
 *
 * @param session name of the type's hidden expirable field
 */
export function dataAfterPreAuthentication(
	stored: ICredentialDataDecryptedObject,
	asRead: ICredentialDataDecryptedObject,
	output: ICredentialDataDecryptedObject,
	session: string,
): ICredentialDataDecryptedObject {
	if (IS_N8N_1) return { ...asRead, ...output };
	const changed = Object.entries(output).filter(
		// A field in which the user wrote an expression keeps it.
		([key]) => key === session || !n8nWorkflow.isExpression(stored[key]),
	);
	return { ...stored, ...Object.fromEntries(changed) };
}

type Run = WorkflowExecute['run'];

/** Starts an execution. n8n 1 takes the options one by one. */
export function startRun(engine: WorkflowExecute, options: Parameters<Run>[0]): ReturnType<Run> {
	if (!IS_N8N_1) return engine.run(options);
	const { workflow, startNode, destinationNode, pinData } = options;
	const run = engine.run.bind(engine) as unknown as (...args: unknown[]) => ReturnType<Run>;
	return run(workflow, startNode, destinationNode, pinData);
}

/** Ends a timer that n8n 1 starts with its first execution and that keeps the process alive. */
export async function stopTimers(): Promise<void> {
	if (!IS_N8N_1) return;
	const { Container } = await import('@n8n/di');
	const { SSHClientsManager } = await import('n8n-core/dist/execution-engine/ssh-clients-manager');
	Container.get(SSHClientsManager).onShutdown();
}
