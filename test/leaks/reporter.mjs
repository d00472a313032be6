/**
 * Adds up what the test files looked at for leaks of secrets, looks at the snapshot files itself, and
 * prints one line. The run fails if a snapshot holds a secret, or a test file of n8n's engine ran
 * without being watched.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const TESTS = resolve(fileURLToPath(import.meta.url), '../..');

/** Tiers in which nothing runs without a watch. */
const WATCHED = ['engine', 'live'];

/** Secrets by their form, as those of an earlier run are not known: tokens, signatures, fixed ones. */
const SECRETS = [
	/\beyJ[\w-]{20,}\.[\w-]{20,}/,
	/\bdef50200[0-9a-f]{20,}/,
	/\bBearer [\w.~/=-]{16,}/,
	/Cerb5?-Auth\W{1,6}[\w-]+:[0-9a-f]{32}/i,
	/\bn8n-secret\b/,
];

export default class LeakReporter {
	/** @param options.tests another folder to look for snapshots in */
	constructor(_settings, { tests = TESTS } = {}) {
		this.tests = tests;
	}

	onRunStart() {
		this.folder = mkdtempSync(join(tmpdir(), 'leak-counts-'));
		// The processes that run the tests inherit it.
		process.env.CERB_LEAK_COUNTS = this.folder;
	}

	onRunComplete(_contexts, { testResults }) {
		const counts = readdirSync(this.folder).map((name) =>
			JSON.parse(readFileSync(join(this.folder, name), 'utf8')),
		);
		rmSync(this.folder, { recursive: true });
		const sum = (key) => counts.reduce((total, one) => total + one[key], 0);

		const snapshots = readdirSync(this.tests, { recursive: true })
			.filter((name) => name.endsWith('.snap'))
			.map((name) => ({ name, text: readFileSync(join(this.tests, name), 'utf8') }));
		const leaking = snapshots.filter(({ text }) => SECRETS.some((secret) => secret.test(text)));
		const watched = new Set(counts.map(({ file }) => file));
		const unwatched = testResults.filter(
			({ testFilePath, displayName, numPassingTests }) =>
				WATCHED.includes(displayName?.name) && numPassingTests > 0 && !watched.has(testFilePath),
		);
		this.problem = [
			...leaking.map(({ name }) => `The snapshot file ${name} holds a secret`),
			...unwatched.map(({ testFilePath }) => `${testFilePath} was not watched for leaks`),
		].join('\n');

		if (this.problem) process.stdout.write(`\n${this.problem}\n`);
		if (counts.length === 0) return;
		const number = (value) => value.toLocaleString('en-US');
		const looked = ['items', 'errors', 'answers', 'lines']
			.map((kind) => `${number(sum(kind))} ${NAMES[kind]}`)
			.join(', ');
		process.stdout.write(
			`\nLeaks: ${number(sum('leaks') + leaking.length)} in ${looked} and ${number(snapshots.length)} snapshot files ` +
				`(${number(sum('secrets'))} secrets looked for in ${number(sum('texts'))} texts of ${counts.length} test files)\n`,
		);
	}

	getLastError() {
		return this.problem ? new Error(this.problem) : undefined;
	}
}

const NAMES = {
	items: 'items',
	errors: 'errors',
	answers: 'answers to the editor and to agents',
	lines: 'log lines',
};
