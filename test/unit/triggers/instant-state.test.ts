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

const FOUND = {
	automation: 'n8n.changes',
	secret: 'a'.repeat(64),
	clockAhead: 0,
	events: ['created'],
	types: ['task'],
};

const started = ({ storeState, readState }: State) => {
	const storage: IDataObject = {};
	storeState(storage, FOUND);
	return readState(storage)!;
};

test('the secret is long and stays, and what was taken with it', () => {
	const { readState, secretOf, storeState, isRepeat } = freshProcess();
	const storage: IDataObject = {};
	expect(readState(storage)).toBeUndefined();
	const secret = secretOf(storage);
	expect(secret).toMatch(/^[0-9a-f]{64}$/);
	expect(secretOf({})).not.toBe(secret);
	storeState(storage, { ...FOUND, secret });
	expect(secretOf(storage)).toBe(secret);
	isRepeat(readState(storage)!, 'a', NOW);
	storeState(storage, { ...FOUND, secret, automation: 'other' });
	expect(storage).toEqual({ ...FOUND, secret, automation: 'other', taken: [['a', NOW]] });
});

test.each([
	['no secret', { secret: undefined }],
	['an empty secret', { secret: '' }],
	['a short secret', { secret: 'abc' }],
	['a list that is none', { taken: {} }],
	['no types', { types: undefined }],
	['a clock that is no number', { clockAhead: 'x' }],
	['no name', { automation: 3 }],
])('a state with %s is none', (_what, broken) => {
	const { readState } = freshProcess();
	expect(readState({ ...FOUND, taken: [] })).toBeDefined();
	expect(readState({ ...FOUND, taken: [], ...broken } as IDataObject)).toBeUndefined();
});

test('a delivery is taken once, also after a restart, and by two that do not see each other', () => {
	const fresh = freshProcess();
	const { isRepeat } = fresh;
	const state = started(fresh);
	const other = { ...state };
	expect(isRepeat(state, 'a', NOW)).toBe(false);
	expect(isRepeat(state, 'a', NOW + 1)).toBe(true);
	expect(isRepeat(other, 'a', NOW)).toBe(true);
	const stored = JSON.parse(JSON.stringify(state)) as typeof state;
	expect(freshProcess().isRepeat(stored, 'a', NOW + 200)).toBe(true);
	expect(freshProcess().isRepeat(stored, 'b', NOW + 200)).toBe(false);
});

test('what is kept is bounded, whatever comes', () => {
	const fresh = freshProcess();
	const { isRepeat } = fresh;
	const state = started(fresh);
	for (let number = 0; number < 100_000; number++)
		isRepeat(state, `${number}`.padStart(32, 'd'), NOW);
	expect(JSON.stringify(state).length).toBeLessThan(11_000);
	expect(isRepeat(state, '99999'.padStart(32, 'd'), NOW)).toBe(true);
	expect(isRepeat(state, '95000'.padStart(32, 'd'), NOW)).toBe(true);
	// Of so many, the oldest are forgotten.
	expect(isRepeat(state, '0'.padStart(32, 'd'), NOW)).toBe(false);
});

test('what is too old to be believed is not kept', () => {
	const fresh = freshProcess();
	const { isRepeat } = fresh;
	const state = started(fresh);
	isRepeat(state, 'a', NOW);
	isRepeat(state, 'b', NOW + 700);
	expect(state.taken.map(([id]) => id)).toEqual(['b']);
});
