import type { RecordEnv } from '../type';
import type { Row } from '../values';

/**
 * What a search key filters by, after Cerb's own kinds:
 * - `number`, `text`, `date`, `bool`: a column; `match` says how an unquoted text is widened
 * - `fulltext`: words of the documents that `texts` collects
 * - `worker`: a column holding a worker id; takes ids, `me`, `none`, `any` and name parts
 * - `status`: first letters of words, looked up in `letters`, compared with the column
 * - `record`: a nested query on another type; `column` holds its id
 * - `related`: a nested query on another type; `relate` says which of our ids belong to those
 * - `polymorphic`: a type and an id in two columns; `on:ticket` and nested `on.ticket:(…)`
 * - `attachedTo`: records an attachment hangs on, nested `on.message:(…)`
 * - `links`, `watchers`: record links, nested `links.task:(…)`
 * - `unknownHere`: Cerb has it, this server does not (a loud 501)
 */
export type SearchField =
	| { kind: 'number' | 'date' | 'bool'; column: string }
	| { kind: 'text'; column: string; match?: 'partial' | 'prefix' }
	| {
			kind: 'fulltext';
			texts: (row: Row, env: RecordEnv) => string[];
			/** Messages and comments: `*` is not a wildcard. */
			hasNoWildcards?: boolean;
			/** Workers: `me` is the one who asks. */
			knowsMe?: boolean;
	  }
	| { kind: 'worker'; column: string }
	| {
			kind: 'status';
			column: string;
			letters: Record<string, number>;
			sortable: boolean;
			labels: Record<number, string>;
			subtotalKeys: boolean;
	  }
	| { kind: 'record'; type: string; column: string }
	| { kind: 'related'; type: string; relate: (ids: Set<number>, env: RecordEnv) => Set<number> }
	| { kind: 'polymorphic'; contextColumn: string; idColumn: string }
	| { kind: 'attachedTo' }
	| { kind: 'links' }
	| { kind: 'watchers' }
	| { kind: 'unknownHere' };
