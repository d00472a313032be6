/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts n8n from the test process, never inside n8n */
import { rm } from 'node:fs/promises';

import { REPOSITORY } from '../folders';
import { packTarball } from '../pack';
import { installHost } from './n8n-host/install';
import { startN8n } from './n8n-host/launch';
import { keepForStop, tellUrl } from './shared-n8n';

/** Before the first test: one n8n for all test files, with the packed package installed. */
export default async function start(): Promise<void> {
	const host = await installHost();
	const parcel = await packTarball(REPOSITORY);
	const n8n = await startN8n({ host, tarball: parcel.tarball });
	await rm(parcel.folder, { recursive: true });
	keepForStop(n8n);
	tellUrl(n8n.url);
	const { start: boot, install } = n8n.timings;
	process.stdout.write(
		`\nn8n at ${n8n.url}: up in ${boot} ms, package installed in ${install} ms\n`,
	);
}
