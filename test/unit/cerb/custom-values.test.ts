import { readCustomValues } from '../../../nodes/Cerb/cerb/custom-values';
import type { FieldKind, RecordField } from '../../../nodes/Cerb/cerb/fields';
import type { CerbRecord } from '../../../nodes/Cerb/cerb/types';

function field(kind: FieldKind, customId?: number): RecordField {
	return {
		key: customId === undefined ? 'native' : `cf_${customId}`,
		label: '',
		kind,
		type: '',
		isRequired: false,
		isImmutable: false,
		notes: '',
		alternatives: [],
		options: [],
		customId,
	};
}

/** The value of custom field 7 as people see it. */
function read(kind: FieldKind, value: unknown, more: object = {}) {
	const record = { custom: { 7: value }, ...more } as unknown as CerbRecord;
	return readCustomValues(record, [field(kind, 7)]).cf_7;
}

// The raw values are those that Cerb 10.4.10 gave.
test.each<[FieldKind, unknown, unknown]>([
	['boolean', '1', true],
	['boolean', 1, true],
	['boolean', '0', false],
	['boolean', null, false],
	['text', 'a "b" 🙂', 'a "b" 🙂'],
	['text', ' ', ' '],
	['text', '', null],
	['text', null, null],
	['url', 'https://example.com/', 'https://example.com/'],
	['number', '-12', -12],
	['number', null, null],
	['slider', '0', 0],
	['slider', '50', 50],
	['id', '2', 2],
	['id', null, null],
	['date', '1800000000', '2027-01-15T08:00:00.000Z'],
	['date', 1800000000, '2027-01-15T08:00:00.000Z'],
	['date', '0', null],
	['date', null, null],
	['option', 'É "q"', 'É "q"'],
	['option', null, null],
	['options', { Red: 'Red', 'a, b': 'a, b' }, ['Red', 'a, b']],
	['options', null, []],
	['list', { a: 'a', 'b c': 'b c' }, ['a', 'b c']],
	['list', [], []],
	['ids', { 5: '5', 12: 12 }, [5, 12]],
	['ids', null, []],
	['geo', '40.700000, -74.000000', '40.700000, -74.000000'],
	['geo', false, null],
])('%s: %j reads as %j', (kind, value, expected) => {
	expect(read(kind, value)).toEqual(expected);
});

test.each([
	['money, which brings its decimal form', '1234', { custom_7_decimal: '12.34' }, 12.34],
	['half a unit of money', '50', { custom_7_decimal: '0.50' }, 0.5],
	['a decimal', '314', { custom_7_decimal_at: 2 }, 3.14],
	['a small decimal', '5', { custom_7_decimal_at: 2 }, 0.05],
	['a decimal without places', '314', { custom_7_decimal_at: 0 }, 314],
	['a decimal of an unknown point', '314', {}, 314],
])('%s', (_name, value, more, expected) => {
	expect(read('decimal', value, more)).toBe(expected);
});

test.each([
	["in a list, which is Cerb's empty map", { custom: [] }],
	['null', { custom: null }],
	['not expanded', {}],
])('custom %s gives nothing', (_name, record) => {
	expect(readCustomValues(record as CerbRecord, [field('text', 7)])).toEqual({});
});

test('native fields and fields the record lacks stay out', () => {
	const record = { custom: { 7: 'a' }, native: 'x' };
	const fields = [field('text'), field('text', 8), field('text', 7)];
	expect(readCustomValues(record, fields)).toEqual({ cf_7: 'a' });
});
