/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program, never inside n8n */
import { runCli } from './cli-program';

void runCli(process.argv.slice(2), {
	out: (text) => process.stdout.write(text),
	err: (text) => process.stderr.write(text),
	stopped: async () =>
		await new Promise((resolve) => {
			process.once('SIGINT', () => resolve());
			process.once('SIGTERM', () => resolve());
		}),
}).then((code) => {
	process.exitCode = code;
});
