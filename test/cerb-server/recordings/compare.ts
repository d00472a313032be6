import { parseCutJson } from './cut-json';
import { compareJson } from './json-shape';
import { compareQueryEcho } from './query-echo';
import type { Recording } from './recording';
import { compareXml } from './xml-shape';

/** An answer of the embedded Cerb, as it came over the wire. */
export interface Answer {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	body: string;
}

/** The address of each side, as it stands in `Location` and in self-links. */
export interface Bases {
	recorded: string;
	actual: string;
}

/** Headers whose value says something about Cerb (and nothing about the instance). */
const COMPARED_HEADERS = [
	'content-type',
	'content-disposition',
	'accept-ranges',
	'cache-control',
	'pragma',
	'expires',
];

/** The note in place of a recorded body that is no text. */
const BINARY = /^<binary (\d+) bytes>$/;

/**
 * Compares an answer with the recorded one: status, content type, cache headers, redirect target,
 * cookies, and the body: JSON and XML by keys, types, messages and echoes; plain text literally; of
 * a web page only that it is one (the pages of the embedded Cerb are its own).
 * @returns one line per difference; empty when they agree
 */
export function compareAnswers(
	{ request, response: recorded }: Pick<Recording, 'request' | 'response'>,
	actual: Answer,
	bases: Bases,
): string[] {
	const differences: string[] = [];
	if (recorded.status !== actual.status) {
		differences.push(`status: recorded ${recorded.status}, got ${actual.status}`);
	}
	for (const name of COMPARED_HEADERS) {
		const [was, is] = [header(recorded.headers, name), header(actual.headers, name)];
		if (was !== is) differences.push(`${name}: recorded ${was}, got ${is}`);
	}
	differences.push(...compareLocations(recorded, actual, bases));
	const [set, sets] = [cookies(recorded.headers), cookies(actual.headers)];
	if (set !== sets) differences.push(`set-cookie: recorded ${set}, got ${sets}`);
	const query = request.query ?? '';
	return [...differences, ...compareBodies(query, recorded, actual, bases)];
}

function header(headers: Answer['headers'], name: string): string | undefined {
	const value = headers[name];
	return Array.isArray(value) ? value.join(', ') : value;
}

/** Names and attributes of the cookies set; values and dates belong to the session. */
function cookies(headers: Answer['headers']): string {
	return [headers['set-cookie'] ?? []]
		.flat()
		.map((cookie) => cookie.replace(/=[^;]*/, '=*').replace(/expires=[^;]*/, 'expires=*'))
		.sort()
		.join(' | ');
}

function compareLocations(recorded: Recording['response'], actual: Answer, bases: Bases): string[] {
	const was = header(recorded.headers, 'location');
	const is = header(actual.headers, 'location');
	if (was === undefined || is === undefined) {
		return was === is ? [] : [`location: recorded ${was}, got ${is}`];
	}
	// The recorded Cerb named itself with and without its port (8089).
	const expected = was.replace(/^http:\/\/127\.0\.0\.1(?::8089)?(?=\/)/, bases.actual);
	const pattern = expected
		.split('<opaque>')
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join('[0-9a-f]{100,}');
	return new RegExp(`^${pattern}$`).test(is) ? [] : [`location: recorded ${expected}, got ${is}`];
}

function compareBodies(
	query: string,
	recorded: Recording['response'],
	actual: Answer,
	bases: Bases,
): string[] {
	const type = header(recorded.headers, 'content-type') ?? '';
	if (type.startsWith('application/json')) return compareJsonBodies(query, recorded, actual, bases);
	const text = recorded.body ?? '';
	if (type.startsWith('text/xml')) return compareXml(text, actual.body);
	if (/^<!DOCTYPE html/i.test(text)) {
		return /^<!DOCTYPE html/i.test(actual.body) ? [] : ['body: recorded a page, got none'];
	}
	const [, bytes] = BINARY.exec(text) ?? [];
	if (bytes !== undefined) {
		const is = header(actual.headers, 'content-length');
		return is === bytes ? [] : [`body: recorded ${bytes} bytes, got ${is}`];
	}
	return text === actual.body ? [] : [`body: recorded "${text}", got "${actual.body}"`];
}

function compareJsonBodies(
	query: string,
	recorded: Recording['response'],
	actual: Answer,
	bases: Bases,
): string[] {
	const parsed = parseJson(actual.body);
	if (parsed === undefined) return [`body: not JSON: ${actual.body.slice(0, 200)}`];
	const cut = recorded.truncated === true && recorded.json === undefined;
	const { value, open } = cut
		? parseCutJson(recorded.body ?? '')
		: { value: recorded.json ?? JSON.parse(recorded.body ?? ''), open: new WeakSet<object>() };
	const context = { open, recordedBase: bases.recorded, actualBase: bases.actual };
	const differences = compareJson(value, parsed.value, context);
	// Of a cut list nobody knows the rest.
	return cut ? differences : [...differences, ...compareQueryEcho(query, value, parsed.value)];
}

function parseJson(text: string): { value: unknown } | undefined {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
}
