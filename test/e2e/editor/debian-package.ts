/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- installs a program from Node's own process, never inside n8n */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The path of a program; where it is missing, Debian's package of it is installed.
 *
 * @param names names under which the program is known
 * @throws Error with the command to type when it is missing and this user may not install it
 */
export async function requireProgram(debianPackage: string, names: string[]): Promise<string> {
	const found = find(names);
	if (found !== undefined) return found;
	const command = `apt-get install --yes --no-install-recommends ${debianPackage}`;
	if (process.getuid?.() !== 0 || find(['apt-get']) === undefined) {
		throw new Error(`${names[0]} is missing. Install it, on Debian with: sudo ${command}`);
	}
	process.stdout.write(`Installing ${debianPackage} with apt-get (once) …\n`);
	const [file, ...args] = command.split(' ');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['update'], { env });
	await run(file, args, { env, maxBuffer: 64 << 20 });
	const installed = find(names);
	if (installed === undefined) throw new Error(`${command} left no ${names.join(' or ')}`);
	return installed;
}

function find(names: string[]): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders
		.flatMap((folder) => names.map((name) => join(folder, name)))
		.find((file) => existsSync(file));
}
