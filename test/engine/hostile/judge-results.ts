import { findType } from '../../cerb-server/records/registry';
import { queryContext } from '../../cerb-server/records/search/context';
import { findRows, readSearch } from '../../cerb-server/records/search/search';
import { fold } from '../../cerb-server/records/search/text';
import type { CerbState } from '../../cerb-server/state';
import type { HostileCase } from './cases';
import type { Row } from './changes';
import { plain, targetOf } from './target';
import type { Deed } from './world';

/** Whether what came back is what was asked for, by the state and not by the node's own means. */
export function judgeResults(one: HostileCase, deed: Deed, state: CerbState): string[] {
	if (deed.error !== undefined) return [];
	const { operation } = one.given;
	const rows = deed.output.map(({ json }) => json as Row);
	if (operation === 'get' && isById(one.given)) {
		const { id } = targetOf(one.given, state);
		return rows.length === 1 && String(rows[0].id) === String(id)
			? []
			: [`#${id} was asked for and ${rows.map((row) => `#${String(row.id)}`).join()} came`];
	}
	if (operation !== 'search' && operation !== 'summarize') return [];
	const wanted = expectedIds(one.given, state);
	if (wanted === undefined) return [];
	if (operation === 'summarize') return judgeTotal(one.given, rows, wanted);
	return judgeFound(one.given, rows, wanted);
}

function isById({ recordId }: Row): boolean {
	return (recordId as { mode?: unknown } | null)?.mode !== 'mask';
}

function judgeTotal({ groupBy }: Row, rows: Row[], wanted: number[]): string[] {
	if (plain(groupBy).replace(/[\s,]/g, '') !== '') return [];
	return rows[0]?.total === wanted.length
		? []
		: [`${wanted.length} records match and ${String(rows[0]?.total)} were counted`];
}

function judgeFound(given: Row, rows: Row[], wanted: number[]): string[] {
	const got = rows.map((row) => Number(row.id));
	const odd = got.filter((id) => !wanted.includes(id));
	const found = odd.length === 0 ? [] : [`#${odd.slice(0, 5).join()} do not match, but came`];
	if (new Set(got).size !== got.length) found.push('a record came twice');
	// A limit or page in the query itself is the node's to weigh: only that nothing odd comes counts.
	if (/\b(limit|page):/.test(plain(given.query))) return found;
	const isAll = given.returnAll === true || given.returnAll === 'true';
	const limit = isAll ? Infinity : Number(plain(given.limit ?? 50));
	const count = Math.min(limit, wanted.length);
	if (got.length !== count) found.push(`${count} records should have come, and ${got.length} did`);
	return found;
}

/** The ids that match query and filters; undefined where this oracle cannot tell. */
function expectedIds(given: Row, state: CerbState): number[] | undefined {
	const { type: alias } = targetOf(given, state);
	const type = alias === undefined ? undefined : findType(alias, state);
	if (type?.detail === undefined) return undefined;
	const query = plain(given.query);
	// An OR beside directives means something else to Cerb than to people.
	if (/\bOR\b/.test(query) && /\b(limit|page|sort|set\.timezone):/.test(query)) return undefined;
	const context = queryContext({ state, baseUrl: '' }, 1);
	const search = readSearch(query.replace(/[\r\n]/g, ' '), type, context);
	const rows = findRows(search, type, context);
	if (context.unclaimed.first !== undefined) return undefined;
	if (search.failure !== undefined) return [NaN];
	const { conditions } = (given.filters ?? {}) as { conditions?: unknown };
	const tests = Array.isArray(conditions) ? conditions.map(conditionTest) : [];
	if (tests.some((test) => test === undefined)) return undefined;
	return rows.filter((row) => tests.every((test) => test?.(row))).map(({ id }) => id);
}

/** A filter row as a test on tasks; undefined where it is none that can be told. */
function conditionTest(row: unknown): ((record: Row) => boolean) | undefined {
	const { field, operator, value } = (row ?? {}) as Row;
	if (field === 'title') {
		const wanted = operator === 'oneOf' ? listOf(value) : [plain(value)];
		const isOne = ({ title }: Row) => wanted.some((text) => fold(text) === fold(String(title)));
		if (operator === 'equals' || operator === 'oneOf') return isOne;
		if (operator === 'notEquals') return (record) => !isOne(record);
		// Wildcards stand in for what cannot be looked for: more may come, but nothing odd by length.
		return undefined;
	}
	if (field === 'id' || field === 'importance') {
		const number = ({ [field]: stored }: Row) => Number(stored);
		const wanted = operator === 'oneOf' ? listOf(value).map(Number) : [Number(plain(value))];
		if (operator === 'equals' || operator === 'oneOf') return (r) => wanted.includes(number(r));
		if (operator === 'notEquals') return (record) => number(record) !== wanted[0];
		if (operator === 'atLeast') return (record) => number(record) >= wanted[0];
		if (operator === 'atMost') return (record) => number(record) <= wanted[0];
	}
	return undefined;
}

function listOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.map(plain);
	const text = plain(value).trim();
	return text.split(',').map((entry) => entry.trim());
}
