/** A piece of a query as Cerb cuts it up. */
export type TokenKind =
	| 'field'
	| 'text'
	| 'quoted'
	| 'not'
	| 'bool'
	| 'open'
	| 'openNot'
	| 'openAll'
	| 'close'
	| 'bracketOpen'
	| 'bracketClose'
	| 'array'
	| 'group';

export interface Token {
	kind: TokenKind;
	/** Field name, text, `AND`/`OR`; for a group its mode. */
	value: string;
	/** Elements of an array. */
	values: string[];
	children: Token[];
}

export function token(kind: TokenKind, value = '', children: Token[] = []): Token {
	return { kind, value, values: [], children };
}

/** Brackets and operators that cut a text wherever they stand outside of quotes. */
const MARKS: Array<[string, TokenKind]> = [
	['!(', 'openNot'],
	[':all(', 'openAll'],
	[':!', 'not'],
	['(', 'open'],
	[')', 'close'],
	['[', 'bracketOpen'],
	[']', 'bracketClose'],
];

type Piece = { text: string } | { token: Token };

/** Cuts out the parts in double quotes; there is no escape and an odd quote stays a character. */
function quotes(query: string): Piece[] {
	const pieces: Piece[] = [];
	let rest = query;
	for (;;) {
		const from = rest.indexOf('"');
		const to = from < 0 ? -1 : rest.indexOf('"', from + 1);
		if (to < 0) return [...pieces, { text: rest }];
		// A quoted part counts as standing between blanks.
		pieces.push({ text: `${rest.slice(0, from)} ` });
		pieces.push({ token: token('quoted', rest.slice(from + 1, to)) });
		rest = ` ${rest.slice(to + 1)}`;
	}
}

/** ` OR ` and ` AND ` (upper case, between blanks) become tokens. */
function bools(text: string): Piece[] {
	return text
		.split(/ (OR|AND) /)
		.map((part, index) => (index % 2 === 1 ? { token: token('bool', part) } : { text: part }));
}

function marks(text: string): Piece[] {
	const pieces: Piece[] = [];
	let plain = '';
	for (let at = 0; at < text.length; ) {
		const mark = MARKS.find(
			([characters]) =>
				text.startsWith(characters, at) &&
				// In `field:!(` the exclamation mark belongs to the bracket.
				(characters !== ':!' || text[at + 2] !== '('),
		);
		if (mark === undefined) {
			plain += text[at];
			at++;
			continue;
		}
		// The colon of `field:!` and `field:all(` still ends a field name.
		pieces.push({ text: mark[0].startsWith(':') ? `${plain}:` : plain });
		pieces.push({ token: token(mark[1]) });
		plain = '';
		at += mark[0].length;
	}
	return [...pieces, { text: plain }];
}

/** Words: `name:` anywhere at the head of what is left is a field, the rest up to a blank a text. */
function words(text: string): Token[] {
	return [...text.matchAll(/([a-zA-Z0-9_.]+:)|\s+|\S+/g)].flatMap(([word, field]) => {
		if (field !== undefined) return [token('field', field.slice(0, -1))];
		if (word.trim() === '') return [];
		return [word === '!' ? token('not') : token('text', word)];
	});
}

const expand = (pieces: Piece[], cut: (text: string) => Piece[]): Piece[] =>
	pieces.flatMap((piece) => ('text' in piece ? cut(piece.text) : [piece]));

/** Cuts a query into tokens the way Cerb 10.4.10 does it. */
export function tokenize(query: string): Token[] {
	return expand(expand(quotes(query), bools), marks).flatMap((piece) =>
		'text' in piece ? words(piece.text) : [piece.token],
	);
}
