/** `npm run demo` on a fresh clone: installs and builds what is missing, then runs the main job. */
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

const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const { status } = spawnSync(process.execPath, [tsx, join('demo', 'main-job.ts')], {
	cwd: root,
	stdio: 'inherit',
});
process.exit(status ?? 1);
