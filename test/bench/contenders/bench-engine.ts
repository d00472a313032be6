/* eslint-disable @n8n/community-nodes/no-restricted-imports -- prepares n8n's engine in Node's own process */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';

import { BinaryDataService } from 'n8n-core';
import { resetSafeRegexEngine } from 'n8n-workflow';
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { createEngine, type CredentialRef, type Engine } from '../../engine/host/engine';
import type { Target } from '../contender';

/** n8n's engine with the package, a connected credential, and files on the disk as n8n keeps them. */
export interface BenchEngine {
	engine: Engine;
	credential: CredentialRef;
	/** Runs one node on some items. @throws Error what the node threw */
	run(
		type: string,
		parameters: INodeParameters,
		items?: INodeExecutionData[],
	): Promise<INodeExecutionData[]>;
	/** An item with a file of random bytes. */
	withFile(megabytes: number): Promise<INodeExecutionData>;
}

/** Starts it. */
export async function benchEngine({ credential: data }: Target): Promise<BenchEngine> {
	const engine = await createEngine();
	// With its time limits, which the tests do without.
	resetSafeRegexEngine();
	const files = container().get(BinaryDataService);
	await files.init();
	const credential = engine.addCredential('cerbOAuth2Api', 'Bench', data);
	return {
		engine,
		credential,
		run: async (type, parameters, items) => {
			const credentials = [credential];
			const { main, error } = await engine.runNode({ type, parameters, credentials, items });
			if (error) return await Promise.reject(error);
			return main[0] ?? [];
		},
		withFile: async (megabytes) => {
			const place = { type: 'execution', workflowId: 'bench', executionId: 'bench' } as const;
			const file: IBinaryData = {
				data: '',
				mimeType: 'application/octet-stream',
				fileName: 'bench.bin',
			};
			return {
				json: {},
				binary: { data: await files.store(place, randomBytes(megabytes * 2 ** 20), file) },
			};
		},
	};
}

/** Of n8n-core's own copy of the module: others hold nothing. */
function container(): { get<T>(type: new (...args: never[]) => T): T } {
	const own = createRequire(require.resolve('n8n-core'));
	return (own('@n8n/di') as { Container: ReturnType<typeof container> }).Container;
}
