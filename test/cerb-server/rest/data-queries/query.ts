import type { CerbState } from '../../state';
import type { Node } from '../../records/search/parser';
import type { Token } from '../../records/search/tokens';
import type { Unclaimed } from '../../records/search/unclaimed';
import { textOf } from '../../records/search/values-of';
import type { Dict, Value } from '../../records/values';
import type { Actor } from '../controller';

/** One `key:value` of a query. */
export interface QueryField {
	key: string;
	value: Token[];
}

/** A data query taken apart: `type:x key:value …`, in order. */
export interface DataQuery {
	type: string;
	fields: QueryField[];
	state: CerbState;
	baseUrl: string;
	actor: Actor;
	unclaimed: Unclaimed;
}

/** What a data query gives: `data` and the `_` beside it, Cerb's error text, or PHP's end. */
export type DataResult =
	| { kind: 'data'; meta: Record<string, Value>; data: Value | Map<string, Dict> }
	| { kind: 'error'; message: string }
	| { kind: 'failure' };

export type DataQueryType = (query: DataQuery) => DataResult;

export function failed(message: string): DataResult {
	return { kind: 'error', message };
}

/** The first field whose key is not among the allowed ones, as Cerb reports it. */
export function unknownParameter(query: DataQuery, allowed: string[]): DataResult | undefined {
	const unknown = query.fields.find(({ key }) => key !== 'type' && !allowed.includes(key));
	return unknown === undefined ? undefined : failed(`The parameter '${unknown.key}' is unknown.`);
}

export function valueOf(query: Pick<DataQuery, 'fields'>, key: string): Token[] | undefined {
	return query.fields.find((field) => field.key === key)?.value;
}

/** A field's value as one text; undefined when it is not given. */
export function textField(query: Pick<DataQuery, 'fields'>, key: string): string | undefined {
	return textOf(valueOf(query, key) ?? []);
}

/** The conditions of a query text or group that are `key:value`. */
export function fieldsOf(nodes: Node[]): QueryField[] {
	return nodes.flatMap((node) =>
		node.kind === 'filter' ? [{ key: node.key, value: node.value }] : [],
	);
}
