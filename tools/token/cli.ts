/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program, never inside n8n */
import './quiet';

import { run } from './program';
import { Terminal } from './terminal';

const terminal = new Terminal({
	input: process.stdin,
	isInteractive: process.stdin.isTTY,
	out: (text) => process.stdout.write(text),
	err: (text) => process.stderr.write(text),
});

void run(process.argv.slice(2), terminal, process.env.CERB_CLIENT_SECRET).then((code) => {
	process.exitCode = code;
});
