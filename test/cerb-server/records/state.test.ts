import { createState } from '../state';

describe('the state', () => {
	it('stamps tasks on every update and tickets on none', () => {
		const state = createState({ now: 1_800_000_000 });
		state.setNow(1_800_000_050);
		state.update('task', 1, {});
		state.update('ticket', 1, { subject: 'Changed' });
		expect(state.get('task', 1)?.updated).toBe(1_800_000_050);
		expect(state.get('ticket', 1)).toMatchObject({ subject: 'Changed' });
		expect(state.get('ticket', 1)?.updated).not.toBe(1_800_000_050);
	});

	it('deletes tickets softly and everything else for good', () => {
		const state = createState();
		expect([state.remove('ticket', 1), state.remove('task', 1)]).toEqual([true, true]);
		expect(state.get('ticket', 1)?.status_id).toBe(3);
		expect(state.get('task', 1)).toBeUndefined();
		expect(state.remove('task', 1)).toBe(false);
	});

	it('gives no id twice', () => {
		const state = createState({ seed: 'none' });
		const first = state.create('task', { title: 'a' });
		state.remove('task', first);
		expect(state.create('task', { title: 'b' })).toBe(first + 1);
	});

	it('tells by a copy of itself what has changed', () => {
		const [one, other] = [1, 2].map(() => createState({ now: 1_800_000_000 }));
		const before = one.dump();
		// Looking is no change.
		one.table('nothing');
		one.linksOf('task', 1);
		expect(one.dump()).toEqual(other.dump());
		one.link('task', 1, 'org', 2);
		expect(one.dump()).toEqual({
			...before,
			'links of org:2': [...(before['links of org:2'] ?? []), 'task:1'].sort(),
			'links of task:1': [...(before['links of task:1'] ?? []), 'org:2'].sort(),
		});
		one.update('task', 2, { title: 'Changed' });
		expect(before.task).toEqual(other.dump().task);
		expect(one.dump().task).not.toEqual(before.task);
	});

	it('finds workers by e-mail whatever the case', () => {
		const state = createState();
		expect(state.findWorkerByEmail('Kina@Cerb.Example')).toMatchObject({
			id: 2,
			isAdmin: false,
			isDisabled: false,
			timezone: 'America/Los_Angeles',
		});
		expect(state.findWorkerByEmail('nobody@cerb.example')).toBeUndefined();
	});

	it('stamps no seeded record in the future, whatever the clock', () => {
		const state = createState({ now: 1_700_000_000 });
		const stamps = [...state.table('task').scan()].map((row) => Number(row.updated));
		expect(Math.max(...stamps)).toBeLessThan(1_700_000_000);
	});

	it('adds thousands of records in a moment', () => {
		const state = createState({ tickets: 20_000, tasks: 20_000, now: 1_800_000_000 });
		expect(state.table('ticket').size).toBeGreaterThan(20_000);
		const stamps = [...state.table('task').scan()].slice(-2).map((row) => row.updated);
		expect(stamps).toEqual([1_799_999_999, 1_800_000_000]);
	});

	it('keeps what an open transaction does from everybody until it is over', () => {
		let now = 1_800_000_000;
		const state = createState({ now: () => now });
		const late = state.createLate('task', { title: 'late' });
		const change = state.updateLate('task', 1, { title: 'changed late' });
		const before = state.get('task', 1)?.title;
		now += 20;
		const prompt = state.create('task', { title: 'prompt' });
		expect([late.id, state.get('task', late.id)]).toEqual([prompt - 1, undefined]);
		expect(state.get('task', 1)?.title).toBe(before);
		late.commit();
		expect(change()).toBe(true);
		expect([...state.table('task').scan()].slice(-2).map(({ id }) => id)).toEqual([
			late.id,
			prompt,
		]);
		expect(state.get('task', late.id)?.created).toBe(1_800_000_000);
		expect(state.get('task', 1)).toMatchObject({ title: 'changed late', updated: 1_800_000_000 });
		expect(state.updateLate('task', 987_654, {})()).toBe(false);
	});

	it('does not accept a type that this Cerb does not have', () => {
		expect(() => createState().create('nonsense')).toThrow(TypeError);
	});
});
