import type { Dict } from '../records/values';
import type { Seeding } from './context';

/** Titles of tasks 1 to 15, the checklist of a new installation. */
const TITLES = [
	'Welcome to Cerb!',
	'Choose a logo',
	'Set up the sender addresses',
	'Write the signatures',
	'Connect the mailbox',
	'Look over the groups',
	'Invite the colleagues',
	'Decide who may do what',
	'Build a start page',
	'Build a page for mail',
	'Enter the licence',
	'Write a first reply',
	'Call Alessio back',
	'Order new headsets',
	'Plan the summer party',
];

const FIELD_TYPES: Array<[string, string, string, Dict?]> = [
	['cf_c', 'C', 'Checkbox'],
	['cf_y', 'Y', 'Currency', { currency_id: '1' }],
	['cf_e', 'E', 'Date'],
	['cf_o', 'O', 'Decimal', { decimal_at: '2' }],
	['cf_d', 'D', 'Picklist', { options: ['Low', 'High', 'É "q"'] }],
	['cf_f', 'F', 'File'],
	['cf_i', 'I', 'Files: Multiple'],
	['cf_l', 'L', 'Record Link', { context: 'cerberusweb.contexts.org' }],
	['cf_m', 'M', 'List'],
	['cf_x', 'X', 'Multiple Checkboxes', { options: ['Red', 'Green', 'Blue'] }],
	['cf_t', 'T', 'Text: Multiple Lines'],
	['cf_n', 'N', 'Number'],
	['cf_s', 'S', 'Text: Single Line'],
	['cf_u', 'U', 'URL'],
	['cf_w', 'W', 'Worker'],
	['cf_point', 'cerb.custom_field.geo.point', 'Latitude/Longitude'],
	['cf_slider', 'cerb.custom_field.slider', 'Slider'],
	[
		'cf_links',
		'cerb.custom_field.record.links',
		'Record Links',
		{ context: 'cerberusweb.contexts.org' },
	],
];

/** One value of every custom field type, as Cerb stores it. */
const CUSTOM_VALUES: Dict = {
	custom_1: '1',
	custom_2: '1234',
	custom_3: '1800000000',
	custom_4: '314',
	custom_5: 'High',
	custom_8: '2',
	custom_9: { a: 'a', b: 'b', c: 'c' },
	custom_10: { Red: 'Red', Blue: 'Blue' },
	custom_11: 'line1\nline2',
	custom_12: '42',
	custom_13: 'single é 😀',
	custom_14: 'https://example.com/?a=1&b=2',
	custom_15: '2',
	custom_16: '40.700000, -74.000000',
	custom_17: '55',
	custom_18: { '2': '2', '3': '3' },
};

/** Custom fields of tasks: 1 to 18 global ones, 19 in a fieldset. */
export function seedTaskFields({ state, at }: Seeding): void {
	state.create('custom_fieldset', {
		name: 'Extra info',
		context: 'cerberusweb.contexts.task',
		updated_at: at(2006),
	});
	const field = (
		name: string,
		uri: string,
		type: string,
		label: string,
		params: Dict = {},
	): void => {
		state.create('custom_field', {
			context: 'cerberusweb.contexts.task',
			custom_fieldset_id: uri === 'fs_text' ? 1 : 0,
			name,
			type,
			type_label: label,
			pos: 0,
			uri,
			params,
			updated_at: at(2005),
		});
	};
	for (const [name, type, label, params] of FIELD_TYPES) {
		field(`CF ${name}`, `${name}x`, type, label, params);
	}
	field('FS text', 'fs_text', 'S', 'Text: Single Line');
}

/** A field of the custom record type `widget`. */
export function seedWidgetField({ state, at }: Seeding): void {
	state.create('custom_field', {
		id: 21,
		context: 'contexts.custom_record.1',
		custom_fieldset_id: 0,
		name: 'Serial',
		type: 'S',
		type_label: 'Text: Single Line',
		pos: 0,
		uri: 'widget_serial',
		params: {},
		updated_at: at(2006),
	});
}

/**
 * Tasks 1 to 15, changed one after the other a thousand seconds apart, and a few with custom
 * fields: 29 and 53 with one of each type, 32 with a date, 50 with its fieldset's text.
 */
export function seedTasks({ state, at }: Seeding): void {
	for (const [index, title] of TITLES.entries()) {
		state.create('task', {
			title,
			created: at(0),
			updated: at(-97113 + index * 1000),
			importance: index === 0 ? 33 : 50,
		});
	}
	const task = (id: number, title: string, offset: number, more: Dict = {}): void => {
		state.create('task', { id, title, created: at(offset), updated: at(offset), ...more });
	};
	task(16, 'Send the quote', 1700, { owner_id: 2, status_id: 2 });
	task(17, 'Check the backup', 1800, { owner_id: 1, status_id: 1, completed: at(1800) });
	task(18, 'Renew the certificate', 1900, { owner_id: 2, due: at(90000) });
	task(29, 'cf all-by-custom-id', 2113, CUSTOM_VALUES);
	task(32, 'cf date-unix', 2113, { custom_3: '1800000000' });
	task(50, 'cf fieldset-field-auto', 2114, { custom_19: 'auto added' });
	task(53, 'cf all valid', 2182, CUSTOM_VALUES);
}
