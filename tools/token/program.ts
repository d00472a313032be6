import { readArguments, type SavedTokenWish, type Wish } from './arguments';
import { fail, Failure, reasonOf } from './failure';
import { HELP } from './help';
import { whoIs } from './me';
import { hideToken, renew } from './renew';
import { clientSecret } from './secret';
import { lifetime, signIn } from './sign-in';
import { readToken } from './store';
import type { Terminal } from './terminal';

async function renewNow({ file, clientSecret: given }: SavedTokenWish, terminal: Terminal) {
	const old = await readToken(file);
	hideToken(old, terminal);
	return await renew(file, old, await clientSecret(given, terminal), terminal);
}

async function check(wish: SavedTokenWish, terminal: Terminal): Promise<void> {
	const saved = await readToken(wish.file);
	hideToken(saved, terminal);
	const show = (name: string, token: typeof saved) =>
		terminal.say(`Signed in at ${token.url} as ${name}, scope ${token.scope}. ${lifetime(token)}`);
	const name = await whoIs(saved);
	if (name !== undefined) return show(name, saved);
	terminal.say('Cerb does not take the access token any more; renewing it.');
	const renewed = await renewNow(wish, terminal);
	const renewedName = await whoIs(renewed);
	if (renewedName === undefined) {
		fail(
			'Cerb does not take the renewed token either. Look at the worker and the OAuth app in Cerb.',
		);
	}
	return show(renewedName, renewed);
}

async function fulfil(wish: Exclude<Wish, { kind: 'wrong' }>, terminal: Terminal): Promise<void> {
	switch (wish.kind) {
		case 'help':
			return terminal.say(HELP.trimEnd());
		case 'check':
			return await check(wish, terminal);
		case 'renew':
			return terminal.say(
				`Renewed and saved in ${wish.file}. ${lifetime(await renewNow(wish, terminal))}`,
			);
		case 'sign-in':
			return await signIn(wish, terminal);
	}
}

/**
 * The program behind `npm run token`.
 * @param secret the client secret of the environment
 * @returns the exit code: 0, 1 when it did not work, 2 for wrong arguments
 */
export async function run(args: string[], terminal: Terminal, secret?: string): Promise<number> {
	const wish = readArguments(args, secret);
	if (wish.kind === 'wrong') {
		terminal.warn(`${wish.problem}\n\n${HELP.trimEnd()}`);
		return 2;
	}
	if ('clientSecret' in wish && wish.clientSecret !== undefined) terminal.hide(wish.clientSecret);
	return await fulfil(wish, terminal).then(
		() => 0,
		(problem: unknown) => {
			// No stack and no cause: they could hold a request with its secrets.
			terminal.warn(problem instanceof Failure ? problem.message : `Failed: ${reasonOf(problem)}`);
			return 1;
		},
	);
}
