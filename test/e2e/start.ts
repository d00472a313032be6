/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts n8n from the test process, never inside n8n */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { Config } from 'jest';

import { REPOSITORY } from '../folders';
import { packTarball } from '../pack';
import { installHost } from './n8n-host/install';
import { startN8n } from './n8n-host/launch';
import { keepForStop, tell } from './shared-n8n';

/** Before the first test: one n8n for all test files, with the packed package installed. */
export default async function start(_all: unknown, { globals }: Config): Promise<void> {
	const manifests = join(__dirname, globals?.N8N_MAJOR === 1 ? 'n8n-host-1' : 'n8n-host');
	const host = await installHost(manifests);
	const parcel = await packTarball(REPOSITORY);
	const n8n = await startN8n({
		host,
		tarball: parcel.tarball,
		// The default of n8n 2; n8n 1 keeps files in memory otherwise.
		env: { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' },
	});
	await rm(parcel.folder, { recursive: true });
	keepForStop(n8n);
	tell({ url: n8n.url, manifests });
	const { start: boot, install } = n8n.timings;
	process.stdout.write(
		`\nn8n at ${n8n.url}: up in ${boot} ms, package installed in ${install} ms\n`,
	);
}
