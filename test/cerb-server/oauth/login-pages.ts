import { escapeHtml, page } from '../http/answer';

const ERROR_TEXTS: Record<string, string> = {
	'account.disabled': 'This account is switched off.',
	'account.locked': 'Too many wrong passwords. Wait a few minutes.',
	'auth.failed': 'Email or password is wrong.',
};

/** The login form: fields `_csrf_token`, `email`, `password`, posted to /login/authenticate. */
export function loginPage(
	baseUrl: string,
	csrfToken: string,
	email: string,
	error?: string,
): string {
	const notice =
		error === undefined ? '' : `<p role="alert">${escapeHtml(ERROR_TEXTS[error] ?? error)}</p>\n`;
	return page(
		'Sign in - embedded Cerb',
		`${notice}<form action="${escapeHtml(baseUrl)}/login/authenticate" method="post">
<input type="hidden" name="_csrf_token" value="${csrfToken}">
<p><label>Email <input type="email" name="email" value="${escapeHtml(email)}"></label></p>
<p><label>Password <input type="password" name="password"></label></p>
<p><button type="submit">Sign in</button></p>
</form>`,
	);
}

/** The consent form: fields `_csrf_token` and `accept` (1 or 0), posted to /login/consent. */
export function consentPage(
	baseUrl: string,
	csrfToken: string,
	appName: string,
	scopeLabels: string[],
): string {
	const items = scopeLabels.map((label) => `<li>${escapeHtml(label)}</li>`).join('\n');
	return page(
		'Allow access - embedded Cerb',
		`<h1>${escapeHtml(appName)}</h1>
<p>asks to:</p>
<ul>
${items}
</ul>
<form action="${escapeHtml(baseUrl)}/login/consent" method="post">
<input type="hidden" name="_csrf_token" value="${csrfToken}">
<button type="submit" name="accept" value="0">Refuse</button>
<button type="submit" name="accept" value="1">Allow</button>
</form>`,
	);
}
