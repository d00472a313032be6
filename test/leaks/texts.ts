/* eslint-disable @n8n/community-nodes/no-restricted-imports -- looks into errors of Node's own test process, never runs inside n8n */
import { inspect, types } from 'node:util';

/** A way into a value: `error.cause.config.headers.Authorization`, linked from its end. */
interface Place {
	key: string;
	parent?: Place;
}

/** Beyond this many objects something has been dragged along that belongs to no result. */
const MOST_OBJECTS = 5_000_000;

/** Of longer texts only so much of each end is looked at. */
const LONGEST = 8_000_000;

/**
 * Every text in a value, with where it stands: in properties of all kinds (hidden ones, symbols and
 * getters included), keys, maps, sets and bytes; errors also as they are printed and as JSON.
 * @throws Error when there is no end to it
 */
export function eachText(value: unknown, name: string, tell: (text: string, at: Where) => void) {
	const seen = new Set<object>();
	const left: Array<{ value: unknown; place: Place }> = [{ value, place: { key: name } }];
	const push = (found: unknown, key: string, parent: Place) => {
		if (typeof found === 'string' || (typeof found === 'object' && found !== null)) {
			left.push({ value: found, place: { key, parent } });
		}
	};
	for (let next = left.pop(); next; next = left.pop()) {
		const { value: current, place } = next;
		const at = () => pathOf(place);
		if (typeof current === 'string') {
			for (const text of cut(current)) tell(text, at);
			continue;
		}
		if (typeof current !== 'object' || current === null || seen.has(current)) continue;
		seen.add(current);
		if (seen.size > MOST_OBJECTS) throw new Error(`There is no end to ${at()}`);
		if (ArrayBuffer.isView(current) || types.isAnyArrayBuffer(current)) {
			for (const text of cut(bytesOf(current).toString('latin1'))) tell(text, at);
			continue;
		}
		if (types.isNativeError(current)) {
			push(inspect(current, { depth: 9, showHidden: true }), '(printed)', place);
			push(asJson(current), '(as JSON)', place);
		}
		if (types.isMap(current) || types.isSet(current)) {
			for (const entry of current) push(entry, '(entry)', place);
		}
		for (const key of Reflect.ownKeys(current)) {
			if (!Array.isArray(current)) tell(String(key), at);
			push(read(current, key), String(key), place);
		}
	}
}

/** Tells the place of a text; only worked out when asked for. */
export type Where = () => string;

function pathOf(place: Place): string {
	const keys: string[] = [];
	for (let link: Place | undefined = place; link; link = link.parent) keys.unshift(link.key);
	return keys.join('.');
}

function read(from: object, key: string | symbol): unknown {
	try {
		return Reflect.get(from, key) as unknown;
	} catch {
		// A getter that throws gives nothing away.
		return undefined;
	}
}

function asJson(value: object): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		// Not to be had as JSON: its parts are looked at all the same.
		return undefined;
	}
}

function bytesOf(value: ArrayBufferView | ArrayBufferLike): Buffer {
	if (!ArrayBuffer.isView(value)) return Buffer.from(value);
	return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

function cut(text: string): string[] {
	if (text.length <= LONGEST) return [text];
	return [text.slice(0, LONGEST / 2), text.slice(-LONGEST / 2)];
}
