/* eslint-disable @n8n/community-nodes/no-restricted-imports -- starts servers from the test process, never inside n8n */
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { REPOSITORY } from '../../folders';
import { packTarball } from '../../pack';
import { startN8n, type RunningN8n } from '../n8n-host/launch';
import { atExit } from '../n8n-host/last-orders';
import type { OwnProcess } from '../n8n-host/own-process';
import { hostOfRun } from '../shared-n8n';
import { startPostgres } from './postgres';
import { startRedis } from './redis';

/** n8n in queue mode: a main process, workers, Redis and PostgreSQL. */
export interface Cluster {
	n8n: RunningN8n;
	/** How many executions each worker has finished so far. */
	executions(): Promise<number[]>;
	stop(): Promise<void>;
}

/**
 * Starts a cluster with the packed package installed on every process of it.
 * @throws Error of what did not start; nothing is left running then
 */
export async function startCluster(workers: number): Promise<Cluster> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-cluster-'));
	const forget = atExit(() => rmSync(folder, { recursive: true, force: true }));
	const servers: OwnProcess[] = [];
	let n8n: RunningN8n | undefined;
	const stop = async () => {
		await n8n?.stop();
		await Promise.all(servers.map(async (server) => await server.stop()));
		await rm(folder, { recursive: true, force: true });
		forget();
	};
	try {
		const redis = await startRedis(folder);
		servers.push(redis.process);
		const postgres = await startPostgres(folder);
		servers.push(postgres.process);
		const parcel = await packTarball(REPOSITORY);
		n8n = await startN8n({
			host: await hostOfRun(),
			tarball: parcel.tarball,
			workers,
			env: {
				EXECUTIONS_MODE: 'queue',
				QUEUE_BULL_REDIS_HOST: '127.0.0.1',
				QUEUE_BULL_REDIS_PORT: String(redis.port),
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: postgres.host,
				DB_POSTGRESDB_PORT: String(postgres.port),
				DB_POSTGRESDB_USER: postgres.user,
				DB_POSTGRESDB_DATABASE: postgres.database,
			},
		});
		await rm(parcel.folder, { recursive: true });
		const running = n8n;
		const executions = async () =>
			await Promise.all(
				running.workers.map(async ({ log }) => {
					const lines = await readFile(log, 'utf8');
					return lines.split('Worker finished execution').length - 1;
				}),
			);
		return { n8n, executions, stop };
	} catch (problem) {
		await stop();
		return await Promise.reject(problem);
	}
}
