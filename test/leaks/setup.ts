/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- hears what Node's own test process prints and writes its counts, never runs inside n8n */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { watch } from './watch';

/*
 * Put before every test file by jest.config.js: a test whose result, error or log line holds a
 * secret fails. The counts go to the reporter beside this file.
 */

watch.start();

const streams = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
for (const { stream, write } of streams) {
	stream.write = ((...args: Parameters<typeof write>) => {
		watch.take('lines', 'printed', args[0]);
		return write.apply(stream, args);
	}) as typeof write;
}

const toConsole = console as unknown as Record<string, (...args: unknown[]) => void>;
for (const level of ['debug', 'error', 'info', 'log', 'trace', 'warn']) {
	const write = toConsole[level].bind(console);
	toConsole[level] = (...args) => {
		watch.take('lines', `console.${level}`, args);
		write(...args);
	};
}

afterEach(() => watch.assertTight());

afterAll(() => {
	// In one process with the next test file these stay otherwise.
	for (const { stream, write } of streams) stream.write = write;
	const problem = watch.problem();
	const folder = process.env.CERB_LEAK_COUNTS;
	if (folder !== undefined) {
		const name = `${process.pid}-${Math.random().toString(36).slice(2)}.json`;
		const counts = { file: expect.getState().testPath, ...watch.report() };
		writeFileSync(join(folder, name), JSON.stringify(counts));
	}
	if (problem !== undefined) throw new Error(problem);
});
