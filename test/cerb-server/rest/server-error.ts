import type { RestAnswer } from './controller';

/** What PHP leaves of an uncaught error: status 500 and nothing else (measured on Cerb 10.4.10). */
export function emptyServerError(): RestAnswer {
	return {
		kind: 'raw',
		status: 500,
		headers: { 'content-type': 'text/html; charset=UTF-8' },
		body: '',
	};
}
