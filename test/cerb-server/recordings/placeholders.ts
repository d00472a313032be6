import type { CerbServer } from '../index';
import type { TokenPair } from '../oauth/store';
import { Browser, type Step } from '../support/browser';
import { workerId } from './before';
import type { Recording } from './recording';
import { APPS, challengeOf, setupFor, TOKENS } from './setups';

const PLACEHOLDER =
	/<((?:access_token|refresh_token|client_secret):[\w-]+|client_secret|base64 [\w:]+|opaque|jwt|session|csrf|password)>/g;

/** Text for every placeholder of a recording's request, e.g. `access_token:admin`. */
export type Values = Record<string, string>;

/**
 * Brings the server into the state the recording was made in, as far as the request's placeholders
 * show it, and says what stands in for them.
 * @throws for a placeholder it does not know
 */
export async function prepare(recording: Recording, server: CerbServer): Promise<Values> {
	const setup = setupFor(recording);
	const names = new Set(
		[...JSON.stringify(recording.request).matchAll(PLACEHOLDER)].map(([, name]) => name),
	);
	const pairs = new Map<string, TokenPair>();
	const values: Values = {};
	for (const name of names) {
		if (name === 'session' || name === 'csrf' || name === 'password') continue;
		values[name] = valueOf(name, recording, server, pairs);
	}
	if (names.has('session') || names.has('csrf')) {
		Object.assign(values, await browserValues(recording, server));
	}
	setup.server?.(server);
	if (setup.fault !== undefined) server.faults.add({}, setup.fault);
	return values;
}

function valueOf(
	name: string,
	recording: Recording,
	server: CerbServer,
	pairs: Map<string, TokenPair>,
): string {
	const [kind, owner] = name.split(':');
	switch (kind) {
		case 'access_token':
			return pairOf(owner, recording, server, pairs).accessToken;
		case 'refresh_token':
			return pairOf(owner, recording, server, pairs).refreshToken;
		case 'client_secret':
			return APPS[owner === 'other' ? 1 : 0].clientSecret;
		case 'base64 client_id':
			return base64(
				`${APPS[0].clientId}:${owner === 'wrong_secret' ? 'wrong' : APPS[0].clientSecret}`,
			);
		case 'opaque':
			return codeFor(recording, server);
		case 'jwt':
			// The one recorded request with such a token had its signature spoilt.
			return pairOf('admin', recording, server, pairs).accessToken.replace(/.{6}$/, 'AAAAAA');
		default:
			throw new Error(`Unknown placeholder <${name}>`);
	}
}

function pairOf(
	owner: string,
	recording: Recording,
	server: CerbServer,
	pairs: Map<string, TokenPair>,
): TokenPair {
	const known = pairs.get(owner);
	if (known !== undefined) return known;
	const { worker, ...token } = TOKENS[owner];
	const pair = server.oauth.issueToken({ ...token, workerId: workerId(server, worker) });
	pairs.set(owner, pair);
	const fate = setupFor(recording).pair;
	if (fate === 'rotated') server.oauth.store.revokePair(pair.refreshToken);
	if (fate === 'refreshExpired') server.oauth.store.expireRefresh(pair.refreshToken);
	return pair;
}

function codeFor(recording: Recording, server: CerbServer): string {
	const { code, challenge } = setupFor(recording);
	const { isUsed, isExpired, ...changes } = code ?? {};
	const verifier = /code_verifier=([^&]*)/.exec(recording.request.body ?? '')?.[1] ?? '';
	const text = server.oauth.store.addCode({
		clientId: APPS[0].clientId,
		workerId: workerId(server, 'Ada'),
		scopes: ['api'],
		redirectUri: APPS[0].callbackUrl,
		challenge:
			challenge === undefined
				? undefined
				: challengeOf(challenge === 'sent' ? verifier : 'v'.repeat(50)),
		...changes,
	});
	if (isUsed === true) server.oauth.store.useCode(text);
	if (isExpired === true) server.oauth.store.expireCode(text);
	return text;
}

/** Walks a browser to the page the recording was made at. */
async function browserValues({ name, request }: Recording, server: CerbServer): Promise<Values> {
	const { browser = {} } = setupFor({ name } as Recording);
	const { email, password } = server.state.getWorker(workerId(server, 'Ada')) ?? {
		email: '',
		password: '',
	};
	const visitor = { email, password, accept: browser.isRefusing !== true };
	const query = new URLSearchParams({
		response_type: 'code',
		client_id: APPS[0].clientId,
		redirect_uri: APPS[0].callbackUrl,
		...(browser.scope === null ? {} : { scope: browser.scope ?? 'api' }),
		state: 'st123',
	});
	const authorizeUrl = `/oauth/authorize?${query.toString()}`;
	const visit = new Browser(server.url);
	const state =
		browser.isSignedIn === true
			? await visit.signIn(visitor)
			: await visit.goTo(stepOf(request), authorizeUrl, visitor);
	return { session: state.cookie.split('=')[1], csrf: state.csrfToken, password };
}

/** The page a request with a session belongs to. */
function stepOf({ method, path }: Recording['request']): Step {
	switch (path.split('?')[0]) {
		case '/login':
			return 'login-page';
		case '/login/authenticate':
			return 'login-post';
		case '/login/authenticated':
			return 'login-authenticated';
		case '/login/consent':
			return method === 'POST' ? 'consent-post' : 'consent-page';
		default:
			return 'authorize-final';
	}
}

function base64(text: string): string {
	return Buffer.from(text).toString('base64');
}

/** Puts the values in. `encode` is how they have to be written where they stand. */
export function fill(text: string, values: Values, encode: (value: string) => string): string {
	return text.replace(PLACEHOLDER, (_, name: string) => encode(values[name]));
}
