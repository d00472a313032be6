import { htmlAnswer, page, redirectAnswer, type HttpAnswer } from '../http/answer';
import type { HttpRequest } from '../http/request';
import { textOf } from './clients';
import { consentPage, loginPage } from './login-pages';
import { clearAuthentication, loginStateOf, type LoginState, type Session } from './sessions';
import type { OAuthStore } from './store';

/** A worker as the login needs to know one. */
export interface LoginWorker {
	id: number;
	email: string;
	password: string;
	isDisabled: boolean;
}

/** What the login pages lean on. */
export interface LoginHouse {
	store: OAuthStore;
	findWorkerByEmail(email: string): LoginWorker | undefined;
	/** Milliseconds. */
	now(): number;
	/** Times (milliseconds) of wrong passwords, by worker id. */
	failures: Map<number, number[]>;
}

/** Known from Cerb 10.4.10's code: five wrong passwords in fifteen minutes lock an account. */
const LOCK_AFTER = 5;
const LOCK_WINDOW_MS = 900_000;
/** How long the browser keeps the email address. */
const EMAIL_COOKIE_SECONDS = 30 * 86400;

/** `/login` and below, behind the check of origin and CSRF token. */
export function loginRoutes(request: HttpRequest, session: Session, house: LoginHouse): HttpAnswer {
	switch (request.path.split('/').filter(Boolean)[1]) {
		case undefined:
			return htmlAnswer(
				200,
				loginPage(
					request.baseUrl,
					session.csrfToken,
					decodeURIComponent(request.cookies.cerb_login_email ?? ''),
					textOf(request.query, 'error'),
				),
			);
		case 'authenticate':
			return authenticate(request, session, house);
		case 'authenticated':
			return authenticated(request, session);
		case 'consent':
			return consent(request, session, house);
		default:
			return redirectTo(request, '/login');
	}
}

function authenticate(request: HttpRequest, session: Session, house: LoginHouse): HttpAnswer {
	const email = textOf(request.post, 'email') ?? '';
	const login = loginStateOf(session);
	clearAuthentication(login);
	const next = verdict(email, textOf(request.post, 'password') ?? '', login, house);
	const answer = redirectTo(request, next);
	answer.headers['set-cookie'] = emailCookie(request, email, house.now());
	return answer;
}

/** Checks the password and says where the browser goes next. */
function verdict(email: string, password: string, login: LoginState, house: LoginHouse): string {
	const worker = house.findWorkerByEmail(email);
	if (email === '' || password === '' || worker === undefined) return '/login?error=auth.failed';
	if (worker.isDisabled) return '/login?error=account.disabled';
	const since = house.now() - LOCK_WINDOW_MS;
	const failures = (house.failures.get(worker.id) ?? []).filter((time) => time > since);
	if (failures.length >= LOCK_AFTER) return '/login?error=account.locked';
	if (worker.password !== password) {
		house.failures.set(worker.id, [...failures, house.now()]);
		return '/login?error=auth.failed';
	}
	login.workerId = worker.id;
	return '/login/authenticated';
}

/** The cookie in which Cerb remembers who tried to sign in last. */
export function emailCookie(request: HttpRequest, email: string, now: number): string {
	const expires = new Date(now + EMAIL_COOKIE_SECONDS * 1000).toUTCString();
	const path = request.baseUrl.slice(request.origin.length) + '/login';
	return [
		`cerb_login_email=${encodeURIComponent(email)}`,
		`expires=${expires}`,
		`Max-Age=${EMAIL_COOKIE_SECONDS}`,
		`path=${path}`,
		'HttpOnly',
		'SameSite=Lax',
	].join('; ');
}

function authenticated(request: HttpRequest, session: Session): HttpAnswer {
	const login = session.login;
	if (login?.workerId === undefined) return redirectTo(request, '/login');
	if (login.consent !== undefined && !login.consentGiven) {
		return redirectTo(request, '/login/consent');
	}
	session.activeWorkerId = login.workerId;
	delete session.login;
	return redirectTo(request, '/');
}

function consent(request: HttpRequest, session: Session, house: LoginHouse): HttpAnswer {
	const login = session.login;
	if (login?.workerId === undefined) return redirectTo(request, '/login');
	const accept = textOf(request.post, 'accept') ?? textOf(request.query, 'accept');
	if (accept !== undefined) {
		login.consentAsked = true;
		login.consentGiven = parseInt(accept, 10) > 0;
		const back = login.redirects.pop();
		return back === undefined ? htmlAnswer(200, '') : redirectAnswer(back, MOVED);
	}
	const app = login.consent === undefined ? undefined : house.store.app(login.consent.clientId);
	// Without a scope there is nothing to consent to, and the real page breaks off like this.
	if (login.consent === undefined || app === undefined || login.consent.scopes.length === 0) {
		return htmlAnswer(500, page('Error', '<p>Invalid OAuth client.</p>'));
	}
	const labels = login.consent.scopes.map((scope) =>
		Object.hasOwn(app.scopes, scope) ? app.scopes[scope].label : '',
	);
	return htmlAnswer(200, consentPage(request.baseUrl, session.csrfToken, app.name, labels));
}

/** Redirects of the login pages carry a page; those of /oauth/authorize are empty. */
const MOVED = page('Moved', '<p>Go on to the next page.</p>');

function redirectTo(request: HttpRequest, path: string): HttpAnswer {
	return redirectAnswer(request.baseUrl + path, MOVED);
}
