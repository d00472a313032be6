import { httpCall, type CallAnswer } from './http-call';

/** What to type in and click on the way through Cerb's login and consent pages. */
export interface Visitor {
	email: string;
	password: string;
	/** Default: allow. */
	accept?: boolean;
}

/** A browser at one of Cerb's pages: its cookie, and the token of the form it sees. */
export interface BrowserState {
	cookie: string;
	csrfToken: string;
}

/** The pages of the way through OAuth2 consent, in order. */
export const STEPS = [
	'authorize-anonymous',
	'login-page',
	'login-post',
	'login-authenticated',
	'consent-page',
	'consent-post',
	'authorize-final',
] as const;
export type Step = (typeof STEPS)[number];

/** Goes through the consent of an authorize request as a person's browser would. */
export class Browser {
	private cookie = '';
	private csrfToken = '';

	/** @param base address of the Cerb, without trailing slash */
	constructor(private readonly base: string) {}

	/** Does every step that comes before `step`. */
	async goTo(step: Step, authorizeUrl: string, visitor: Visitor): Promise<BrowserState> {
		for (const done of STEPS.slice(0, STEPS.indexOf(step))) {
			await this.take(done, authorizeUrl, visitor);
		}
		return { cookie: this.cookie, csrfToken: this.csrfToken };
	}

	/** Signs in to Cerb's own pages, with no client waiting for consent. */
	async signIn(visitor: Visitor): Promise<BrowserState> {
		for (const step of ['login-page', 'login-post', 'login-authenticated'] as const) {
			await this.take(step, '', visitor);
		}
		return { cookie: this.cookie, csrfToken: this.csrfToken };
	}

	/** Takes one step; redirects are not followed. */
	async take(step: Step, authorizeUrl: string, visitor: Visitor): Promise<CallAnswer> {
		switch (step) {
			case 'authorize-anonymous':
			case 'authorize-final':
				return await this.get(authorizeUrl);
			case 'login-page':
				return await this.get('/login');
			case 'login-post':
				return await this.post('/login/authenticate', {
					email: visitor.email,
					password: visitor.password,
				});
			case 'login-authenticated':
				return await this.get('/login/authenticated');
			case 'consent-page':
				return await this.get('/login/consent');
			case 'consent-post':
				return await this.post('/login/consent', { accept: visitor.accept === false ? '0' : '1' });
		}
	}

	/** The whole way. @returns the last answer: a redirect to the client, or Cerb's refusal */
	async consent(authorizeUrl: string, visitor: Visitor): Promise<CallAnswer> {
		await this.goTo('authorize-final', authorizeUrl, visitor);
		return await this.take('authorize-final', authorizeUrl, visitor);
	}

	private async get(path: string): Promise<CallAnswer> {
		return this.keep(await httpCall(this.base + path, { headers: this.headers() }));
	}

	private async post(path: string, fields: Record<string, string>): Promise<CallAnswer> {
		return this.keep(
			await httpCall(this.base + path, {
				method: 'POST',
				headers: {
					...this.headers(),
					origin: new URL(this.base).origin,
					'content-type': 'application/x-www-form-urlencoded',
				},
				body: new URLSearchParams({ _csrf_token: this.csrfToken, ...fields }).toString(),
			}),
		);
	}

	private headers(): Record<string, string> {
		return this.cookie === '' ? {} : { cookie: this.cookie };
	}

	/** Remembers the session cookie and the token of a form. */
	private keep(answer: CallAnswer): CallAnswer {
		const cookies = [answer.headers['set-cookie'] ?? []].flat();
		const session = cookies.find((cookie) => cookie.startsWith('Devblocks='));
		if (session !== undefined) this.cookie = session.split(';', 1)[0];
		this.csrfToken = /name="_csrf_token" value="([^"]+)"/.exec(answer.body)?.[1] ?? this.csrfToken;
		return answer;
	}
}
