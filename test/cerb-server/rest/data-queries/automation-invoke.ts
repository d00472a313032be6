import type { GivenInputs } from '../../automation/inputs';
import { runAutomation } from '../../automation/run';
import { membersOf, parseQuery, type Node } from '../../records/search/parser';
import type { Token } from '../../records/search/tokens';
import { textOf } from '../../records/search/values-of';
import type { Row } from '../../records/values';
import { failed, fieldsOf, textField, valueOf, type DataQuery, type DataQueryType } from './query';

const KEYS = ['type', 'format', 'inputs', 'name'];
const URI = /^cerb:automation:/;

/** The conditions inside of `inputs:( )`; of anything else Cerb takes off the ends as well. */
function inputNodes([first]: Token[]): Node[] {
	switch (first?.kind) {
		case 'group':
			return membersOf(first);
		case 'quoted':
			return parseQuery(first.value);
		default:
			return parseQuery((first?.value ?? '').slice(1, -1));
	}
}

/** `inputs:(a:1 b:[x,y])`. */
function readInputs(tokens: Token[]): GivenInputs {
	const given: GivenInputs = {};
	for (const { key, value } of fieldsOf(inputNodes(tokens))) {
		const [first] = value;
		given[key] = first?.kind === 'array' ? first.values : textOf(value);
		if (first?.kind === 'group') given[key] = undefined;
	}
	return given;
}

/** The automation of that name or uri, whatever the case of the letters. */
function findAutomation(name: string, { state }: DataQuery): Row | undefined {
	const wanted = name.replace(URI, '').toLowerCase();
	return [...state.table('automation').scan()].find(
		(row) =>
			row.extension_id === 'cerb.trigger.data.query' && String(row.name).toLowerCase() === wanted,
	);
}

/**
 * `automation.invoke`: what a data.query automation returns for some inputs; scalars are texts, and
 * a text with a double quote cannot be given (measured on Cerb 10.4.10).
 */
export const automationInvoke: DataQueryType = (query) => {
	const unknown = query.fields.find(({ key }) => !KEYS.includes(key));
	if (unknown !== undefined) return failed(`Unknown parameter \`${unknown.key}\``);
	const name = textField(query, 'name') ?? '';
	if (name === '') return failed('An automation `name:` is required');
	const automation = findAutomation(name, query);
	if (automation === undefined) return failed(`Unknown automation \`${name}\``);
	const format = textField(query, 'format') ?? null;
	const result = runAutomation(
		query.state,
		{ name: String(automation.name), script: String(automation.script), policy: '' },
		readInputs(valueOf(query, 'inputs') ?? []),
		format,
	);
	if ('unclaimed' in result) {
		query.unclaimed.add(result.unclaimed);
		return failed('not claimed');
	}
	if ('error' in result) return failed(`[Automation error] ${result.error}`);
	return { kind: 'data', meta: { type: 'automation.invoke', format }, data: result.data };
};
