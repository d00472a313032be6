/**
 * `npm run demo` on a fresh clone: installs and builds what is missing, then runs the main job, or the
 * script of this folder that the first argument names, with the other arguments.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function run(title, command, args) {
	process.stdout.write(`${title} …\n`);
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd: root,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (status === 0) return;
	process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
	process.exit(status ?? 1);
}

// npm writes this file last, so an install that was cut short does not count.
if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
	run('Installing (about a minute, once)', 'npm', ['ci', '--no-audit', '--no-fund']);
}
run('Building the package', 'npm', ['run', 'build']);

const [script = 'main-job.ts', ...args] = process.argv.slice(2);
// Ctrl-C goes to the script, too: it ends what it has started, and then this. tsx's own command
// would kill the script before it is done.
process.on('SIGINT', () => undefined);
const { status } = spawnSync(process.execPath, ['--import', 'tsx', join('demo', script), ...args], {
	cwd: root,
	stdio: 'inherit',
});
const INTERRUPTED = 130;
process.exit(status === INTERRUPTED ? 0 : (status ?? 1));
