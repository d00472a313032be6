import { createHash } from 'node:crypto';

/** Shorter ones are no secrets that could be told from ordinary words. */
const SHORTEST = 8;

/** Long secrets are found by any piece of this length that begins at a multiple of it. */
const PIECE = 16;

/** From this length on a secret is looked for in pieces, so that half of it is found, too. */
const LONG = 2 * PIECE;

/** What was found, and never the secret itself: it would stand in the report of the test. */
export interface Found {
	/** E.g. `access token`. */
	secret: string;
	/** How it was written: `raw`, `encoded`, `base64` or `MD5`. */
	form: string;
}

/** The secrets to look for, in all forms in which they can leak. */
export class Needles {
	private readonly known = new Set<string>();
	private readonly words = new Map<string, Found>();
	private readonly pieces = new Map<string, Found>();

	/** How many different secrets there are. */
	get size(): number {
		return this.known.size;
	}

	/** @param secret its kind, e.g. `access token` */
	add(secret: string, value: string): void {
		if (value.length < SHORTEST || this.known.has(value)) return;
		this.known.add(value);
		this.addForm({ secret, form: 'raw' }, value);
		for (const text of encodings(value)) this.addForm({ secret, form: 'encoded' }, text);
		for (const text of base64Forms(value)) this.addForm({ secret, form: 'base64' }, text);
		// Cerb's signatures are made with the hash of the secret key: it is as good as the key.
		const hash = createHash('md5').update(value).digest('hex');
		this.addForm({ secret, form: 'MD5' }, hash);
	}

	/** The first secret in a text. */
	find(text: string): Found | undefined {
		if (text.length < SHORTEST) return undefined;
		for (const [word, found] of this.words) if (text.includes(word)) return found;
		for (let at = 0; at + PIECE <= text.length; at++) {
			const found = this.pieces.get(text.slice(at, at + PIECE));
			if (found) return found;
		}
		return undefined;
	}

	private addForm(found: Found, text: string): void {
		if (text.length < LONG) {
			this.words.set(text, found);
			return;
		}
		for (let at = secretPart(text); at + PIECE <= text.length; at += PIECE) {
			this.pieces.set(text.slice(at, at + PIECE), found);
		}
		this.pieces.set(text.slice(-PIECE), found);
	}
}

/** The head of a JWT is the same for all. */
function secretPart(text: string): number {
	return text.startsWith('eyJ') ? text.indexOf('.') + 1 : 0;
}

function encodings(value: string): string[] {
	const forms = [
		encodeURIComponent(value),
		new URLSearchParams({ '': value }).toString().slice(1),
		JSON.stringify(value).slice(1, -1),
	];
	return [...new Set(forms)].filter((form) => form !== value);
}

/** Of long secrets only the ends: who leaks the middle alone has leaked it raw, too. */
const BASE64_END = 96;

/** A text as it stands inside the Base64 of a longer one: one form for each place it may begin at. */
function base64Forms(value: string): string[] {
	const bytes = Buffer.from(value);
	const ends =
		bytes.length <= 2 * BASE64_END
			? [bytes]
			: [bytes.subarray(0, BASE64_END), bytes.subarray(-BASE64_END)];
	return ends.flatMap((end) =>
		[0, 1, 2].flatMap((before) => {
			const text = Buffer.concat([Buffer.alloc(before), end]).toString('base64');
			const first = Math.ceil((before * 8) / 6);
			const last = Math.floor(((before + end.length) * 8) / 6);
			const form = text.slice(first, last);
			return [form, form.replace(/\+/g, '-').replace(/\//g, '_')];
		}),
	);
}
