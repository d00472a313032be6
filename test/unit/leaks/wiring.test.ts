/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- starts a jest of its own, never runs inside n8n */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(__dirname, '../../..');

interface Settings {
	reporters: unknown[];
	projects: Array<{ displayName: string; setupFilesAfterEnv: string[] }>;
}
const settings = jest.requireActual<Settings>(join(ROOT, 'jest.config.js'));

test('every tier is watched', () => {
	expect(settings.projects.map(({ displayName }) => displayName)).toContain('engine');
	for (const { setupFilesAfterEnv } of settings.projects) {
		expect(setupFilesAfterEnv).toContain('<rootDir>/test/leaks/setup.ts');
	}
});

/** Runs the leaking tests in a jest of their own. */
async function runLeaky(changes: object) {
	const [project] = settings.projects;
	const testMatch = ['<rootDir>/test/leaks/leaky.fixture.ts'];
	const roots = ['<rootDir>/test/leaks'];
	const config = { ...project, roots, testMatch, rootDir: ROOT, reporters: settings.reporters };
	const jestProgram = join(ROOT, 'node_modules/jest/bin/jest.js');
	const run = promisify(execFile)(
		process.execPath,
		[jestProgram, '--no-colors', '--config', JSON.stringify({ ...config, ...changes })],
		{ cwd: ROOT },
	);
	const [outcome] = await Promise.allSettled([run]);
	const { reason } = outcome as PromiseRejectedResult;
	return reason as Record<'code' | 'stdout' | 'stderr', string>;
}

test('a leak fails its test, one behind the tests their file, and the summary counts them', async () => {
	const { code, stdout, stderr } = await runLeaky({});
	expect(code).toBe(1);
	expect(stderr).toMatch(/Tests: +2 failed, 1 passed/);
	expect(stderr).toMatch(/● leaks\s+1 leaks of secrets\s+word \(raw\): item\.json\.text/);
	expect(stderr).toMatch(/● leaks before it is known\s+\d leaks of secrets/);
	expect(stderr).toMatch(
		/● Test suite failed to run\s+1 leaks of secrets\s+word \(raw\): afterwards/,
	);
	expect(stdout).toMatch(/Leaks: 5 in 2 items, 1 errors, 1 answers .*, 0 log lines and 0 snapshot/);
}, 60_000);

test('a test of the engine that nobody watches fails the run, and a secret in a snapshot does', async () => {
	const tests = mkdtempSync(join(tmpdir(), 'leaky-snapshots-'));
	writeFileSync(join(tests, 'good.snap'), 'exports[`a`] = `def50200 and no more`;');
	writeFileSync(join(tests, 'bad.snap'), `exports[\`a\`] = \`def50200${'0a'.repeat(30)}\`;`);
	const [, reporter] = settings.reporters;
	const { code, stdout, stderr } = await runLeaky({
		displayName: 'engine',
		setupFilesAfterEnv: [],
		reporters: ['default', [reporter, { tests }]],
	});
	rmSync(tests, { recursive: true });
	expect(stderr).toMatch(/Tests: +3 passed/);
	expect(code).toBe(1);
	expect(stdout).toMatch(/leaky\.fixture\.ts was not watched for leaks/);
	expect(stdout).toMatch(/The snapshot file bad\.snap holds a secret/);
	expect(stdout).not.toMatch(/good\.snap/);
}, 60_000);
