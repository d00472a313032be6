/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes a script from Node's own process, never inside n8n */
import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Name and version of a packed package. */
export interface PackageName {
	name: string;
	version: string;
}

/**
 * Lets n8n's installer find our tarball as if it were published: an `npm` that answers for this
 * one package and hands everything else on to the real one.
 *
 * @param folder for the script; put it in front of n8n's PATH
 */
export async function writeNpmShim(folder: string, tarball: string): Promise<PackageName> {
	const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
	const { name, version } = JSON.parse(stdout) as PackageName;
	const spec = `${name}@${version}`;
	const script = `#!/bin/sh
case "$1 $2" in
${quote(`view ${spec}`)}) echo ${quote(JSON.stringify(version))} ;;
${quote(`pack ${spec}`)}) cp ${quote(tarball)} . && echo ${quote(basename(tarball))} ;;
*) PATH=${quote(process.env.PATH ?? '')} exec npm "$@" ;;
esac
`;
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'npm'), script);
	await chmod(join(folder, 'npm'), 0o755);
	return { name, version };
}

function quote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
