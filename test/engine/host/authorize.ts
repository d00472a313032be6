import { ClientOAuth2 } from '@n8n/client-oauth2';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

/** The OAuth2 fields of a decrypted credential. */
interface OAuth2Fields {
	clientId: string;
	clientSecret: string;
	authUrl: string;
	accessTokenUrl: string;
	scope?: string;
	authentication?: 'header' | 'body';
	ignoreSSLIssues?: boolean;
}

/** A Cerb worker and what this person answers on the consent page. */
export interface Login {
	email: string;
	password: string;
	/** Presses "allow" (default) or "deny". */
	accept?: boolean;
}

/** The callback address of an n8n on its default port. */
export const N8N_CALLBACK = 'http://127.0.0.1:5678/rest/oauth2-credential/callback';

const STATE = 'state-of-the-test-bed';

/** The address that n8n's Connect button opens for this credential. */
export function authorizeUrl(data: ICredentialDataDecryptedObject, redirectUri = N8N_CALLBACK) {
	return client(data as object as OAuth2Fields, redirectUri).code.getUri({ state: STATE });
}

/**
 * Walks the authorization-code grant as n8n's Connect button does, a person in a browser included:
 * authorize, login form, consent form, callback, token request by n8n's own OAuth2 client.
 *
 * @param data the decrypted credential, so that URLs and scope come from our credential class
 * @returns `oauthTokenData` as n8n stores it: `token_type`, `access_token`, `refresh_token`,
 *   `expires_in` (seconds) and `n8n_expires_at` (Unix milliseconds, a string)
 * @throws Error with status and text of the page where Cerb stopped the walk
 */
export async function authorize(
	data: ICredentialDataDecryptedObject,
	login: Login,
	redirectUri = N8N_CALLBACK,
): Promise<IDataObject> {
	const fields = data as object as OAuth2Fields;
	const callback = await new Browser(redirectUri).consent(authorizeUrl(data, redirectUri), login);
	const { clientId, clientSecret, authentication } = fields;
	// n8n sends the client in the body itself and then keeps its OAuth2 client from adding a header.
	const inBody = authentication === 'body';
	const oauth = client(inBody ? { ...fields, clientSecret: '' } : fields, redirectUri);
	const body = inBody ? { client_id: clientId, client_secret: clientSecret } : undefined;
	const token = await oauth.code.getToken(callback, { state: STATE, ...(body && { body }) });
	const expiresAt = Date.now() + Number(token.data.expires_in) * 1000;
	return { ...token.data, n8n_expires_at: String(expiresAt) };
}

function client(fields: OAuth2Fields, redirectUri: string): ClientOAuth2 {
	const { scope = 'openid', authentication = 'header' } = fields;
	return new ClientOAuth2({
		clientId: fields.clientId,
		...(fields.clientSecret && { clientSecret: fields.clientSecret }),
		authorizationUri: fields.authUrl,
		accessTokenUri: fields.accessTokenUrl,
		redirectUri,
		scopes: scope.split(','),
		scopesSeparator: scope.includes(',') ? ',' : ' ',
		authentication,
		ignoreSSLIssues: fields.ignoreSSLIssues ?? false,
	});
}

/** Just enough of a browser for Cerb's two forms: cookies, redirects, hidden CSRF fields. */
class Browser {
	private readonly cookies = new Map<string, string>();

	/** Cerb's idea of its own origin, which may lack the port (measured on Cerb 10.4.10). */
	private origin: string | undefined;

	constructor(private readonly redirectUri: string) {}

	/** From the authorize address to the callback address with its code. */
	async consent(start: string, { email, password, accept = true }: Login): Promise<string> {
		let url = start;
		let answer = await this.request(url);
		for (let step = 0; step < 10; step += 1) {
			const target = answer.headers.get('location');
			if (target) {
				const next = new URL(target, url).toString();
				if (next.startsWith(`${this.redirectUri}?`)) return next;
				url = sameServer(next, start);
				answer = await this.request(url);
				continue;
			}
			const page = await answer.text();
			const token = /name="_csrf_token"\s+value="([^"]*)"/.exec(page)?.[1];
			if (!answer.ok || !token) throw new Error(`Cerb stopped at ${url}: ${excerpt(answer, page)}`);
			const login = !/name="accept"/.test(page);
			const path = login ? 'authenticate' : 'consent';
			const fields: Record<string, string> = login
				? { email, password }
				: { accept: accept ? '1' : '0' };
			const form = new URL(url);
			form.pathname = form.pathname.replace(/\/login(\/.*)?$/, `/login/${path}`);
			url = form.toString();
			answer = await this.request(url, new URLSearchParams({ _csrf_token: token, ...fields }));
			if (/[?&]error=/.test(answer.headers.get('location') ?? '')) {
				throw new Error(`Cerb refused the login: ${answer.headers.get('location')}`);
			}
		}
		throw new Error(`Too many redirects from ${start} to ${url}`);
	}

	private async request(url: string, form?: URLSearchParams): Promise<Response> {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const answer = await fetch(url, {
			method: form ? 'POST' : 'GET',
			body: form,
			redirect: 'manual',
			// Cerb answers 403 to a form without the origin it knows itself by.
			headers: { cookie, ...(form && { origin: this.origin ?? new URL(url).origin }) },
		});
		for (const line of answer.headers.getSetCookie()) {
			const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (name) this.cookies.set(name, value);
		}
		const location = answer.headers.get('location');
		const target = location ? new URL(location, url) : undefined;
		if (target && /\/login(\/|$)/.test(target.pathname)) this.origin = target.origin;
		return answer;
	}
}

/** Sends a redirect of Cerb to itself to the address we know it by. */
function sameServer(url: string, known: string): string {
	const target = new URL(url);
	const { protocol, hostname, host } = new URL(known);
	if (target.hostname === hostname) Object.assign(target, { protocol, host });
	return target.toString();
}

function excerpt(answer: Response, page: string): string {
	const words = page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
	return `HTTP ${answer.status} ${words.trim().slice(0, 300)}`;
}
