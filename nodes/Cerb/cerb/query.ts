import { dateProblem, isDateKey } from './query-dates';
import { shortened } from './text';
import { unstorableText } from './text-limits';

/** Why a query cannot be sent as it stands, and what to do. */
export interface QueryProblem {
	message: string;
	hint: string;
}

/** A user's query with its directives taken out, so that the rest can be wrapped in a group. */
export interface LiftedQuery {
	/** The filters alone, safe to put in parentheses. */
	filters: string;
	/** Keys of the filters, e.g. `status`, `group.id`; not those inside another filter's value. */
	keys: string[];
	/** `limit:n` of the query. */
	limit?: number;
	/** `page:n` of the query, one-based. */
	page?: number;
	/** `sort:` of the query, e.g. `['-updated', 'id']`. */
	sort?: string[];
	/** `set.timezone:` of the query, which works at top level only. */
	timezone?: string;
}

export type QueryReading = { query: LiftedQuery } | { problem: QueryProblem };

/** One `key:` of a query with its value as written, e.g. `>5`, `"a b"`, `[1,2]`, `(name:x)`. */
export interface Term {
	key: string;
	value: string;
	start: number;
	end: number;
	/** How many parentheses and brackets are open around it. */
	depth: number;
	/** Whether it stands in the value of another one, as in `owner:(name:x)`. */
	isNested: boolean;
}

/** Characters that no server takes in an address; reading more could keep n8n busy for long. */
export const MAX_QUERY = 30_000;

const OPENING: Record<string, string> = { '(': ')', '[': ']' };
const DIRECTIVES = new Set(['limit', 'page', 'sort', 'set.timezone']);

/** At the start or end of a group Cerb takes them for words to look for. */
const DANGLING = /(?:^|\() ?(?:OR|AND)(?=[ )]|$)|[ (](?:OR|AND) ?(?:\)|$)/;

/** Other names of directives inside Cerb; in a group they find nothing, without a word. */
const INTERNAL = new Set(['_limit', '_page', '_sort', '_subtotal', 'subtotal']);

/**
 * Reads a query in Cerb's search language and lifts `limit:`, `page:` and `sort:` out of it: inside
 * a group they silently match nothing (measured on Cerb 10.4.10). Refuses what Cerb would misread
 * without a word: unbalanced quotes and brackets, which break out of a group; template code, which
 * Cerb executes; date filters that match everything.
 */
export function readQuery(written: string): QueryReading {
	if (written.length > MAX_QUERY) {
		return problem(
			`The query is ${written.length} characters long`,
			`Shorten it: an address takes some 8,000, and no web server more than ${MAX_QUERY}`,
		);
	}
	const unstorable = unstorableText(written);
	if (unstorable) return problem(`The query ${unstorable.message}`, unstorable.hint);
	// Cerb knows OR between blanks only, not between line breaks.
	const text = oneLine(written);
	const template = /\{[{%#]|<\$/.exec(text);
	if (template) {
		return problem(
			`The query contains ${template[0]}, which Cerb would ${template[0] === '<$' ? 'take for a sign of its own' : 'execute as template code'}`,
			'Remove it. In a text that you look for, write * in its place',
		);
	}
	const scan = scanTerms(text);
	if ('problem' in scan) return scan;

	for (const term of scan.terms) {
		if (INTERNAL.has(term.key)) {
			return problem(
				`Cerb finds nothing with ${term.key}: in a query`,
				'Use limit:, page: or sort:, or the operation Count and Summarize',
			);
		}
		if (text[term.start - 1] === '!') {
			return problem(
				`!${term.key}: does not negate in Cerb and finds nothing`,
				`Write ${term.key}:!… or !(${term.key}:…)`,
			);
		}
		if (DIRECTIVES.has(term.key) && term.depth > 0) {
			return problem(
				`${term.key}: stands inside brackets in the query, where Cerb finds nothing`,
				`Move ${term.key}: out of the brackets`,
			);
		}
		const unreadable = isDateKey(term.key) && dateProblem(term.key, term.value);
		if (unreadable) return { problem: unreadable };
	}
	return liftDirectives(text, scan.terms);
}

function liftDirectives(text: string, terms: Term[]): QueryReading {
	const query: LiftedQuery = { filters: '', keys: [] };
	let rest = '';
	let from = 0;
	for (const term of terms) {
		if (!DIRECTIVES.has(term.key)) {
			if (!term.isNested) query.keys.push(term.key);
			continue;
		}
		rest += text.slice(from, term.start);
		from = term.end;
		const value = term.value.replace(/^"(.*)"$/, '$1').trim();
		if (term.key === 'set.timezone') {
			if (!/^[\w/+-]+$/.test(value)) {
				return problem(
					`Cerb cannot read set.timezone:${shortened(term.value)}`,
					'Write a zone such as set.timezone:Europe/Berlin',
				);
			}
			query.timezone = value;
		} else if (term.key === 'sort') {
			const keys = value.split(',');
			if (!keys.every((key) => /^[+-]?[\w.]+$/.test(key))) {
				return problem(
					`Cerb cannot read sort:${shortened(term.value)}`,
					'Write the keys with commas and without spaces, - for descending, e.g. sort:-updated,id',
				);
			}
			query.sort = keys;
		} else {
			if (!/^[1-9]\d{0,8}$/.test(value)) {
				return problem(
					`${term.key}:${shortened(term.value)} in the query is not a positive whole number`,
					`Write e.g. ${term.key}:${term.key === 'limit' ? 50 : 2}, or leave it out`,
				);
			}
			query[term.key as 'limit' | 'page'] = Number(value);
		}
	}
	query.filters = oneLine(rest + text.slice(from)).trim();
	if (DANGLING.test(query.filters.replace(/"[^"]*"/g, '""'))) {
		return problem(
			'An OR or AND in the query has nothing on one side, and Cerb would look for the word',
			'Remove it, or put the word in double quotes',
		);
	}
	return { query };
}

/** Every blank outside quotes becomes one space. */
function oneLine(text: string): string {
	return text
		.split('"')
		.map((part, index) => (index % 2 === 0 ? part.replace(/\s+/g, ' ') : part))
		.join('"');
}

/** Finds every `key:value` and checks that quotes and brackets are balanced. */
export function scanTerms(text: string): { terms: Term[] } | { problem: QueryProblem } {
	const terms: Term[] = [];
	const closing: string[] = [];
	/** Those whose value has not ended, the outermost first. */
	const pending: Term[] = [];
	let position = 0;

	/** A value ends where its text ends, or with the bracket that it opened. */
	const endTerms = (depth: number, end: number) => {
		for (let term = pending.at(-1); term && term.depth >= depth; term = pending.at(-1)) {
			pending.pop();
			term.end = end;
			term.value = text.slice(term.start + term.key.length + 1, end).trim();
		}
	};

	while (position < text.length) {
		const char = text[position];
		const key = /^[A-Za-z_][\w.]*:/.exec(text.slice(position, position + 200))?.[0];
		if (char === '"') {
			const end = text.indexOf('"', position + 1);
			if (end < 0) {
				return problem(
					'A quote in the query is not closed',
					'Close it. A text that itself contains " cannot be quoted in Cerb: write * in its place, e.g. name:"Say *hi* now"',
				);
			}
			position = end + 1;
			endTerms(closing.length, position);
		} else if (char in OPENING) {
			if (char === '[' && !isValueOf(pending.at(-1), text, position, closing.length)) {
				return problem(
					'A list in the query belongs to no key, and Cerb would pass over it',
					'Write the key before it, e.g. id:[1,2], or put a text that contains brackets in double quotes',
				);
			}
			closing.push(OPENING[char]);
			position++;
		} else if (char === ')' || char === ']') {
			if (closing.pop() !== char) {
				return problem(
					`The query has a ${char} too many`,
					'Remove it, or put a text that contains brackets in double quotes',
				);
			}
			endTerms(closing.length + 1, position);
			position++;
			endTerms(closing.length, position);
		} else if (key && !isInsideWord(text, position)) {
			endTerms(closing.length, position);
			const term = {
				key: key.slice(0, -1),
				value: '',
				start: position,
				end: -1,
				depth: closing.length,
				isNested: pending.length > 0,
			};
			terms.push(term);
			pending.push(term);
			position += key.length;
			if (/^[\w.]+:/.test(text.slice(position, position + 200))) {
				return problem(
					`A second key stands right behind ${key} in the query`,
					'Cerb would read it as a filter of its own: put a text that contains a colon in double quotes',
				);
			}
			// Cerb lets blanks stand between a key and its value.
			while (/\s/.test(text[position] ?? '')) position++;
		} else if (/\s/.test(char)) {
			endTerms(closing.length, position);
			position++;
		} else {
			position++;
		}
	}
	const open = closing.pop();
	if (open) {
		return problem(
			`The query lacks a closing ${open}`,
			'Add it, or put a text that contains brackets in double quotes',
		);
	}
	endTerms(0, text.length);
	return { terms };
}

/** Whether what begins at a position is the value of a term, or what its `!` negates. */
function isValueOf(term: Term | undefined, text: string, position: number, depth: number): boolean {
	if (term === undefined || term.depth !== depth) return false;
	return /^\s*!?\s*$/.test(text.slice(term.start + term.key.length + 1, position));
}

function isInsideWord(text: string, position: number): boolean {
	return position > 0 && !/[\s()[\]"!]/.test(text[position - 1]);
}

/** Conditions side by side must all hold; a query of its own keeps its ORs in brackets. */
export function joinFilters([query, ...conditions]: string[]): string {
	if (conditions.length === 0 || query === '')
		return [query, ...conditions].filter(Boolean).join(' ');
	return [`(${query})`, ...conditions].join(' ');
}

/** A query's filters as one group, with what holds for them; empty where there are none. */
export function filterGroup({ filters, timezone }: LiftedQuery): string {
	const group = filters === '' ? '' : `(${filters})`;
	return timezone === undefined ? group : `${group} set.timezone:${timezone}`.trim();
}

/**
 * Puts a text into a query as a value that matches just this text. Cerb knows no escape for `"` and
 * runs `{{`, `{%`, `{#` even inside quotes, so these become the wildcard `*` (measured on Cerb
 * 10.4.10): the caller compares what comes back where it matters.
 */
export function quoteValue(text: string): string {
	return `"${text.replace(/"|\{+[{%#]|[%#}]\}+/g, '*')}"`;
}

function problem(message: string, hint: string): { problem: QueryProblem } {
	return { problem: { message, hint } };
}
