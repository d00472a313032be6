import type { CerbServer } from '../index';
import { httpCall, type CallAnswer } from '../support/http-call';
import { fill, prepare } from './placeholders';
import { RECORDED_BASE, type Recording } from './recording';
import { signAnew } from './sign';

/** A cut text of a recording's request, e.g. `xxx…<9016 chars>`: the rest is the same character. */
const CUT = /(.)…<(\d+) (?:chars|bytes total)>/s;

/** Prepares the server for a recording and sends its request. */
export async function replay(recording: Recording, server: CerbServer): Promise<CallAnswer> {
	const values = await prepare(recording, server);
	const { method, path, query, body } = recording.request;
	const headers = signAnew(recording);
	const plain = (value: string) => value;
	const target = query === undefined ? path : `${path}?${uncut(query)}`;
	const isForm = headers['Content-Type'] === 'application/x-www-form-urlencoded';
	return await httpCall(server.url + fill(target, values, encodeURIComponent), {
		method,
		headers: Object.fromEntries(
			Object.entries(headers).map(([name, value]) => [
				name,
				value === RECORDED_BASE ? new URL(server.url).origin : fill(value, values, plain),
			]),
		),
		body:
			body === undefined
				? undefined
				: fill(uncut(body), values, isForm ? encodeURIComponent : plain),
	});
}

function uncut(text: string): string {
	const [mark, last, length] = CUT.exec(text) ?? [];
	if (mark === undefined) return text;
	const missing = Number(length) - (text.length - mark.length);
	return text.replace(mark, last.repeat(Math.max(missing, 1)));
}
