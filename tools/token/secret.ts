/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command line program, never inside n8n */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

import { isPrintable } from './arguments';
import { fail } from './failure';
import type { Terminal } from './terminal';

/**
 * The client secret: the one given, or what the person types, unseen.
 * @throws Failure when nobody is there to type, or nothing usable is typed
 */
export async function clientSecret(given: string | undefined, terminal: Terminal): Promise<string> {
	const secret = given ?? (await ask(terminal));
	if (secret === '') fail('No client secret was typed.');
	if (!isPrintable(secret)) fail('The client secret holds characters that none can have.');
	terminal.hide(secret);
	return secret;
}

async function ask(terminal: Terminal): Promise<string> {
	if (!terminal.isInteractive) {
		return fail('The client secret is missing: set CERB_CLIENT_SECRET.');
	}
	// With `terminal` the keys come one by one, unechoed by the system; the echo goes nowhere.
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input: terminal.input, output: nowhere, terminal: true });
	// Only now, as whatever is typed before is echoed.
	terminal.warn('Client secret of the OAuth app in Cerb (it stays invisible), then Enter:');
	const typed = await new Promise<string | undefined>((resolve) => {
		lines.once('line', resolve);
		lines.once('SIGINT', () => resolve(undefined));
		lines.once('close', () => resolve(undefined));
	});
	lines.close();
	return typed?.trim() ?? fail('Cancelled.');
}
