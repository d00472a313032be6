/* eslint-disable @n8n/community-nodes/no-restricted-imports -- an HTTP server in Node's own process, never runs inside n8n */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
	status: number;
	headers?: Record<string, string>;
	body?: string | object;
}

const form = (...fields: string[]): Answer => ({
	status: 200,
	body: `<form><input type="hidden" name="_csrf_token" value="csrf1">${fields
		.map((name) => `<button name="${name}">`)
		.join('')}</form>`,
});

/**
 * A server with the bare shape of Cerb's OAuth2 pages and one protected address, for the bed's
 * self-test only. Its sign-in: `me@example.com` / `open sesame`.
 */
export class FixtureServer {
	/** The one access token that is good now. */
	accessToken = 'token-1';

	refreshToken = 'refresh-1';

	/** What GET /thing answers to a good token. */
	thing: object = { user: 'me' };

	/** Requests received, as `METHOD /path`. */
	readonly log: string[] = [];

	/** The last body of a token request. */
	tokenRequest = new URLSearchParams();

	private consented = false;

	private readonly server = createServer((request, response) => {
		void this.answer(request).then(({ status, headers, body = '' }) => {
			const isText = typeof body === 'string';
			response.writeHead(status, {
				'content-type': isText ? 'text/html' : 'application/json',
				...headers,
			});
			response.end(isText ? body : JSON.stringify(body));
		});
	});

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => {
			this.server.close(resolve);
			this.server.closeAllConnections();
		});
	}

	count(line: string): number {
		return this.log.filter((logged) => logged === line).length;
	}

	private async answer(request: IncomingMessage): Promise<Answer> {
		const url = new URL(request.url ?? '/', this.url);
		const route = `${request.method} ${url.pathname}`;
		this.log.push(route);
		let text = '';
		for await (const chunk of request) text += String(chunk);
		const body = new URLSearchParams(text);

		if (route === 'GET /thing') {
			const isGood = request.headers.authorization === `Bearer ${this.accessToken}`;
			return isGood ? { status: 200, body: this.thing } : { status: 401, body: { message: 'no' } };
		}
		if (route === 'POST /oauth/access_token') return this.token(body);
		return this.page(route, url, request, body);
	}

	/** Code or refresh token for a new pair; the old pair is dead at once. */
	private token(body: URLSearchParams): Answer {
		this.tokenRequest = body;
		const isGood = body.get('code') === 'code1' || body.get('refresh_token') === this.refreshToken;
		if (!isGood) return { status: 401, body: 'The refresh token is invalid.' };
		const number = this.count('POST /oauth/access_token') + 1;
		this.accessToken = `token-${number}`;
		this.refreshToken = `refresh-${number}`;
		const { accessToken: access_token, refreshToken: refresh_token } = this;
		return {
			status: 200,
			body: { token_type: 'Bearer', expires_in: 3600, access_token, refresh_token },
		};
	}

	private page(route: string, url: URL, request: IncomingMessage, body: URLSearchParams): Answer {
		const to = (location: string): Answer => ({ status: 302, headers: { location } });
		const isOwnForm =
			body.get('_csrf_token') === 'csrf1' &&
			request.headers.origin === this.url &&
			request.headers.cookie === 'Devblocks=s1';
		switch (route) {
			case 'GET /oauth/authorize': {
				if (this.consented) {
					const callback = url.searchParams.get('redirect_uri');
					return to(`${callback}?code=code1&state=${url.searchParams.get('state')}`);
				}
				this.authorizeAddress = url.toString();
				const cookie = { 'set-cookie': 'Devblocks=s1; path=/; HttpOnly' };
				return { status: 302, headers: { location: `${this.url}/login`, ...cookie } };
			}
			case 'GET /login':
				return form('email', 'password');
			case 'POST /login/authenticate':
				if (!isOwnForm) return { status: 403, body: 'Access denied' };
				return to(
					body.get('password') === 'open sesame'
						? '/login/authenticated'
						: '/login?error=auth.failed',
				);
			case 'GET /login/authenticated':
				return to('/login/consent');
			case 'GET /login/consent':
				return form('accept', 'accept');
			case 'POST /login/consent':
				this.consented = isOwnForm && body.get('accept') === '1';
				return this.consented
					? to(this.authorizeAddress)
					: { status: 401, body: 'The resource owner denied the request.' };
			default:
				return { status: 404 };
		}
	}

	private authorizeAddress = '';
}
