/**
 * Installs the engine of n8n 1 for the tests on it, on first use and whenever the lock file has
 * changed. It lies beside the repository's own modules, because it is another version of them.
 */
const { spawnSync } = require('node:child_process');
const {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	renameSync,
	rmSync,
} = require('node:fs');
const { basename, dirname, join } = require('node:path');

const FOLDER = require('./folder');

function installInto(folder) {
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(join(__dirname, file), join(folder, file));
	}
	// Nothing of it needs its install script here, and one package cannot be compiled on Node 20.
	const { status, stdout, stderr, error } = spawnSync(
		'npm',
		['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
		{ cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' },
	);
	if (status !== 0) throw new Error(`npm ci failed in ${folder}\n${error ?? ''}${stdout}${stderr}`);
	// Else jest finds two packages of one name.
	rmSync(join(folder, 'package.json'));
}

/** Called by jest before the first test of the project. */
module.exports = async () => {
	if (existsSync(FOLDER)) return;
	process.stdout.write('Installing the engine of n8n 1 (about half a minute, once) …\n');
	const cache = dirname(FOLDER);
	mkdirSync(cache, { recursive: true });
	const staging = mkdtempSync(join(cache, 'staging-n8n-1-'));
	try {
		installInto(staging);
		// Whole or not at all, also when two runs begin together.
		if (!existsSync(FOLDER)) renameSync(staging, FOLDER);
	} finally {
		rmSync(staging, { recursive: true, force: true });
	}
	for (const name of readdirSync(cache)) {
		const isOlder = name.startsWith('n8n-1-') && name !== basename(FOLDER);
		if (isOlder) rmSync(join(cache, name), { recursive: true });
	}
};
