import { htmlAnswer, type HttpAnswer } from '../http/answer';
import type { HttpRequest } from '../http/request';
import type { Secrets } from '../secrets';
import { authorize } from './authorize';
import { bearerToken } from './bearer';
import { readJwt } from './jwt';
import { emailCookie, loginRoutes, type LoginHouse, type LoginWorker } from './login';
import { Sessions, type Session } from './sessions';
import type { ApiKey } from './signature';
import {
	DEFAULT_LIFETIMES,
	OAuthStore,
	type Lifetimes,
	type OAuthApp,
	type TokenPair,
} from './store';
import { tokenEndpoint } from './token-endpoint';

/** The workers the OAuth2 server knows of: it asks, it does not keep them. */
export interface WorkerDirectory {
	findWorkerByEmail(email: string): LoginWorker | undefined;
	getWorker(id: number): LoginWorker | undefined;
}

/** The app every server starts with: what a fresh n8n on this machine needs. */
export const DEFAULT_APP = {
	name: 'n8n',
	clientId: 'n8n-client',
	clientSecret: 'n8n-secret',
	callbackUrl: 'http://127.0.0.1:5678/rest/oauth2-credential/callback',
} as const;

/** What to issue a token for. */
export interface TokenRequest {
	workerId: number;
	scopes: string[];
	/** Default: the app every server starts with. */
	clientId?: string;
	/** Seconds the access token lives; negative for one that is over already. */
	expiresIn?: number;
}

/** Cerb's OAuth2 server: /oauth, /login, and the handles a test needs. */
export class OAuthServer {
	readonly store: OAuthStore;
	readonly sessions = new Sessions();
	/** API keys for signed requests; none at first. */
	readonly apiKeys: ApiKey[] = [];
	private readonly house: LoginHouse;

	/** @param now the clock in milliseconds */
	constructor(
		private readonly workers: WorkerDirectory,
		readonly now: () => number,
		lifetimes: Partial<Lifetimes>,
		secrets: Secrets,
	) {
		this.store = new OAuthStore(now, { ...DEFAULT_LIFETIMES, ...lifetimes }, secrets);
		this.store.addApp(DEFAULT_APP);
		this.house = {
			store: this.store,
			findWorkerByEmail: (email) => workers.findWorkerByEmail(email),
			now,
			failures: new Map(),
		};
	}

	/** Registers a client; callback and scopes have the defaults of the first app. */
	registerApp(app: Partial<OAuthApp> & Pick<OAuthApp, 'clientId' | 'clientSecret'>): OAuthApp {
		return this.store.addApp(app);
	}

	/** Deletes a client with all its codes and tokens. */
	removeApp(clientId: string): void {
		this.store.removeApp(clientId);
	}

	/** A token pair without the way through login and consent. */
	issueToken({ workerId, scopes, clientId, expiresIn }: TokenRequest): TokenPair {
		return this.store.addPair(
			{ clientId: clientId ?? DEFAULT_APP.clientId, workerId, scopes },
			expiresIn,
		);
	}

	/** Lets an access token be over: the next call with it gets 401. */
	expireAccessToken(token: string): void {
		const jti = readJwt(token)?.jti;
		if (jti !== undefined) this.store.expireAccess(jti);
	}

	/** Lets every access token be over that was given out so far; refresh tokens stay. */
	expireAllAccessTokens(): void {
		this.store.expireAllAccess();
	}

	/** Revokes a refresh token; the access token of its pair stays. */
	revokeRefreshToken(token: string): void {
		this.store.revokeRefresh(token);
	}

	/** Client of the token in an Authorization header, however old the token is. */
	clientOf(authorization: string | undefined): string | undefined {
		return authorization === undefined ? undefined : readJwt(bearerToken(authorization))?.aud;
	}

	/** `/oauth` and below. */
	oauthRoutes(request: HttpRequest, session: Session): HttpAnswer {
		const action = request.path.split('/')[2];
		if (action === 'access_token') return tokenEndpoint(request, this.store);
		if (action !== 'authorize') return htmlAnswer(403, 'Access denied.');
		const answer = authorize(request, session, this.store);
		const worker = this.workers.getWorker(session.login?.workerId ?? 0);
		if (worker !== undefined && answer.status === 302) {
			// Taking a signed-in worker over into this login renews the email cookie.
			answer.headers['set-cookie'] = emailCookie(request, worker.email, this.now());
		}
		return answer;
	}

	/** `/login` and below. */
	loginRoutes(request: HttpRequest, session: Session): HttpAnswer {
		return loginRoutes(request, session, this.house);
	}
}
