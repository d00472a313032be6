/* eslint-disable @n8n/community-nodes/no-restricted-imports -- copies the built package on disk, in Node's own test process */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { linkHostModules, preparePackage } from '../host/package-under-test';

/** A deliberate bug: one place in the built code, and what stands there instead. */
export interface Patch {
	/** Below `dist/`. */
	file: string;
	from: string;
	to: string;
}

/**
 * A copy of the built package with a bug in it.
 * @returns its folder, and how to remove it
 * @throws Error unless the place is there exactly once
 */
export async function patchedPackage({ file, from, to }: Patch) {
	const original = await preparePackage();
	const parts = (await readFile(join(original, 'dist', file), 'utf8')).split(from);
	if (parts.length !== 2) throw new Error(`${file} has ${parts.length - 1} places like: ${from}`);

	const home = await mkdtemp(join(tmpdir(), 'n8n-patched-package-'));
	const packageDir = join(home, 'node_modules', basename(original));
	await linkHostModules(join(home, 'node_modules'));
	await cp(original, packageDir, { recursive: true });
	await writeFile(join(packageDir, 'dist', file), parts.join(to));
	return { packageDir, remove: async () => await rm(home, { recursive: true }) };
}
