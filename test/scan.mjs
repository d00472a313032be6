/**
 * Runs the scanner that n8n publishes for community nodes on the sources and on the package as npm
 * would publish it, and looks at what is in that package. `npm run build` comes first.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];
const MAY_SHIP = /^(?:package\.json|README\.md|LICENSE\.md|CHANGELOG\.md|dist\/.+)$/;
const MAY_NOT_SHIP = /\.(?:map|tsx?|[cm]ts|tsbuildinfo)$/;

const print = (line) => process.stdout.write(`${line}\n`);

/** Files below a folder, relative to it. */
function filesIn(folder) {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.sort();
}

/** Packs the package without running scripts and unpacks it: gives the folder. */
function unpack(folder) {
	const options = { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' };
	const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
	execFileSync(
		npm,
		['pack', '--ignore-scripts', '--silent', '--pack-destination', folder],
		options,
	);
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	const unpacked = join(folder, 'unpacked');
	mkdirSync(unpacked);
	execFileSync('tar', ['-xzf', join(folder, tarball), '-C', unpacked, '--strip-components=1']);
	return unpacked;
}

/** @returns whether the scanner found no error */
async function scan(analyzePackage, what, folder, patterns) {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	// A scan of nothing passes too: it must not count.
	const isEmpty = passed && /no files/i.test(message ?? '');
	print(`scan of ${what}: ${passed && !isEmpty ? 'no errors' : message}`);
	if (details) print(details);
	return passed && !isEmpty;
}

/** @returns whether the package holds what it should and nothing else */
function inspect(folder) {
	const files = filesIn(folder);
	const extra = files.filter((file) => !MAY_SHIP.test(file) || MAY_NOT_SHIP.test(file));
	const isBuilt = files.some((file) => /^dist\/.+\.js$/.test(file));
	for (const file of extra) print(`must not be in the package: ${file}`);
	if (!isBuilt) print('the package holds no built code');
	print(`contents of the package: ${files.length} files, ${extra.length} too many`);
	return extra.length === 0 && isBuilt;
}

/** @returns whether everything is as it must be */
async function main() {
	if (!existsSync(join(ROOT, 'dist/nodes'))) {
		print('There is no build to scan: run "npm run build" first.');
		return false;
	}
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-cerb-scan-'));
	try {
		const unpacked = unpack(folder);
		// The scanner makes a temporary folder as it is loaded, and never removes it.
		process.env.TMPDIR = folder;
		const { analyzePackage, SOURCE_FILE_PATTERNS } =
			await import('@n8n/scan-community-package/scanner/scanner.mjs');
		const results = [
			await scan(analyzePackage, 'the sources', ROOT, SOURCE_FILE_PATTERNS),
			await scan(analyzePackage, 'the package', unpacked, TARBALL_PATTERNS),
			inspect(unpacked),
		];
		return results.every(Boolean);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

process.exitCode = (await main()) ? 0 : 1;
