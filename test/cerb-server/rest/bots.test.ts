import type { Dict } from '../records/values';
import { createState } from '../state';
import { fieldsForm, restResult } from '../support/rest-call';

const GREET = { var_name: 'Zoë', var_times: '3x', var_tone: 'formal', var_loud: 'no' };

async function run(name: string, fields: Record<string, string> = {}, state = createState()) {
	const form = new URLSearchParams(fields).toString();
	return await restResult(state, `POST bots/behavior/${name}/run`, form);
}

describe('bots', () => {
	it('are listed on a page numbered 0', async () => {
		expect(await restResult(createState(), 'GET bots/list')).toMatchObject({
			total: 1,
			count: 1,
			page: 0,
			results: [{ _type: 'bot', name: 'n8n' }],
		});
		expect(await restResult(createState(), 'GET bots/99')).toBe('Invalid ID.');
		expect(await restResult(createState(), 'GET bots/x')).toBe('ERROR_NOT_IMPLEMENTED');
	});

	it('have behaviors whose variables and event a search shows', async () => {
		const q = encodeURIComponent('event:event.api.custom_request disabled:n sort:-id');
		const found = await restResult(createState(), `GET records/behavior/search?q=${q}`);
		expect(found).toMatchObject({
			total: 2,
			results: [{ name: 'Greet', variables: { var_tone: { type: 'D' } } }, { variables: [] }],
		});
	});

	it('run a behavior by id or uri and give its whole dictionary', async () => {
		const byUri = (await run('greet', GREET)) as Dict;
		expect(byUri).toMatchObject({
			__trigger: { id: 3, title: 'Greet' },
			behavior_name: 'Greet',
			va_name: 'n8n',
			var_name: 'Zoë',
			var_times: 3,
			var_tone: 'formal',
			var_loud: 1,
			greeting: 'Hello Zoë',
		});
		expect(await run('3', GREET)).toEqual(byUri);
	});

	it('drop a choice that is none', async () => {
		expect(await run('greet', { ...GREET, var_tone: 'Formal' })).not.toHaveProperty('var_tone');
	});

	it('refuse what cannot run', async () => {
		expect(await run('99')).toBe("The requested behavior doesn't exist.");
		expect(await run('nobody')).toBe('ERROR_NOT_FOUND');
		expect(await run('1')).toBe('The requested behavior is not a custom API request.');
		expect(await run('3', { var_name: 'x' })).toBe("The public variable 'var_times' is required.");
		const state = createState();
		state.update('behavior', 3, { is_disabled: 1 });
		expect(await run('3', GREET, state)).toBe('Bot behavior is disabled.');
		state.update('bot', 1, { is_disabled: true });
		expect(await run('3', GREET, state)).toBe('Bot is disabled.');
	});

	it('know nothing of variables of other kinds', async () => {
		const state = createState();
		state.update('behavior', 3, { variables: { var_who: { type: 'W', is_private: '0' } } });
		expect(await run('3', { var_who: '1' }, state)).toBe('unclaimed');
	});
});

describe('behaviors', () => {
	const create = async (fields: Record<string, string>, worker = 1) => {
		return await restResult(
			createState(),
			'POST records/behavior/create',
			fieldsForm(fields),
			worker,
		);
	};
	const valid = { bot_id: '1', event_point: 'event.api.custom_request', name: 'New' };

	it('are made without variables', async () => {
		expect(await create(valid)).toMatchObject({ bot_id: '1', name: 'New', variables: [] });
	});

	it.each([
		[{}, "'bot_id' is required."],
		[{ bot_id: '1' }, "'event_point' is required."],
		[{ ...valid, name: '' }, "'title' is required."],
		[{ ...valid, event_point: 'x' }, "'event_point' 'x' is an invalid event point."],
		[{ ...valid, uri: 'a.b' }, "'uri' may only contain letters, numbers, and underscores"],
		[{ ...valid, event_point: 'event.mail.received.group' }, 'unclaimed'],
	])('%j', async (fields, message) => {
		expect(await create(fields)).toBe(message);
	});
});
