/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs npm from Node's own process, never inside n8n */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';

import { CACHE } from '../../folders';
import { launch } from './own-process';

/** An installed n8n with the Node.js it wants. */
export interface Host {
	folder: string;
	/** The executable of Node.js. */
	node: string;
	/** n8n's command line program, a script for that Node.js. */
	n8n: string;
	/** Folder to put in front of PATH, so that what n8n starts runs on the same Node.js. */
	bin: string;
}

const FILES = ['package.json', 'package-lock.json'];

/**
 * Installs an n8n into `.cache/` unless it is there already, as its lock file has it.
 *
 * @param manifests folder with package.json and package-lock.json; its name is that of the host
 * @throws Error with npm's last words and the place of its log
 */
export async function installHost(manifests = __dirname): Promise<Host> {
	const folder = join(CACHE, basename(manifests));
	const stamp = join(folder, 'installed');
	const key = hashOf(manifests);
	if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== key) {
		const { dependencies } = JSON.parse(readFileSync(join(manifests, 'package.json'), 'utf8')) as {
			dependencies: { n8n: string };
		};
		process.stdout.write(
			`Installing n8n ${dependencies.n8n} into ${folder} (about 5 minutes and 3 GB, once) …\n`,
		);
		await rm(stamp, { force: true });
		await mkdir(folder, { recursive: true });
		for (const file of FILES) await copyFile(join(manifests, file), join(folder, file));
		await fill(folder);
		await writeFile(stamp, key);
	}
	return hostIn(folder);
}

function hashOf(manifests: string): string {
	const hash = createHash('sha256');
	for (const file of FILES) hash.update(readFileSync(join(manifests, file)));
	return hash.digest('hex');
}

function hostIn(folder: string): Host {
	const bin = join(folder, 'node_modules', '.bin');
	return {
		folder,
		bin,
		node: join(bin, 'node'),
		n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
	};
}

/**
 * `npm install` keeps to the lock file like `npm ci` does, but does not refuse one that lacks optional
 * packages of other platforms.
 *
 * Scripts are off, as several packages of n8n's tree download or compile things that are not
 * needed here. Two are: Node.js itself comes through one, and the database driver. Where the driver
 * cannot be downloaded it is compiled, which at the usual level of optimization takes three times as long.
 */
async function fill(folder: string): Promise<void> {
	const { bin, node } = hostIn(folder);
	const quiet = ['--no-audit', '--no-fund'];
	await npm(folder, ['install', '--ignore-scripts', '--prefer-offline', ...quiet]);
	await npm(folder, ['rebuild', 'node', '--ignore-scripts=false', ...quiet]);
	await npm(folder, ['rebuild', 'sqlite3', '--ignore-scripts=false', ...quiet], {
		...process.env,
		PATH: `${bin}${delimiter}${process.env.PATH}`,
		CFLAGS: '-O1',
	});
	if (!existsSync(node)) throw new Error(`npm left no Node.js at ${node}`);
}

async function npm(folder: string, args: string[], env = process.env): Promise<void> {
	const log = join(folder, `npm-${args[0]}.log`);
	const child = launch('npm', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
	const file = createWriteStream(log);
	let tail = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (data: Buffer) => {
			file.write(data);
			tail = (tail + data.toString()).slice(-2000);
		});
	}
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	file.end();
	if (code === 0) return;
	throw new Error(`npm ${args.join(' ')} failed in ${folder} (whole log: ${log})\n${tail}`);
}
