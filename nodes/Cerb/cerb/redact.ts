import type { Failure } from './failure';

/** What takes the place of a secret. */
const HIDDEN = '***';

/** So much of a secret is looked for; at the end of a text, where it may be cut off, that will do. */
const HEAD = 8;

/** In the middle of a text so much is no accident. */
const CERTAIN = 16;

/**
 * What Cerb's tokens look like, and a header that carries one: access tokens are JWTs, refresh tokens
 * and codes are hex with a fixed head (measured on Cerb 10.4.10). Finds those, too, that n8n has
 * renewed meanwhile.
 */
const TOKENS: ReadonlyArray<readonly [pattern: RegExp, replacement: string]> = [
	[/\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g, HIDDEN],
	[/\bdef50200[0-9a-f]+/gi, HIDDEN],
	[/\b(Bearer)((?:\s|\+|%20)+)[\w.~/=-]{16,}/gi, `$1$2${HIDDEN}`],
];

/** The fields of a credential that are secrets; what else it holds may be told. */
const SECRET_FIELDS = /^(?:access_?token|refresh_?token|client_?secret|secret_?key)$/i;

/**
 * Takes the secrets of a credential out of what is told about a failure: a server, or a proxy before
 * it, may send back what it was sent, headers included, and its words are quoted.
 */
export function redactor(credential: object): (failure: Failure) => Failure {
	const secrets = secretsOf(credential);
	const { accessKey } = credential as { accessKey?: unknown };
	const clean = (text: string) => redact(text, secrets, String(accessKey ?? ''));
	return (failure) => ({
		...failure,
		message: clean(failure.message),
		hint: clean(failure.hint),
		...(failure.code === undefined ? {} : { code: clean(failure.code) }),
	});
}

/** The secrets that a credential holds, nested ones included. */
export function secretsOf(credential: object): string[] {
	return Object.entries(credential).flatMap(([name, value]: [string, unknown]) => {
		if (typeof value === 'object' && value !== null) return secretsOf(value);
		return typeof value === 'string' && SECRET_FIELDS.test(name) ? [value] : [];
	});
}

/**
 * A text without secrets.
 * @param secrets as they are; also found where their end was cut off, or where they are URL-encoded
 * @param accessKey stands before a signature, as `key:signature`
 */
export function redact(text: string, secrets: string[], accessKey = ''): string {
	const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
	// The longest first: one may be the head of another.
	forms.sort((a, b) => b.length - a.length);
	const known = forms.reduce(withoutSecret, text);
	const signed = accessKey === '' ? known : withoutSignature(known, accessKey);
	return TOKENS.reduce((told, [pattern, hidden]) => told.replace(pattern, hidden), signed);
}

function withoutSecret(text: string, secret: string): string {
	if (secret.length < HEAD) return text;
	const head = secret.slice(0, HEAD);
	const [first, ...parts] = text.split(head);
	return parts.reduce((told, part) => {
		const same = sameLength(part, secret.slice(HEAD));
		const rest = part.slice(same);
		const isCutOff = rest === '' || rest.startsWith('…');
		const isFound = same + HEAD >= Math.min(secret.length, CERTAIN) || isCutOff;
		return told + (isFound ? HIDDEN + rest : head + part);
	}, first);
}

/** How many characters two texts have in common from their beginning. */
function sameLength(a: string, b: string): number {
	let length = 0;
	while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
	return length;
}

function withoutSignature(text: string, accessKey: string): string {
	const key = accessKey.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return text.replace(new RegExp(`(${key}(?::|%3A))[0-9a-f]+`, 'gi'), `$1${HIDDEN}`);
}
