/* eslint-disable @n8n/community-nodes/no-restricted-imports -- starts Node's own processes, never runs inside n8n */
import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

import { preparePackage } from '../engine/host/package-under-test';
import { REPOSITORY } from '../folders';
import { packTarball } from '../pack';
import { median } from './workloads';

/** What n8n pays for the package when it starts. */
export interface Loading {
	/** Milliseconds to require all of its files. */
	ms: number;
	/** Megabytes of heap that they keep. */
	heap: number;
	/** Bytes of the tarball. */
	tarball: number;
}

/** Requires what package.json names, as n8n's loader does, with n8n-workflow loaded already. */
const SCRIPT = `
const { n8n } = require(process.argv[1] + '/package.json');
require(require.resolve('n8n-workflow', { paths: [process.argv[1]] }));
gc();
const heap = process.memoryUsage().heapUsed;
const began = performance.now();
for (const file of [...n8n.credentials, ...n8n.nodes]) {
	for (const type of Object.values(require(process.argv[1] + '/' + file))) new type();
}
const ms = performance.now() - began;
gc();
console.log(JSON.stringify({ ms, heap: (process.memoryUsage().heapUsed - heap) / 2 ** 20 }));
`;

/**
 * Loads the built package in new processes.
 * @param node the executable of Node.js
 */
export async function loading(rounds: number, node: string): Promise<Loading> {
	const folder = await preparePackage();
	const runs: Array<{ ms: number; heap: number }> = [];
	for (let round = 0; round < rounds; round++) {
		const { stdout } = await promisify(execFile)(node, ['--expose-gc', '-e', SCRIPT, folder]);
		runs.push(JSON.parse(stdout) as (typeof runs)[number]);
	}
	const parcel = await packTarball(REPOSITORY);
	const { size } = await stat(parcel.tarball);
	await rm(parcel.folder, { recursive: true });
	return {
		ms: median(runs.map(({ ms }) => ms)),
		heap: median(runs.map(({ heap }) => heap)),
		tarball: size,
	};
}
