import { restResult } from '../support/rest-call';
import { createState } from '../state';
import type { Dict } from './values';

/** Writes a custom field of task 29 (which has one value of each type) and gives the raw value. */
async function written(form: string): Promise<unknown> {
	const state = createState();
	const result = await restResult(state, 'PUT records/task/29?expand=custom_', form);
	if (typeof result === 'string') return result;
	const uri = /^fields\[(\w+)\]/.exec(form)?.[1];
	const [field] = [...state.table('custom_field').scan()].filter((row) => row.uri === uri);
	return (result.custom as Dict)[String(field.id)];
}

describe('custom fields', () => {
	it.each([
		['cf_cx=0', null],
		['cf_yx=12.345', '1234'],
		['cf_ox=-1', "'CF cf_o' must be >= 0 (-1)"],
		['cf_nx=1.7', '1'],
		['cf_nx=-5', '-5'],
		['cf_nx=0', null],
		['cf_nx=', `'CF cf_n' must be a number (string: "").`],
		[
			'cf_nx=99999999999999999999',
			"'CF cf_n' must be <= -9223372036854775808 (9223372036854775807)",
		],
		['cf_sx=', null],
		['cf_sx=0', null],
		['cf_dx=', null],
		['cf_dx=low', '\'CF cf_d\' must be one of: Low, High, É "q", '],
		['cf_lx=0', null],
		['cf_lx=', "'CF cf_l' must be an ID or URI."],
		['cf_wx=999', "'CF cf_w' is not a valid target record."],
		['cf_xx=Purple', "'CF cf_x' must be one of: Red, Green, Blue, "],
		['cf_ux=javascript:1', "'CF cf_u' is not a valid URL. It must start with http:// or https://"],
		['cf_pointx=1 2', '1.000000, 2.000000'],
		['cf_pointx=91,0', "'CF cf_point': Latitude must be -90 to 90."],
		['cf_sliderx=0', '0'],
		['cf_sliderx=101', "'CF cf_slider' must be <= 100 (101)"],
		['cf_linksx=2', "'CF cf_links' must be an array of IDs."],
	])('%s', async (pair, expected) => {
		const [uri, value] = pair.split(/=(.*)/s);
		expect(await written(`fields[${uri}]=${encodeURIComponent(value)}`)).toEqual(expected);
	});

	it('keeps lists as maps, without doubles, empty items and unknown options', async () => {
		expect(await written('fields[cf_mx][]=a&fields[cf_mx][]=a&fields[cf_mx][]=0')).toEqual({
			a: 'a',
		});
		expect(await written('fields[cf_xx][]=Green&fields[cf_xx][]=Purple')).toEqual({
			Green: 'Green',
		});
		expect(await written('fields[cf_linksx][]=x')).toBe(
			`Value 'CF cf_links' must be a number (string: "x").`,
		);
	});

	it('cuts a text at 255 bytes, and loses it when that splits a character', async () => {
		expect(await written(`fields[cf_sx]=${'x'.repeat(300)}`)).toBe('x'.repeat(255));
		expect(await written(`fields[cf_sx]=${encodeURIComponent('é'.repeat(200))}`)).toBeNull();
	});
});
