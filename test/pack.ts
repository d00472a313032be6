/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs npm from Node's own process, never inside n8n */
import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { CACHE } from './folders';

const run = promisify(execFile);

/**
 * Packs a built tree with `npm pack`, without running scripts.
 *
 * @returns the tarball, alone in a new folder that the caller removes
 */
export async function packTarball(root: string): Promise<{ folder: string; tarball: string }> {
	await mkdir(CACHE, { recursive: true });
	const folder = await mkdtemp(join(CACHE, 'pack-'));
	await run('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
		cwd: root,
	});
	const [name] = await readdir(folder);
	return { folder, tarball: join(folder, name) };
}
