/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program, never inside n8n */
import { setTimeout as sleep } from 'node:timers/promises';

import type { AccessToken } from 'simple-oauth2';

import type { Asked, Step } from './explain';
import { fail } from './failure';
import { askToken, oauthClient } from './oauth';
import { openDraft, readToken, type SavedToken } from './store';
import type { Terminal } from './terminal';

/** So long another process may need to save the pair it has just been given. */
const OTHERS_SAVE_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Between Cerb's answer and the saved file lies the only copy of the pair: no signal ends that. */
async function shielded<T>(terminal: Terminal, work: () => Promise<T>): Promise<T> {
	const stay = () => terminal.warn('A new token is on its way and has to be saved first.');
	for (const signal of SIGNALS) process.on(signal, stay);
	try {
		return await work();
	} finally {
		for (const signal of SIGNALS) process.off(signal, stay);
	}
}

/**
 * Trades a code or a refresh token for a pair and saves that.
 * @returns what was saved, or undefined when the refresh token is dead
 * @throws Failure in Cerb's words, or because the file cannot be written
 */
export async function redeem(
	request: () => Promise<AccessToken>,
	step: Step,
	target: { file: string; scope: string } & Asked,
	terminal: Terminal,
): Promise<SavedToken | { dead: string }> {
	const { file, url, clientId, scope } = target;
	const draft = await openDraft(file);
	return await shielded(terminal, async () => {
		const answer = await askToken(request, step, target);
		if ('access_token' in answer) {
			terminal.hide(answer.access_token, answer.refresh_token);
			const saved = { url, clientId, scope, ...answer, obtained_at: new Date().toISOString() };
			await draft.save(saved);
			return saved;
		}
		await draft.discard();
		if (answer.isDeadToken) return { dead: answer.message };
		const fate =
			answer.isFateUnknown && step === 'renew'
				? '\nWhether Cerb has ended the old token is unknown: --check tells.'
				: '';
		return fail(answer.message + fate);
	});
}

/**
 * Renews a saved token. Cerb ends the old pair at once (measured on Cerb 10.4.10), so of two
 * processes that renew at the same time one comes too late: it takes what the other has saved.
 * @throws Failure in Cerb's words, or because the file cannot be written
 */
export async function renew(
	file: string,
	old: SavedToken,
	secret: string,
	terminal: Terminal,
): Promise<SavedToken> {
	const token = oauthClient(old.url, old.clientId, secret).createToken({ ...old });
	const { url, clientId, scope } = old;
	const target = { file, url, clientId, scope };
	const renewed = await redeem(async () => await token.refresh(), 'renew', target, terminal);
	if (!('dead' in renewed)) return renewed;
	await sleep(OTHERS_SAVE_MS);
	const current = await readToken(file);
	hideToken(current, terminal);
	return current.refresh_token === old.refresh_token ? fail(renewed.dead) : current;
}

/** Keeps a saved token off the terminal. */
export function hideToken(token: SavedToken, terminal: Terminal): void {
	terminal.hide(token.access_token, token.refresh_token);
}
