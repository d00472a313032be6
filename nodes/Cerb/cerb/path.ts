import { shown } from './text';

/** Characters that no server takes in an address; reading more could keep n8n busy for long. */
const MAX_PATH = 30_000;

/** A path below `/rest/` that is safe to call, or why it is not. */
export type PathReading =
	| { path: string; query: Array<[key: string, value: string]> }
	| { problem: { message: string; hint: string } };

/**
 * Reads the path of an API endpoint as a person writes it: `workers/me`, `/rest/workers/me.json`, or
 * the whole address on the same Cerb, with or without a query. The credential goes wherever the
 * request goes, so anything that could lead elsewhere is refused. The extension `.json` is added
 * where there is none: without one Cerb runs nothing and still answers 200 (measured on Cerb 10.4.10).
 * @param baseUrl Cerb's address without trailing slash
 */
export function readPath(text: string, baseUrl: string): PathReading {
	if (text.length > MAX_PATH) {
		return problem(
			`The path is ${text.length} characters long`,
			'Move what belongs to the request into its body: some 8,000 characters fit into an address',
		);
	}
	const written = text.trim();
	if (written === '') return problem('No path is given', 'Enter an endpoint, e.g. workers/me.json');
	if (/[\\\p{Cc}]/u.test(written)) {
		return problem('The path contains a backslash or a control character', 'Remove it');
	}

	const [beforeQuery, ...query] = written.replace(/#.*$/, '').split('?');
	const relative = withoutHost(beforeQuery, baseUrl);
	if (relative === undefined) {
		return problem(
			`The path leads away from the Cerb of the credential (${new URL(baseUrl).host})`,
			'Enter only the part behind /rest/, e.g. workers/me.json, or pick the credential of that other Cerb',
		);
	}
	const path = relative
		.replace(/^\/+/, '')
		.replace(/^rest\/+/i, '')
		.replace(/\/+$/, '');
	const segments = path.split('/');
	if (path === '' || path.toLowerCase() === 'rest') {
		return problem('The path names no endpoint', 'Enter an endpoint, e.g. workers/me.json');
	}
	const unsafe = segments.find((segment) => !isSafeSegment(segment));
	if (unsafe !== undefined) {
		return problem(
			unsafe === '' ? 'The path has an empty part' : `The path has the part ${shown(unsafe)}`,
			'Parts such as .. or an encoded slash could lead out of the API, and a % must start an encoded character: write the plain path, e.g. records/ticket/1.json',
		);
	}
	const last = segments[segments.length - 1];
	return {
		path: segments.map(encodeSegment).join('/') + (last.includes('.') ? '' : '.json'),
		query: [...new URLSearchParams(query.join('?'))],
	};
}

/** The path behind Cerb's address; undefined where an address belongs to somebody else. */
function withoutHost(address: string, baseUrl: string): string | undefined {
	const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//');
	if (!isAddress) return address;
	const matches = address.toLowerCase().startsWith(`${baseUrl.toLowerCase()}/rest/`);
	return matches ? address.slice(baseUrl.length) : undefined;
}

function isSafeSegment(segment: string): boolean {
	let plain: string;
	try {
		plain = decodeURIComponent(segment);
		// Half an emoji decodes, but cannot be encoded again.
		encodeURIComponent(plain);
	} catch {
		return false;
	}
	return !['', '.', '..'].includes(plain) && !/[/\\%\p{Cc}]/u.test(plain);
}

function encodeSegment(segment: string): string {
	return encodeURIComponent(decodeURIComponent(segment));
}

function problem(message: string, hint: string): PathReading {
	return { problem: { message, hint } };
}
