/** What goes back over the wire. */
export interface HttpAnswer {
	status: number;
	headers: Record<string, string | string[]>;
	body: string | Buffer;
}

/** The headers PHP's session module puts on every answer of Cerb, pages and API alike. */
export const PHP_HEADERS = {
	expires: 'Thu, 19 Nov 1981 08:52:00 GMT',
	'cache-control': 'no-store, no-cache, must-revalidate',
	pragma: 'no-cache',
} as const;

/** A text/html answer of Cerb: its plain sentences are sent with this type too. */
export function htmlAnswer(status: number, body: string): HttpAnswer {
	return {
		status,
		headers: { ...PHP_HEADERS, 'content-type': 'text/html; charset=UTF-8' },
		body,
	};
}

/** A 302 to an address of Cerb or of a client. */
export function redirectAnswer(location: string, body = ''): HttpAnswer {
	const answer = htmlAnswer(302, body);
	answer.headers.location = location;
	return answer;
}

/** An answer of a REST controller in the serializer the extension chose. */
export function restAnswer(contentType: string, body: string, status = 200): HttpAnswer {
	return { status, headers: { ...PHP_HEADERS, 'content-type': contentType }, body };
}

const NGINX_TITLES: Record<number, string> = {
	404: '404 Not Found',
	413: '413 Request Entity Too Large',
	414: '414 Request-URI Too Large',
};

/** What nginx says by itself, before PHP is asked (measured with nginx 1.22.1). */
export function nginxAnswer(status: 404 | 413 | 414): HttpAnswer {
	const title = NGINX_TITLES[status];
	const lines = [
		'<html>',
		`<head><title>${title}</title></head>`,
		'<body>',
		`<center><h1>${title}</h1></center>`,
		'<hr><center>nginx/1.22.1</center>',
		'</body>',
		'</html>',
		'',
	];
	const body = lines.join('\r\n');
	return {
		status,
		headers: { 'content-type': 'text/html', 'content-length': String(body.length) },
		body,
	};
}

/** A small page of our own around some HTML; Cerb's pages are not copied. */
export function page(title: string, content: string): string {
	return [
		'<!DOCTYPE html>',
		'<html lang="en">',
		`<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
		`<body>\n${content}\n</body>`,
		'</html>',
		'',
	].join('\n');
}

/** Text as HTML. */
export function escapeHtml(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&#039;');
}

/**
 * The answer to everything this server does not know: loud, and never a guess.
 * @param what what was asked, e.g. `POST /rest/tickets/reply.json`
 */
export function unclaimedAnswer(what: string): HttpAnswer {
	return {
		status: 501,
		headers: { 'content-type': 'text/plain; charset=utf-8', 'x-embedded-cerb': 'not-claimed' },
		body: `Not claimed by the embedded Cerb: ${what}\n`,
	};
}
