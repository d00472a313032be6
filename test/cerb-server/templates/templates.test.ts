import type { Dict, Value } from '../records/values';
import { PlainDictionary, ScriptScope } from '../automation/scope';
import { createState } from '../state';
import { fillTemplate, readTemplate } from './template';

const KEYS: Dict = {
	t: 'Tx',
	n: 5,
	b: false,
	l: ['p', 'q'],
	m: { x: '1', no: false },
	q_a: '1',
	q_b: '2',
};
const state = createState({ now: 1795400000 });

function fill(expression: string): string {
	const scope = new ScriptScope(state, new PlainDictionary({ ...KEYS }));
	const filled = fillTemplate(`{{${expression}}}`, scope);
	if ('text' in filled) return filled.text;
	return 'error' in filled ? filled.error : 'unclaimed';
}

describe('expressions, as Cerb 10.4.10 works them out', () => {
	it.each<[string, Value]>([
		['1 + 2', '3'],
		['7 / 2', '3.5'],
		['7 % 3', '1'],
		['1 - 2 - 3', '-4'],
		['2 * 3 + 4', '10'],
		["'2' + '3'", '5'],
		['0.1 + 0.2', '0.3'],
		['1.50 ~ ""', '1.5'],
		["'a' ~ 1 ~ true ~ false ~ null", 'a11'],
		["1 == '1'", '1'],
		["'1' == '01'", '1'],
		["'1e1' == '10'", '1'],
		["'abc' == 0", ''],
		["null == ''", '1'],
		['null == 0', '1'],
		["'' == 0", ''],
		["true == 'x'", '1'],
		['[1,2] == [1,2]', '1'],
		["'a' == 'A'", ''],
		["'a' < 'b'", '1'],
		["'10' < '9'", ''],
		["1 < 'a'", '1'],
		["'abc' > 5", '1'],
		["null < 'a'", '1'],
		['null > -1', ''],
		['true < 2', ''],
		["'1' in [1,2]", '1'],
		["'a' not in ['b']", '1'],
		["'' in 'abc'", '1'],
		["null in ['']", '1'],
		["2 in '123'", '1'],
		["'x' in 5", ''],
		["5 in {'a':5}", '1'],
		["'a' in {'a':5}", ''],
		["not '0'", '1'],
		['not []', '1'],
		['not 1 == 2', ''],
		['not (1 == 2)', '1'],
		['1 and 0 or 1', '1'],
		["'abc' starts with 'a'", '1'],
		["'abc' ends with 'bc'", '1'],
		["1 starts with '1'", ''],
		["'aBc'|lower", 'abc'],
		["'É'|lower", 'é'],
		["'é'|length", '1'],
		['l|length', '2'],
		["''|default('d')", 'd'],
		["t|default('d')", 'Tx'],
		["nope|default('d')", 'd'],
		["false|default('x')", 'x'],
		["t ?? 'q'", 'q'],
		['nope is empty', '1'],
		['nope is null', '1'],
		["'task' is record type ('task','ticket')", '1'],
		["'tasks' is record type ('task')", '1'],
		["'cerberusweb.contexts.task' is record type ('task')", '1'],
		["'nope' is not record type ('task')", '1'],
		['\'a/b é "q"\'|json_encode', '"a\\/b \\u00e9 \\"q\\""'],
		["{'a':1,'b':[1]}|json_encode", '{"a":1,"b":[1]}'],
		['{}|json_encode', '[]'],
		['b|json_encode', 'null'],
		['m|json_encode', '{"x":"1","no":false}'],
		['nope|json_encode', 'null'],
		['n|json_encode', '5'],
		[
			"('a' ~ 'b')|hash_hmac('k','sha256')",
			'7475bb119fe9b74cc0af5014a49d80ab23bd1ac82987e7696cdc242288654436',
		],
		["t|hash_hmac('k','sha1')", 'cfe9535e6b3355b9870bdc2bc5e38b0154c03949'],
		["''|hash_hmac('k','sha256')", ''],
		['random_string(32)|length', '32'],
		['random_string()|length', '8'],
		["'now'|date('U')", '1795400000'],
		["1 ? 'y' : 'n'", 'y'],
		["0 ? 'y'", ''],
		["'a' ?: 'b'", 'a'],
		['l.0 ~ l[1] ~ m.x ~ m["x"] ~ m.nope', 'pq11'],
		["cerb_placeholders_list('q_','')|json_encode", '{"a":"1","b":"2"}'],
		["cerb_placeholders_list('q_','z_')|json_encode", '{"z_a":"1","z_b":"2"}'],
		["'x' ~ t|lower", 'xtx'],
		['"d\\"q" ~ \'it\\\'s\' ~ "\\n"', 'd"qit\'s\n'],
		['[1] ~ ""', 'Array'],
		['1 / 0', 'Division by zero'],
		['1 % 0', 'Modulo by zero'],
		["'a' + 1", 'Unsupported operand types: string + int'],
		['[1] + 1', 'Unsupported operand types: array + int'],
	])('%s', (expression, text) => {
		expect(fill(expression)).toBe(text);
	});

	it('gives new random texts of letters and digits', () => {
		const [one, other] = [fill('random_string(32)'), fill('random_string(32)')];
		expect(one).toMatch(/^[a-zA-Z0-9]{32}$/);
		expect(one).not.toBe(other);
	});
});

describe('templates', () => {
	it.each([
		['a)', 'Unexpected ")".'],
		['a]', 'Unexpected "]".'],
		['(a', 'Unclosed "(".'],
		['[1,2', 'Unclosed "[".'],
		['random_string(', 'Unclosed "(".'],
		["{'a':1", 'Unexpected "}".'],
		['nofunction(1)', 'Unknown "nofunction" function.'],
		['a|nofilter', 'Unknown "nofilter" filter. Did you mean "filter"?'],
		['a|Lower', 'Unknown "Lower" filter. Did you mean "lower"?'],
		['a|lenght', 'Unknown "lenght" filter. Did you mean "length"?'],
		['a is nothing2', 'Unknown "nothing2" test.'],
		['a is defned', 'Unknown "defned" test. Did you mean "defined"?'],
		['a +', 'Unexpected token "end of print statement" of value "".'],
		['a == ', 'Unexpected token "end of print statement" of value "".'],
		['', 'Unexpected token "end of print statement" of value "".'],
		['a b', 'Unexpected token "name" of value "b" ("end of print statement" expected).'],
		['a in', 'Unexpected token "name" of value "in" ("end of print statement" expected).'],
		['a not b', 'Unexpected token "operator" of value "not" ("end of print statement" expected).'],
		['1 2', 'Unexpected token "number" of value "2" ("end of print statement" expected).'],
		['a,b', 'Unexpected token "punctuation" of value "," ("end of print statement" expected).'],
		['a is in(1)', 'Unexpected token "operator" of value "in" ("name" expected).'],
		['a.', 'Expected name or number, got value "" of type end of print statement.'],
		['a|', 'Unexpected token "end of print statement" ("name" expected).'],
		["'abc", 'Unexpected character "\'".'],
		['a $ b', 'Unexpected character "$".'],
		['parent()', 'Calling "parent" outside a block is forbidden.'],
	])('{{%s}} is refused in the words of Cerb 10.4.10', (expression, error) => {
		expect(readTemplate(`{{${expression}}}`)).toEqual({ error });
	});

	it('needs its end', () => {
		const error = 'Unexpected token "end of template" ("end of print statement" expected).';
		expect(readTemplate('a {{x')).toEqual({ error });
	});

	it.each([
		'{{a matches "/x/"}}',
		'{{a is odd}}',
		'{{a|title}}',
		'{{max(1,2)}}',
		'{{1..3}}',
		'{{a ~}}',
		'{{- a}}',
		'{% if a %}{% endif %}',
		'{# a #}',
		'{{a.b()}}',
		'{{a[1:2]}}',
		'{{"x#{a}"}}',
		'{{date(x=1)}}',
	])('%s is for a real Cerb only', (source) => {
		expect(readTemplate(source)).toHaveProperty('unclaimed');
	});

	it.each(["'x'|date('Y')", "'x'|hash_hmac('k','nope')", 'm < l', 'l in "a"', 'm.x ?? 1'])(
		'{{%s}} is not guessed',
		(expression) => {
			expect(fill(expression)).toBe('unclaimed');
		},
	);
});
