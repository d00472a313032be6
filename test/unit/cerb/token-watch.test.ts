import { TokenWatch, type TokenData } from '../../../nodes/Cerb/cerb/token-watch';
import type { Thrown } from '../../../nodes/Cerb/cerb/thrown';

const OK: Thrown = { answer: { status: 200, headers: {}, body: Buffer.alloc(0) } };
const LOST: Thrown = {
	failure: { message: 'm', hint: 'h', reached: 'no', cause: 'credential-invalid' },
};
const DOWN: Thrown = { failure: { message: 'm', hint: 'h', cause: 'temporarily-unavailable' } };

/** A credential whose token changes at the given look, and a request that succeeds with the last. */
function scene(tokens: unknown[], outcomes: Thrown[], signal?: AbortSignal) {
	const looks: unknown[] = [];
	const read = async () => {
		const accessToken = tokens.length > 1 ? tokens.shift() : tokens[0];
		looks.push(accessToken);
		return { accessToken };
	};
	const watch = new TokenWatch({ accessToken: 'a' }, read, signal);
	const send = jest.fn(async () => outcomes.shift() ?? OK);
	return { watch, looks, send };
}

test.each([
	['a success', OK],
	['another failure', DOWN],
])('%s is not followed', async (_what, outcome) => {
	const { watch, looks, send } = scene(['b'], [outcome]);
	expect(await watch.follow(send)).toBe(outcome);
	expect(send).toHaveBeenCalledTimes(1);
	expect(looks).toEqual([]);
});

test('a failed sign-in is tried again with the token that another run has stored', async () => {
	const { watch, looks, send } = scene(['a', 'b'], [LOST, OK]);
	expect(await watch.follow(send)).toBe(OK);
	expect(send).toHaveBeenCalledTimes(2);
	expect(looks).toEqual(['a', 'b']);
});

test('and once more when that one is over as well', async () => {
	const { watch, send } = scene(['b', 'c'], [LOST, LOST, OK]);
	expect(await watch.follow(send)).toBe(OK);
	expect(send).toHaveBeenCalledTimes(3);
});

test('requests side by side all find it', async () => {
	const { watch, send } = scene(['b'], Array<Thrown>(8).fill(LOST));
	const outcomes = await Promise.all(
		Array.from({ length: 8 }, async () => await watch.follow(send)),
	);
	expect(outcomes).toEqual(Array(8).fill(OK));
	expect(send).toHaveBeenCalledTimes(16);
});

test('a dead credential fails after five looks, and at once from then on', async () => {
	const { watch, looks, send } = scene(['a'], Array<Thrown>(9).fill(LOST));
	expect(await watch.follow(send)).toBe(LOST);
	expect(looks).toHaveLength(5);
	expect(await watch.follow(send)).toBe(LOST);
	expect(looks).toHaveLength(6);
	expect(send).toHaveBeenCalledTimes(2);
});

test('a credential that changes all the time is followed a few times only', async () => {
	let count = 0;
	const read = async (): Promise<TokenData> => ({
		oauthTokenData: { access_token: (count += 1) },
	});
	const watch = new TokenWatch({ oauthTokenData: { access_token: 0 } }, read);
	const send = jest.fn(async () => LOST);
	expect(await watch.follow(send)).toBe(LOST);
	expect(send).toHaveBeenCalledTimes(6);
});

test('a cancelled execution waits no longer', async () => {
	const { watch, looks, send } = scene(['a'], [LOST], AbortSignal.abort());
	expect(await watch.follow(send)).toBe(LOST);
	expect(looks).toHaveLength(1);
});
