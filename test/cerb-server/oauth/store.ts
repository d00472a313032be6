import { randomBytes } from 'node:crypto';

import type { Secrets } from '../secrets';
import { signJwt } from './jwt';
import { DEFAULT_SCOPES, type ScopeDefinitions } from './scopes';

/** A registered client: Cerb's record type `oauth_app`. */
export interface OAuthApp {
	name: string;
	clientId: string;
	clientSecret: string;
	/** Exactly one. */
	callbackUrl: string;
	scopes: ScopeDefinitions;
}

/** Life spans in seconds. */
export interface Lifetimes {
	access: number;
	refresh: number;
	code: number;
}

/** Measured on Cerb 10.4.10: one hour, one month, ten minutes. */
export const DEFAULT_LIFETIMES: Lifetimes = { access: 3600, refresh: 30 * 86400, code: 600 };

/** An authorization code; `redirectUri` is null when the authorize request named none. */
export interface AuthCode {
	clientId: string;
	workerId: number;
	scopes: string[];
	redirectUri: string | null;
	challenge?: { value: string; method: 'plain' | 'S256' };
	/** Milliseconds. */
	expiresAt: number;
}

interface Grant {
	clientId: string;
	workerId: number;
	scopes: string[];
	/** Milliseconds. */
	expiresAt: number;
}

/** What a refresh token stands for; the access token of its pair dies with it. */
export interface RefreshGrant extends Grant {
	jti: string;
}

/** A pair as the token endpoint gives it out. */
export interface TokenPair {
	accessToken: string;
	refreshToken: string;
	/** Seconds. */
	expiresIn: number;
}

/** Everything the OAuth2 server remembers: apps, codes and tokens. */
export class OAuthStore {
	private readonly apps = new Map<string, OAuthApp>();
	private readonly codes = new Map<string, AuthCode>();
	private readonly access = new Map<string, Grant>();
	private readonly refresh = new Map<string, RefreshGrant>();

	/** @param now the clock in milliseconds */
	constructor(
		private readonly now: () => number,
		readonly lifetimes: Lifetimes,
		private readonly secrets: Secrets,
	) {}

	addApp(app: Partial<OAuthApp> & Pick<OAuthApp, 'clientId' | 'clientSecret'>): OAuthApp {
		const added = {
			name: app.clientId,
			callbackUrl: 'http://127.0.0.1:5678/rest/oauth2-credential/callback',
			scopes: DEFAULT_SCOPES,
			...app,
		};
		this.apps.set(added.clientId, added);
		this.secrets.add('client secret', added.clientSecret);
		return added;
	}

	app(clientId: string): OAuthApp | undefined {
		return this.apps.get(clientId);
	}

	/** Deletes an app; its codes and tokens go with it. */
	removeApp(clientId: string): void {
		this.apps.delete(clientId);
		for (const store of [this.codes, this.access, this.refresh]) {
			for (const [key, grant] of store) if (grant.clientId === clientId) store.delete(key);
		}
	}

	addCode(code: Omit<AuthCode, 'expiresAt'>): string {
		const text = opaque();
		this.secrets.add('code', text);
		this.codes.set(text, { ...code, expiresAt: this.now() + this.lifetimes.code * 1000 });
		return text;
	}

	/** A code that is neither used nor expired. */
	code(text: string): AuthCode | undefined {
		return alive(this.codes.get(text), this.now());
	}

	expireCode(text: string): void {
		expire(this.codes.get(text), this.now());
	}

	useCode(text: string): void {
		this.codes.delete(text);
	}

	/** Makes a pair; `expiresIn` (seconds) is that of the access token. */
	addPair(grant: Omit<Grant, 'expiresAt'>, expiresIn: number = this.lifetimes.access): TokenPair {
		const jti = randomBytes(40).toString('hex');
		// Claims carry fractions of a second, as the real ones do.
		const seconds = (this.now() + (Date.now() % 1000)) / 1000;
		const accessToken = signJwt({
			aud: grant.clientId,
			jti,
			iat: seconds,
			nbf: seconds,
			exp: seconds + expiresIn,
			sub: String(grant.workerId),
			scopes: grant.scopes,
		});
		this.access.set(jti, { ...grant, expiresAt: this.now() + expiresIn * 1000 });
		const refreshToken = opaque();
		this.secrets.add('access token', accessToken);
		this.secrets.add('refresh token', refreshToken);
		this.refresh.set(refreshToken, {
			...grant,
			jti,
			expiresAt: this.now() + this.lifetimes.refresh * 1000,
		});
		return { accessToken, refreshToken, expiresIn };
	}

	/** The grant of an access token that is neither revoked nor expired. */
	accessGrant(jti: string): Grant | undefined {
		return alive(this.access.get(jti), this.now());
	}

	refreshGrant(text: string): RefreshGrant | undefined {
		return alive(this.refresh.get(text), this.now());
	}

	expireAccess(jti: string): void {
		expire(this.access.get(jti), this.now());
	}

	expireAllAccess(): void {
		for (const grant of this.access.values()) expire(grant, this.now());
	}

	expireRefresh(text: string): void {
		expire(this.refresh.get(text), this.now());
	}

	/** What a refresh does to the old pair: both tokens are gone at once. */
	revokePair(refreshToken: string): void {
		const grant = this.refresh.get(refreshToken);
		if (grant !== undefined) this.access.delete(grant.jti);
		this.refresh.delete(refreshToken);
	}

	/** Deletes the refresh token alone; the access token lives on to its end. */
	revokeRefresh(text: string): void {
		this.refresh.delete(text);
	}

	revokeAccess(jti: string): void {
		this.access.delete(jti);
	}
}

function alive<T extends { expiresAt: number }>(entry: T | undefined, now: number): T | undefined {
	return entry !== undefined && entry.expiresAt > now ? entry : undefined;
}

function expire(entry: { expiresAt: number } | undefined, now: number): void {
	if (entry !== undefined) entry.expiresAt = now - 1000;
}

/** Codes and refresh tokens are long hex texts with a fixed head. */
function opaque(): string {
	return `def50200${randomBytes(368).toString('hex')}`;
}
