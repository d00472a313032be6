import type { CerbState } from '../../state';
import type { Token } from '../../records/search/tokens';
import type { Unclaimed } from '../../records/search/unclaimed';
import type { Value } from '../../records/values';
import type { Actor } from '../controller';

/** A data query taken apart: `type:x key:value …`, in order. */
export interface DataQuery {
	type: string;
	fields: Array<{ key: string; value: Token[] }>;
	state: CerbState;
	baseUrl: string;
	actor: Actor;
	unclaimed: Unclaimed;
}

/** What a data query gives: `data` and the `_` beside it, or Cerb's error text. */
export type DataResult =
	| { kind: 'data'; meta: Record<string, Value>; data: Value }
	| { kind: 'error'; message: string };

export type DataQueryType = (query: DataQuery) => DataResult;

export function failed(message: string): DataResult {
	return { kind: 'error', message };
}

/** The first field whose key is not among the allowed ones, as Cerb reports it. */
export function unknownParameter(query: DataQuery, allowed: string[]): DataResult | undefined {
	const unknown = query.fields.find(({ key }) => key !== 'type' && !allowed.includes(key));
	return unknown === undefined ? undefined : failed(`The parameter '${unknown.key}' is unknown.`);
}

export function valueOf(query: DataQuery, key: string): Token[] | undefined {
	return query.fields.find((field) => field.key === key)?.value;
}
