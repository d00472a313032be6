/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- installs a program from Node's own process, never inside n8n */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The path of a program; where it is missing, Debian's package of it is installed.
 *
 * @param names names under which the program is known
 * @param folders to look into besides those of PATH; a `*` stands for every folder that is there
 * @throws Error with the command to type when it is missing and this user may not install it
 */
export async function requireProgram(
	debianPackage: string,
	names: string[],
	folders: string[] = [],
): Promise<string> {
	const found = find(names, folders);
	if (found !== undefined) return found;
	const command = `apt-get install --yes --no-install-recommends ${debianPackage}`;
	if (process.getuid?.() !== 0 || find(['apt-get']) === undefined) {
		throw new Error(`${names[0]} is missing. Install it, on Debian with: sudo ${command}`);
	}
	process.stdout.write(`Installing ${debianPackage} with apt-get (once) …\n`);
	const [file, ...args] = command.split(' ');
	// In this runlevel a service that comes with the package is not started, except by systemd.
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
	await run('apt-get', ['update'], { env });
	await run(file, args, { env, maxBuffer: 64 << 20 });
	const installed = find(names, folders);
	if (installed === undefined) throw new Error(`${command} left no ${names.join(' or ')}`);
	return installed;
}

function find(names: string[], folders: string[] = []): string | undefined {
	return [...(process.env.PATH ?? '').split(delimiter), ...folders.flatMap(expand)]
		.flatMap((folder) => names.map((name) => join(folder, name)))
		.find((file) => existsSync(file));
}

function expand(folder: string): string[] {
	const [parent, rest] = folder.split('/*/');
	if (rest === undefined) return [folder];
	return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, rest)) : [];
}
