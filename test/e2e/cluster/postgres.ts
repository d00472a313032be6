/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts PostgreSQL from Node's own process, never inside n8n */
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { requireProgram } from '../debian-package';
import { startProcess, type OwnProcess } from '../n8n-host/own-process';
import { freePort } from '../n8n-host/ports';

const run = promisify(execFile);

/** A running PostgreSQL with an empty database. */
export interface Postgres {
	host: string;
	port: number;
	user: string;
	database: string;
	process: OwnProcess;
}

const HOST = '127.0.0.1';
const USER = 'n8n';

/** The path of `initdb`, beside the server. @throws Error naming what to install when there is none */
export async function requirePostgres(): Promise<string> {
	// Debian keeps the server's own programs out of PATH.
	return await requireProgram('postgresql', ['initdb'], ['/usr/lib/postgresql/*/bin']);
}

/**
 * Starts a PostgreSQL on 127.0.0.1 with a database of its own, without a password, and waits until it
 * takes connections. PostgreSQL refuses to run as root, so there it runs as Debian's user for it.
 *
 * @param folder for its files; it may lie where only this user can write
 * @throws Error naming what to install when there is no PostgreSQL
 */
export async function startPostgres(folder: string): Promise<Postgres> {
	const initdb = await requirePostgres();
	const user = process.getuid?.() === 0 ? await debianUser() : undefined;
	const data = join(folder, 'postgres');
	await mkdir(data);
	if (user) {
		await chmod(folder, 0o711);
		await chown(data, user.uid, user.gid);
	}
	const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
	const init = ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--no-sync'];
	await run(initdb, init, { env, cwd: data, ...user });
	const port = await freePort();
	const settings = [`listen_addresses=${HOST}`, `unix_socket_directories=${data}`, 'fsync=off'];
	const server = startProcess({
		name: 'PostgreSQL',
		file: join(dirname(initdb), 'postgres'),
		args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
		cwd: data,
		env,
		log: join(folder, 'postgres.log'),
		user,
	});
	await server.until(() => server.tail().includes('ready to accept connections'));
	return { host: HOST, port, user: USER, database: 'postgres', process: server };
}

async function debianUser(): Promise<{ uid: number; gid: number }> {
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (which) => Number((await run('id', [which, 'postgres'])).stdout)),
	);
	return { uid, gid };
}
