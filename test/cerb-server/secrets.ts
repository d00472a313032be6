import type { HttpRequest } from './http/request';
import type { PhpMap } from './http/php-form';

/** Fields of the sign-in pages and the token endpoint that nobody else may see. */
const SECRET_FIELDS = [
	'_csrf_token',
	'access_token',
	'client_secret',
	'code',
	'code_verifier',
	'password',
	'refresh_token',
];

/**
 * Every secret that the server has given out or was told, oldest first, dead ones included: tests
 * look for them where they must not be.
 */
export class Secrets {
	private readonly known: Array<readonly [secret: string, value: string]> = [];

	/** Kind and value of each; grows. */
	get all(): ReadonlyArray<readonly [secret: string, value: string]> {
		return this.known;
	}

	/** @param secret its kind, e.g. `access token` */
	add(secret: string, value: string): void {
		this.known.push([secret, value]);
	}

	/** Takes those of a request: headers that sign in, and the fields of the sign-in pages. */
	addRequest({ headers, path, query, post }: HttpRequest): void {
		const token = (headers.authorization ?? '').replace(/^\S+\s+/, '');
		if (token !== '') this.add('authorization', token);
		const signature = headers['cerb-auth'] ?? headers['cerb5-auth'] ?? '';
		if (signature.includes(':')) this.add('signature', signature.replace(/^[^:]*:/, ''));
		if (!/^\/(?:oauth|login)(?:\/|$)/.test(path)) return;
		for (const fields of [query, post]) {
			for (const name of SECRET_FIELDS) {
				const value = fields[name];
				if (typeof value === 'string') this.add(name, value);
			}
		}
	}
}

/** The same fields without those. */
export function withoutSecrets(fields: PhpMap): PhpMap {
	return Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [
			name,
			SECRET_FIELDS.includes(name) ? '(hidden)' : value,
		]),
	);
}
