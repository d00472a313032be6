import { fold } from '../../cerb-server/records/search/text';
import type { INodeExecutionData } from 'n8n-workflow';

import { byId, fields, jsons, record, search } from '../operations';
import { useBed } from '../support';
import { TEXTS } from './nasties';

jest.setTimeout(300_000);

const bed = useBed();

const writes = () => bed.cerb.requests.filter(({ method }) => method !== 'GET');
const itemOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
const hints = (run: Awaited<ReturnType<typeof bed.run>>) =>
	JSON.stringify(run.outcome.hints('Tested'));

/** One run over all texts of the catalogue, each an input item. */
async function overTexts(parameters: object, texts: string[]) {
	const { main, error } = await bed.run({
		parameters: { ...parameters },
		items: texts.map((text) => ({ json: { text } })),
		onError: 'continueErrorOutput',
	});
	expect(error).toBeUndefined();
	const refused = new Set((main[1] ?? []).map(itemOf));
	const found = texts.map((_, index) => main[0].filter((item) => itemOf(item) === index));
	return { refused, found: found.map((items) => items.map(({ json }) => json)) };
}

describe('an ID', () => {
	const big = 2 ** 53;

	it.each(['delete', 'update', 'get'])(
		'that a number cannot hold is not rounded: %s',
		async (name) => {
			const before = bed.cerb.state.save();
			bed.cerb.state.create('task', { id: big, title: 'Not this one' });
			const { error } = await bed.run({
				parameters: record(name, 'task', {
					...byId('9007199254740993'),
					...fields({ title: 'x' }),
				}),
			});
			expect(error?.message).toBe('"9007199254740993" is not the ID of a record');
			expect(bed.cerb.requests.some(({ path }) => path.includes('900719'))).toBe(false);
			expect(bed.cerb.state.get('task', big)?.title).toBe('Not this one');
			bed.cerb.state.restore(before);
		},
	);

	it.each(['0', '-1', '1e1', '1.0', '+1', '0x1', '1 2', '1,2', ['1', '2'], { toString: 1 }, true])(
		'is refused: %j',
		async (value) => {
			const before = bed.cerb.state.revision;
			const { error } = await bed.run({
				parameters: record('delete', 'task', {
					recordId: { __rl: true, mode: 'id', value: '={{ $json.value }}' },
				}),
				items: [{ json: { value } }],
			});
			expect(error?.message).toMatch(/is not the ID of a record$/);
			expect(error).toMatchObject({ description: expect.stringContaining('parameter Record') });
			expect(bed.cerb.state.revision).toBe(before);
		},
	);

	it.each([
		'URL@evil.example/profiles/task/1',
		'URL.evil.example/profiles/task/1',
		'//evil.example/profiles/task/1',
		'URL/profiles/task/9007199254740993',
		'URL/profiles/task/..%2f1',
		'URL/profiles/org/1',
		'javascript:URL/profiles/task/1',
	])('in an address that is not of this record is refused: %s', async (text) => {
		const value = text.replace('URL', bed.cerb.url);
		const { error } = await bed.run({
			parameters: record('delete', 'task', { recordId: { __rl: true, mode: 'url', value } }),
		});
		expect(error).toMatchObject({ description: expect.stringContaining('parameter Record') });
		expect(writes()).toEqual([]);
	});
});

describe('every nasty text', () => {
	it('that a field holds is found by Equals, alone, or Equals is refused', async () => {
		const texts = [...new Set(TEXTS)].filter((text) => fold(text) !== '');
		for (const title of texts) bed.cerb.state.create('task', { title });
		const conditions = [{ field: 'title', operator: 'equals', value: '={{ $json.text }}' }];
		const parameters = search('task', '', { filters: { conditions }, returnAll: true });
		const { refused, found } = await overTexts(parameters, texts);
		const wrong = texts.flatMap((text, index) => {
			const all = found[index].map(({ title }) => fold(String(title)));
			if (refused.has(index) && all.length === 0) return [];
			return all.length > 0 && all.every((title) => title === fold(text)) ? [] : [[text, all]];
		});
		expect(wrong).toEqual([]);
		expect(refused.size).toBeLessThan(texts.length / 4);
	});

	it('is found by Contains, or Contains is refused', async () => {
		const texts = [...new Set(TEXTS)].filter((text) => fold(text) !== '');
		const conditions = [{ field: 'title', operator: 'contains', value: '={{ $json.text }}' }];
		const parameters = search('task', '', { filters: { conditions }, returnAll: true });
		const { refused, found } = await overTexts(parameters, texts);
		const missed = texts.filter(
			(text, index) =>
				!refused.has(index) &&
				!found[index].some(({ title }) => fold(String(title)) === fold(text)),
		);
		expect(missed).toEqual([]);
	});

	it('is stored as it is, or refused', async () => {
		const texts = [...new Set(TEXTS)].filter((text) => text !== '');
		const parameters = record('create', 'task', {
			fieldsInput: 'json',
			fieldsJson: '={{ { title: "A task", cf_tx: $json.text } }}',
			output: 'raw',
		});
		const { refused, found } = await overTexts(parameters, texts);
		const wrong = texts.filter((text, index) => {
			if (refused.has(index)) return found[index].length > 0;
			const [created] = found[index];
			return bed.cerb.state.get('task', Number(created.id))?.custom_11 !== text;
		});
		expect(wrong).toEqual([]);
		expect(refused.size).toBeLessThan(20);
	});
});

describe('names that every object answers to', () => {
	const names = ['__proto__', 'constructor', 'toString'];

	it('are fields like others where a custom field has them', async () => {
		const { state } = bed.cerb;
		for (const uri of names) {
			const more = { type: 'S', type_label: 'Text', pos: 0, params: {}, custom_fieldset_id: 0 };
			const context = 'cerberusweb.contexts.task';
			state.create('custom_field', { ...more, context, name: `The ${uri}`, uri, updated_at: 0 });
		}
		const values = names.map((name) => `"${name}": "the ${name}"`).join();
		const result = await bed.run({
			parameters: record('create', 'task', {
				fieldsInput: 'json',
				fieldsJson: `{"title":"Odd names",${values}}`,
				expand: ['custom_'],
			}),
		});
		expect(result.error).toBeUndefined();
		const [task] = jsons(result);
		for (const name of names) {
			expect(Object.entries(task.custom ?? {})).toContainEqual([name, `the ${name}`]);
		}
		expect(Object.keys(Object.prototype)).toEqual([]);
	});

	it('are no fields of a record that has none of this name', async () => {
		const result = await bed.run({
			parameters: search('task', 'id:1', { output: 'fields', fields: names.join() }),
		});
		expect(hints(result)).toContain('No record has the field');
		const [task] = jsons(result);
		expect(Object.entries(task)).toEqual([['id', '1'], ...names.map((name) => [name, null])]);
	});

	it('bring nothing along as Expand', async () => {
		const result = await bed.run({ parameters: search('task', 'id:1', { expand: names }) });
		expect(names.some((name) => Object.hasOwn(jsons(result)[0], name))).toBe(false);
	});
});

describe('links', () => {
	it('are set by the thousand where one variable holds them', async () => {
		const orgs = Array.from({ length: 1_500 }, (_, n) =>
			bed.cerb.state.create('org', { name: `${n}` }),
		);
		const targets = orgs.map((id) => `org:${id}`).join();
		const { error } = await bed.run({
			parameters: record('link', 'task', { ...byId(5), targets }),
		});
		expect(error).toBeUndefined();
		const ends = bed.cerb.state.linksOf('task', 5);
		expect(orgs.every((id) => ends.has(`org:${id}`))).toBe(true);
	});

	it('are refused where Cerb would drop the rest of them', async () => {
		const links = Array.from({ length: 1_500 }, (_, index) => `org:${index + 1}`);
		const before = bed.cerb.state.revision;
		const { error } = await bed.run({
			parameters: record('update', 'task', { ...byId(5), ...fields({ links }) }),
		});
		expect(error?.message).toBe('1500 fields are too many for one call');
		expect(bed.cerb.state.revision).toBe(before);
	});

	it('to records that do not exist are told of', async () => {
		const links = ['org:1', 'org:99999', 'worker:1'];
		const result = await bed.run({
			parameters: record('update', 'task', { ...byId(6), ...fields({ links }), output: 'raw' }),
		});
		expect(hints(result)).toContain('"links\\": \\"org:99999\\" (no such record)');
		expect(hints(result)).not.toContain('org:1\\"');
		expect(jsons(result)[0]).not.toHaveProperty('links');
	});
});

describe('decimals', () => {
	it('that Cerb cuts are told of, and nothing comes along that was not asked for', async () => {
		const { state } = bed.cerb;
		const id = state.create('task', { title: 'Money' });
		const set = async (amount: string, more: object = {}) =>
			await bed.run({
				parameters: record('update', 'task', {
					...byId(id),
					...fields({ cf_yx: amount }),
					output: 'raw',
					...more,
				}),
			});
		const cut = await set('12.345');
		expect(hints(cut)).toContain('Cerb stored the field \\"cf_yx\\" in another form: 12.34');
		expect(Object.keys(jsons(cut)[0]).filter((key) => key.startsWith('custom'))).toEqual([]);
		const exact = await set('12.3', { expand: ['custom_'] });
		expect(hints(exact)).toBe('[]');
		expect(jsons(exact)[0]).toHaveProperty('custom');
	});
});
