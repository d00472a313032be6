import {
	escapeHtml,
	htmlAnswer,
	page,
	redirectAnswer,
	unclaimedAnswer,
	type HttpAnswer,
} from './answer';
import { textOf } from '../oauth/clients';
import type { Session } from '../oauth/sessions';
import { phpUrlEncode } from './php-form';
import type { HttpRequest } from './request';
import { restRoutes, type RestHouse } from './rest-front';

const REST_METHODS = new Set(['GET', 'PUT', 'POST', 'PATCH', 'DELETE']);
/** Addresses that records carry: `record_url`, `url_download`. */
const OWN_PAGES = new Set(['files', 'profiles']);
const PAGE_METHODS = new Set(['GET', 'POST']);

/** Name of Cerb's session cookie. */
export const SESSION_COOKIE = 'Devblocks';

/** Cerb's own order: method, session, origin and CSRF token, controller. */
export async function route(request: HttpRequest, house: RestHouse): Promise<HttpAnswer> {
	const known = house.oauth.sessions.find(request.cookies[SESSION_COOKIE]);
	const session = known ?? house.oauth.sessions.create();
	const answer = await dispatch(request, session, house);
	return known === undefined ? withSessionCookie(request, answer, session) : answer;
}

/** Whoever comes without a session gets one with any answer of Cerb, on the API too. */
export function withSessionCookie(
	request: HttpRequest,
	answer: HttpAnswer,
	session: Session,
): HttpAnswer {
	const cookie = `${SESSION_COOKIE}=${session.id}; path=${sessionPath(request)}; HttpOnly; SameSite=Lax`;
	const cookies = [cookie, ...[answer.headers['set-cookie'] ?? []].flat()];
	return { ...answer, headers: { ...answer.headers, 'set-cookie': cookies } };
}

/** The folder Cerb lies in. */
function sessionPath({ baseUrl, origin }: HttpRequest): string {
	return `${baseUrl.slice(origin.length).replace(/\/index\.php$/, '')}/`;
}

async function dispatch(
	request: HttpRequest,
	session: Session,
	house: RestHouse,
): Promise<HttpAnswer> {
	const controller = request.path.split('/')[1];
	if (!/^[\w.-]*$/.test(controller)) return errorPage(404, 'Not found.');
	const methods = controller === 'rest' ? REST_METHODS : PAGE_METHODS;
	if (!methods.has(request.method)) return htmlAnswer(501, 'Not implemented');
	if (controller === 'rest') return await restRoutes(request, house);
	if (controller === 'oauth') return house.oauth.oauthRoutes(request, session);
	const refusal = request.method === 'GET' ? undefined : checkForgery(request, session);
	if (refusal !== undefined) return refusal;
	if (controller === 'login') return house.oauth.loginRoutes(request, session);
	if (session.activeWorkerId === undefined) {
		// Of its own pages Cerb remembers where the browser wanted to go.
		const back = OWN_PAGES.has(controller) ? `?url=${phpUrlEncode(request.path.slice(1))}` : '';
		return redirectAnswer(`${request.baseUrl}/login${back}`);
	}
	return unclaimedAnswer(`${request.method} ${request.path} (Cerb's own pages)`);
}

/** Who posts to a page has to come from Cerb itself and to know the session's token. */
function checkForgery(request: HttpRequest, session: Session): HttpAnswer | undefined {
	const { origin, referer } = request.headers;
	const own = `${request.origin}/`.toLowerCase();
	const isOwn =
		origin !== undefined
			? `${origin.replace(/\/+$/, '')}/`.toLowerCase() === own
			: (referer ?? '').toLowerCase().startsWith(own);
	if (!isOwn) return htmlAnswer(403, 'Access denied');
	const token = request.headers['x-csrf-token'] ?? textOf(request.post, '_csrf_token');
	if (token === session.csrfToken) return undefined;
	return request.path === '/login/authenticate'
		? errorPage(401, 'Your session has expired.')
		: errorPage(403, 'Access denied.');
}

function errorPage(status: number, sentence: string): HttpAnswer {
	return htmlAnswer(status, page('Error', `<p>${escapeHtml(sentence)}</p>`));
}
