/* eslint-disable @n8n/community-nodes/no-restricted-imports -- packs and unpacks files in Node's own process, never runs inside n8n */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	symlink,
	writeFile,
} from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

import { REPOSITORY } from '../../folders';
import { packTarball } from '../../pack';
import { N8N_WORKFLOW } from './version';

const run = promisify(execFile);

/**
 * Outside the repository on purpose: inside it, Node would find the repository's devDependencies
 * and hide an import that is missing in a real n8n.
 */
const INSTALLS = join(tmpdir(), `n8n-community-package-${userInfo().uid}`);

interface Manifest {
	name: string;
	dependencies?: Record<string, string>;
	devDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
}

/**
 * Packs the built tree with `npm pack` and unpacks the tarball the way n8n's installer does (the
 * dev, peer and optional dependencies leave package.json). Done once per build: later calls, also
 * in other processes, find the folder by a hash of the build.
 *
 * @param root folder with package.json, sources and `dist`; the repository by default
 * @returns the folder `…/node_modules/<name>` to give to n8n's package loader
 * @throws Error naming `npm run build` when `dist` is missing or older than a source file
 */
export async function preparePackage(root = REPOSITORY): Promise<string> {
	await assertFreshBuild(root);
	const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Manifest;
	const home = join(INSTALLS, await buildKey(root));
	const folder = join(home, 'node_modules', manifest.name);
	if (existsSync(folder)) return folder;

	await mkdir(INSTALLS, { recursive: true, mode: 0o700 });
	const staging = await mkdtemp(join(INSTALLS, 'staging-'));
	await packInto(root, join(staging, 'node_modules', manifest.name));
	await linkHostModules(join(staging, 'node_modules'));
	// Another process may have been faster; both results are the same.
	const won = await rename(staging, home).then(
		() => true,
		() => false,
	);
	if (!won) await rm(staging, { recursive: true });
	if (!existsSync(folder)) throw new Error(`Could not put the unpacked package into ${home}`);
	return folder;
}

/**
 * Makes `n8n-workflow` resolvable for packages in a `node_modules` folder. It is the engine's own
 * copy, so `instanceof NodeApiError` holds across both; n8n does the same through NODE_PATH.
 */
export async function linkHostModules(nodeModules: string): Promise<void> {
	await mkdir(nodeModules, { recursive: true });
	await symlink(N8N_WORKFLOW, join(nodeModules, 'n8n-workflow'), 'junction');
}

async function packInto(root: string, folder: string): Promise<void> {
	const parcel = await packTarball(root);
	await mkdir(folder, { recursive: true });
	await run('tar', ['-xzf', parcel.tarball, '-C', folder, '--strip-components=1']);
	await rm(parcel.folder, { recursive: true });

	const file = join(folder, 'package.json');
	const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
	const needed = Object.keys(manifest.dependencies ?? {});
	if (needed.length) {
		throw new Error(`The package has runtime dependencies, n8n allows none: ${needed.join(', ')}`);
	}
	delete manifest.devDependencies;
	delete manifest.peerDependencies;
	delete manifest.optionalDependencies;
	await writeFile(file, JSON.stringify(manifest, null, 2));
}

/** Every file under a folder, sorted; none when the folder is missing. */
async function filesUnder(folder: string): Promise<string[]> {
	if (!existsSync(folder)) return [];
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

async function buildKey(root: string): Promise<string> {
	// n8n-workflow is linked into it.
	const hash = createHash('sha256').update(N8N_WORKFLOW);
	for (const file of [join(root, 'package.json'), ...(await filesUnder(join(root, 'dist')))]) {
		hash.update(`\0${relative(root, file)}\0`).update(await readFile(file));
	}
	return hash.digest('hex').slice(0, 16);
}

async function assertFreshBuild(root: string): Promise<void> {
	const sources = (
		await Promise.all(['credentials', 'icons', 'nodes'].map((part) => filesUnder(join(root, part))))
	).flat();
	if (!sources.length) throw new Error(`No sources under ${root}`);
	for (const source of sources) {
		const inDist = relative(root, source).replace(/\.ts$/, '.js');
		const built = join(root, 'dist', inDist);
		const age = existsSync(built) ? (await stat(built)).mtimeMs : undefined;
		// Copied assets keep their source's time, cut to the precision of the copying tool.
		if (age !== undefined && age + 1000 >= (await stat(source)).mtimeMs) continue;
		const state = age === undefined ? 'is missing' : `is older than ${relative(root, source)}`;
		throw new Error(`${join('dist', inDist)} ${state} in ${root}: run \`npm run build\` first.`);
	}
}
