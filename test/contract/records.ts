import type { IDataObject } from 'n8n-workflow';

import { byId, fields, record, search } from '../engine/operations';
import { talkTo, type Target } from './harness';

/** A mark that no other record of the Cerb under test has. */
const MARK = `contract ${Date.now().toString(36)}`;

/** A value to write into a custom field, by its kind, and what must come back. */
const CUSTOM_VALUES: Record<string, (field: IDataObject) => { write: unknown; read: unknown }> = {
	boolean: () => ({ write: true, read: true }),
	date: () => ({ write: '2026-12-24T18:30:00+01:00', read: '2026-12-24T17:30:00.000Z' }),
	decimal: () => ({ write: '12.34', read: 12.34 }),
	geo: () => ({ write: '40.7,-74', read: '40.700000, -74.000000' }),
	list: () => ({ write: ['a', 'b c'], read: ['a', 'b c'] }),
	number: () => ({ write: 42, read: 42 }),
	option: ({ options }) => ({ write: (options as string[])[0], read: (options as string[])[0] }),
	options: ({ options }) => ({ write: options, read: options }),
	slider: () => ({ write: 50, read: 50 }),
	text: () => ({ write: 'a "b" ✓ <c> {{d}}', read: 'a "b" ✓ <c> {{d}}' }),
	url: () => ({ write: 'https://example.com/?a=1&b=2', read: 'https://example.com/?a=1&b=2' }),
};

/**
 * What the record operations promise, for every Cerb. Makes tasks and an organization of its own
 * and deletes them at the end.
 */
export function recordsSuite(name: string, getTarget: () => Target): void {
	const { items, ids, failure } = talkTo(getTarget);
	const made: Array<[type: string, id: number]> = [];

	const create = async (type: string, values: object, more: object = {}) => {
		const [created] = await items(record('create', type, { ...fields(values), ...more }));
		made.push([type, Number(created.id)]);
		return created;
	};

	describe(`records on ${name}`, () => {
		afterAll(async () => {
			for (const [type, id] of made) {
				await items(record('delete', type, byId(id))).catch(() => undefined);
			}
		});

		it('are created, read, changed and deleted', async () => {
			const due = '2026-12-01T10:00:00+01:00';
			const created = await create('task', { title: `${MARK} one`, due, status: 'w' });
			expect(created).toMatchObject({
				title: `${MARK} one`,
				status: 'waiting',
				due: '2026-12-01T09:00:00.000Z',
			});
			const task = byId(created.id);
			const change = { title: `${MARK} changed`, due: null, importance: 70 };
			const [updated] = await items(record('update', 'task', { ...task, ...fields(change) }));
			expect(updated).toMatchObject({ title: `${MARK} changed`, due: null, importance: 70 });
			expect(updated.status).toBe('waiting');
			expect(await items(record('get', 'task', task))).toEqual([updated]);

			const deleted = await items(record('delete', 'task', task));
			expect(deleted).toEqual([{ deleted: true, id: created.id }]);
			const gone = await failure(record('get', 'task', task));
			expect(gone.message).toBe(`Invalid record cerberusweb.contexts.task #${created.id}`);
			const again = await failure(record('delete', 'task', task));
			expect(again.message).toBe(`Record #${created.id} not found`);
		});

		it('keep custom fields of every kind, and give them back as they went in', async () => {
			const all = await items(record('getFields', 'task'));
			const usable = all.filter(({ customId, kind }) => customId && String(kind) in CUSTOM_VALUES);
			const values = usable.map((field) => {
				const { write, read } = CUSTOM_VALUES[String(field.kind)](field);
				return { key: String(field.key), write, read };
			});
			const written = Object.fromEntries(values.map(({ key, write }) => [key, write]));
			const title = `${MARK} custom`;
			const created = await create('task', { title, ...written }, { expand: ['custom_'] });
			const read = Object.fromEntries(values.map((value) => [value.key, value.read]));
			expect(created.custom).toMatchObject(read);

			const clearable = usable.filter(({ kind }) => kind !== 'geo' && kind !== 'slider');
			const [cleared] = await items(
				record('update', 'task', {
					...byId(created.id),
					...fields({ title }),
					expand: ['custom_'],
					options: { clearFields: clearable.map(({ key }) => key).join(',') },
				}),
			);
			for (const { key, kind } of clearable) {
				const empty =
					kind === 'boolean' ? false : /^(list|options)$/.test(String(kind)) ? [] : null;
				expect([key, (cleared.custom as IDataObject)[String(key)]]).toEqual([key, empty]);
			}
		});

		it('are created or updated, never twice', async () => {
			const title = `${MARK} upsert`;
			const upsert = (query: string, values: object) =>
				record('upsert', 'task', { query, ...fields(values) });
			const [first] = await items(upsert(`title:"${title}"`, { title, importance: 1 }));
			made.push(['task', Number(first.id)]);
			const [second] = await items(upsert(`title:"${title}"`, { importance: 2 }));
			expect(second).toMatchObject({ id: first.id, importance: 2 });
			expect(await ids(search('task', `title:"${title}"`))).toEqual([first.id]);

			const unknown = await failure(upsert('nonsense:1', { title }));
			expect(unknown.message).toBe('Unknown filter `nonsense:`');
			const several = await failure(upsert(`id:>0`, { importance: 3 }));
			expect(several.message).toMatch(/^The match query finds \d+ records: \d+, /);
			expect(await ids(search('task', `title:"${title}"`))).toEqual([first.id]);
		});

		it('are linked and watched by alias', async () => {
			const task = await create('task', { title: `${MARK} links` });
			const org = await create('org', { name: `${MARK} org` });
			const targets = `org:${String(org.id)}, worker:1`;
			const linked = await items(record('link', 'task', { ...byId(task.id), targets }));
			expect(linked).toEqual([
				{ record: `task:${String(task.id)}`, linked: [`org:${String(org.id)}`, 'worker:1'] },
			]);
			const expand = ['links', 'watchers'];
			const [seen] = await items(record('get', 'task', { ...byId(task.id), expand }));
			expect(seen.links).toMatchObject({ 'cerberusweb.contexts.org': [org.id] });
			expect(seen.watchers).toMatchObject({ 1: { id: 1 } });
			await items(record('unlink', 'task', { ...byId(task.id), targets }));
			const [after] = await items(record('get', 'task', { ...byId(task.id), expand }));
			expect([after.links, after.watchers]).toEqual([[], []]);
			const missing = await failure(
				record('link', 'task', { ...byId(task.id), targets: 'org:987654321' }),
			);
			expect(missing.message).toBe(
				"The 'targets' value of 'cerberusweb.contexts.org:987654321' is not valid.",
			);
		});

		it('are counted, in all and by fields', async () => {
			const [{ total }] = await items(record('summarize', 'task'));
			expect(await ids(search('task', '', { returnAll: true }))).toHaveLength(Number(total));
			const groups = await items(record('summarize', 'task', { groupBy: 'status' }));
			expect(groups.reduce((sum, { count }) => sum + Number(count), 0)).toBe(total);
			expect(groups[0]).toEqual({
				status: expect.any(String),
				status_label: expect.any(String),
				count: expect.any(Number),
			});
			const wrong = await failure(record('summarize', 'task', { groupBy: 'nonsense' }));
			expect(wrong.message).toBe('Unknown `by:` field: nonsense');
		});

		it('are found by filters without the language', async () => {
			const title = `${MARK} (filters), it's *5%*`;
			const task = await create('task', { title, importance: 33 });
			const find = async (...conditions: object[]) =>
				await ids(search('task', `id:${String(task.id)}`, { filters: { conditions } }));
			const condition = (field: string, operator: string, value?: unknown) => ({
				field,
				operator,
				value,
			});
			const now = new Date(Date.now() + 86_400_000).toISOString();
			for (const fits of [
				condition('title', 'contains', '(filters), it'),
				condition('title', 'equals', title),
				condition('title', 'notEquals', 'something else'),
				condition('importance', 'equals', '33'),
				condition('importance', 'oneOf', '1, 33'),
				condition('importance', 'atLeast', '33'),
				condition('importance', 'atMost', '33'),
				condition('created', 'atLeast', '2020-01-01'),
				condition('created', 'atMost', now),
				condition('due', 'isNotSet'),
				condition('owner.id', 'isNotSet'),
				condition('status', 'oneOf', 'open, waiting'),
			]) {
				expect([fits, await find(fits)]).toEqual([fits, [task.id]]);
			}
			for (const misses of [
				condition('title', 'contains', 'something else'),
				condition('title', 'equals', `${MARK} (filters)*`),
				condition('importance', 'notEquals', '33'),
				condition('importance', 'atLeast', '34'),
				condition('created', 'atLeast', now),
				condition('due', 'isSet'),
				condition('owner.id', 'isSet'),
				condition('status', 'equals', 'closed'),
			]) {
				expect([misses, await find(misses)]).toEqual([misses, []]);
			}
		});

		it('are refused in the words of Cerb', async () => {
			const { message, description } = await failure(
				record('create', 'address', fields({ email: 'nonsense' })),
			);
			expect(message).toBe("'email' is invalid. It must be a properly formatted email address.");
			expect(description).toMatch(/ERROR_PARAM_INVALID/);
		});
	});
}
