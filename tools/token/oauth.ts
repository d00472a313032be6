import { createHash, randomBytes } from 'node:crypto';

import { AuthorizationCode, type AccessToken } from 'simple-oauth2';

import { explain, unreachable, UPGRADE_PENDING, type Asked, type Step } from './explain';
import { codeOf, fail, reasonOf } from './failure';

/** An answer of the token endpoint that is none of a token. */
export interface Refusal {
	message: string;
	/** Whether Cerb may have acted on the request all the same. */
	isFateUnknown: boolean;
	/** The refresh token is dead: by age, or because somebody else has used it. */
	isDeadToken: boolean;
}

/** A token pair, ready to be saved. */
export interface TokenPair {
	access_token: string;
	refresh_token: string;
	/** ISO 8601; null when Cerb does not say. */
	expires_at: string | null;
}

const TIMEOUT_MS = 30_000;

/** simple-oauth2, set up for Cerb. */
export function oauthClient(url: string, clientId: string, secret: string): AuthorizationCode {
	const { origin, pathname } = new URL(url);
	// Paths are resolved against the host alone, so a Cerb below a folder needs its folder here.
	const base = pathname.replace(/\/+$/, '');
	return new AuthorizationCode({
		client: { id: clientId, secret },
		auth: {
			tokenHost: origin,
			tokenPath: `${base}/oauth/access_token`,
			authorizePath: `${base}/oauth/authorize`,
		},
		// `json: true` leaves Cerb's sentences readable; a secret is never sent on to another address.
		http: { json: true, redirects: 0, timeout: TIMEOUT_MS, maxBytes: 1024 * 1024 },
		// Cerb does not decode the Basic header the way simple-oauth2 encodes it.
		options: { authorizationMethod: 'body' },
	});
}

/** A fresh proof that whoever redeems the code is the one who asked for it (RFC 7636). */
export function newProof() {
	const verifier = randomBytes(48).toString('base64url');
	return {
		state: randomBytes(16).toString('base64url'),
		verifier,
		challenge: createHash('sha256').update(verifier).digest('base64url'),
	};
}

/**
 * Asks the authorize address as a browser would, without signing in: Cerb tells its errors to the
 * browser only, and this program could then but wait in vain.
 * @throws Failure in Cerb's words
 */
export async function probeAuthorize(address: string, asked: Asked): Promise<void> {
	const answer = await fetch(address, {
		redirect: 'manual',
		signal: AbortSignal.timeout(TIMEOUT_MS),
	}).catch((problem: unknown) => fail(unreachable(asked.url, reasonOf(problem))));
	const text = await answer
		.text()
		.catch((problem: unknown) => fail(unreachable(asked.url, reasonOf(problem))));
	if (answer.status < 300 || answer.status >= 400) {
		fail(explain({ status: answer.status, text }, 'authorize', asked));
	}
	const location = answer.headers.get('location') ?? '';
	const target = URL.canParse(location, address) ? new URL(location, address) : undefined;
	if (target?.pathname.endsWith('/update/locked')) fail(UPGRADE_PENDING);
	if (target?.pathname.endsWith('/oauth/authorize')) {
		const elsewhere = `${target.origin}${target.pathname.replace(/\/oauth\/authorize$/, '')}`;
		fail(`${asked.url} sends its visitors to another address: use --url ${elsewhere}`);
	}
}

/** Runs a request to the token endpoint. Never rejects. */
export async function askToken(
	request: () => Promise<AccessToken>,
	step: Step,
	asked: Asked,
): Promise<TokenPair | Refusal> {
	return await request().then(
		({ token }) => pairOf(token) ?? neither(asked),
		(problem: unknown) => refusalOf(problem, step, asked),
	);
}

function pairOf(token: Record<string, unknown>): TokenPair | undefined {
	const { access_token, refresh_token, expires_at } = token;
	if (typeof access_token !== 'string' || typeof refresh_token !== 'string') return undefined;
	if (access_token === '' || refresh_token === '') return undefined;
	const isDated = expires_at instanceof Date && !Number.isNaN(expires_at.getTime());
	return { access_token, refresh_token, expires_at: isDated ? expires_at.toISOString() : null };
}

/** The error of the HTTP library below simple-oauth2. */
interface HttpProblem {
	/** Whether it comes from there at all. */
	isBoom?: boolean;
	data?: {
		isResponseError?: boolean;
		res?: { statusCode?: number };
		payload?: unknown;
	};
}

function refusalOf(problem: unknown, step: Step, asked: Asked): Refusal {
	const { isBoom, data } = problem as HttpProblem;
	if (data?.isResponseError === true) {
		const { payload } = data;
		const text = Buffer.isBuffer(payload) ? payload.toString('utf8') : JSON.stringify(payload);
		const status = data.res?.statusCode ?? 0;
		return {
			message: explain({ status, text: text ?? '' }, step, asked),
			isFateUnknown: status >= 500,
			isDeadToken: /refresh token is invalid/i.test(text ?? ''),
		};
	}
	const code = codeOf(problem) ?? '';
	// The HTTP library puts its own words in front, even of nothing.
	const reason =
		reasonOf(problem).replace(/^(?:Client request|Payload stream) error:? ?/, '') || code;
	if (reason.includes('Maximum redirections')) {
		const message = `${asked.url} sends its visitors to another address, and the client secret is not sent on. Either the address is wrong, or: ${UPGRADE_PENDING}`;
		return { message, isFateUnknown: false, isDeadToken: false };
	}
	// What cannot be read as JSON is not shown: it may well be most of a token.
	if (isBoom !== true || data?.payload !== undefined) return neither(asked);
	const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(code);
	return {
		message: unreachable(asked.url, reason),
		isFateUnknown: !neverSent,
		isDeadToken: false,
	};
}

function neither({ url }: Asked): Refusal {
	return {
		message: `${url} answered with neither a token nor an error: is it the address of your Cerb?`,
		isFateUnknown: true,
		isDeadToken: false,
	};
}
