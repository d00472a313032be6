import type { IDataObject } from 'n8n-workflow';

type State = typeof import('../../../nodes/Cerb/triggers/instant/state');

/** The module as a process of n8n has it that has just begun. */
function freshProcess(): State {
	let fresh: State | undefined;
	jest.isolateModules(() => {
		fresh = jest.requireActual<State>('../../../nodes/Cerb/triggers/instant/state');
	});
	return fresh!;
}

const NOW = 1_795_000_000;

test('the secret is long and stays, and what was taken with it', () => {
	const { startState, readState, isRepeat } = freshProcess();
	const storage: IDataObject = {};
	expect(readState(storage)).toBeUndefined();
	const { secret } = startState(storage, 'n');
	expect(secret).toMatch(/^[0-9a-f]{64}$/);
	isRepeat(readState(storage)!, 'a', NOW);
	expect(startState(storage, 'm')).toEqual({
		automation: 'm',
		secret,
		clockAhead: 0,
		taken: [['a', NOW]],
	});
	expect(startState({}, 'n').secret).not.toBe(secret);
});

test('a delivery is taken once, also after a restart, and by two that do not see each other', () => {
	const { startState, isRepeat } = freshProcess();
	const state = startState({}, 'n');
	const other = { ...state };
	expect(isRepeat(state, 'a', NOW)).toBe(false);
	expect(isRepeat(state, 'a', NOW + 1)).toBe(true);
	expect(isRepeat(other, 'a', NOW)).toBe(true);
	const stored = JSON.parse(JSON.stringify(state)) as typeof state;
	expect(freshProcess().isRepeat(stored, 'a', NOW + 200)).toBe(true);
	expect(freshProcess().isRepeat(stored, 'b', NOW + 200)).toBe(false);
});

test('what is kept is bounded, whatever comes', () => {
	const { startState, isRepeat } = freshProcess();
	const state = startState({}, 'n');
	for (let number = 0; number < 30_000; number++) isRepeat(state, `d${number}`, NOW);
	expect(JSON.stringify(state).length).toBeLessThan(10_000);
	expect(isRepeat(state, 'd29999', NOW)).toBe(true);
	expect(isRepeat(state, 'd25000', NOW)).toBe(true);
	// Of so many, the oldest are forgotten.
	expect(isRepeat(state, 'd0', NOW)).toBe(false);
});

test('what is too old to be believed is not kept', () => {
	const { startState, isRepeat } = freshProcess();
	const state = startState({}, 'n');
	isRepeat(state, 'a', NOW);
	isRepeat(state, 'b', NOW + 700);
	expect(state.taken.map(([id]) => id)).toEqual(['b']);
});
