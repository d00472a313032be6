import type { INodeParameters } from 'n8n-workflow';

import type { HostileCase } from '../hostile/cases';
import { judgeError } from '../hostile/judge-errors';
import { NUMBERS, SHAPES, TEXTS } from '../hostile/nasties';
import type { Deed } from '../hostile/world';
import { idsOf, poll, useTriggerBed } from './bed';

const bed = useTriggerBed();

/** What a trigger may ask of Cerb, whatever its parameters hold. */
const MAY_ASK = [
	/^GET \/rest\/contexts\/list\.json$/,
	/^GET \/rest\/data\/query\.json$/,
	/^GET \/rest\/records\/[a-z][a-z0-9_.-]*\/search\.json$/,
];

const condition = (part: string) => (value: unknown) => ({
	filters: { conditions: [{ field: 'title', operator: 'equals', value: 'x', [part]: value }] },
});
const plain = (name: string) => (value: unknown) => ({ [name]: value });
const option = (name: string) => (value: unknown) => ({
	options: { settleSeconds: 0, [name]: value },
	// New records are waited for, changes are not.
	triggerOn: name === 'settleSeconds' ? 'recordUpdated' : 'recordCreated',
});

/** Where a value goes, and what else must be set so that it is read. */
const PLACES: Array<[name: string, title: string, put: (value: unknown) => object]> = [
	['the event', 'Trigger On', plain('triggerOn')],
	['the record type', 'Record Type', plain('recordType')],
	[
		'its alias',
		'Record Type',
		(value) => ({ recordType: { __rl: true, mode: 'alias', value }, triggerOn: 'recordUpdated' }),
	],
	['the query', 'Query', plain('query')],
	['the filters', 'Filters', plain('filters')],
	['a field', 'Filters', condition('field')],
	['an operator', 'Filters', condition('operator')],
	['a value', 'Filters', condition('value')],
	['what to expand', 'Expand', plain('expand')],
	['the output', 'Output', plain('output')],
	['the fields', 'Fields', (value) => ({ output: 'fields', fields: value })],
	['the direction', 'Direction', (value) => ({ triggerOn: 'newMessage', direction: value })],
	['the ticket events', 'Events', (value) => ({ triggerOn: 'ticketChanged', events: value })],
	['Include Deleted', 'Include Deleted', option('includeDeleted')],
	['Max Records', 'Max Records', option('maxRecords')],
	['Settle Time', 'Settle Time', option('settleSeconds')],
];

/** n8n itself evaluates what begins with an equals sign. */
const texts = TEXTS.filter((text) => !text.startsWith('='));
const VALUES: Array<() => unknown> = [
	...texts.map((text) => () => text),
	...NUMBERS.map((number) => () => number),
	...SHAPES,
];

/** Errors of n8n itself, before it hands the parameter over; n8n 1 stumbles over some values. */
function isOfN8n({ name, message, stack = '' }: Error): boolean {
	if (/Could not find property|Could not get parameter|ExpressionError/.test(name + message))
		return true;
	const [origin = ''] = /\n\s+at .*/.exec(stack) ?? [];
	return name === 'TypeError' && /n8n-(core|workflow)/.test(origin);
}

async function complaints(title: string, given: object): Promise<string[]> {
	const parameters = {
		...{ triggerOn: 'recordCreated', output: 'simplified', query: '', filters: {}, expand: [] },
		recordType: { __rl: true, mode: 'alias', value: 'task' },
		options: { settleSeconds: 0 },
		...given,
	} as INodeParameters;
	const trigger = bed.trigger('');
	trigger.node.parameters = { authentication: 'oAuth2', ...parameters };
	bed.cerb.requests.length = 0;
	let error = await trigger.activate().then(
		() => undefined,
		(thrown: Error) => thrown,
	);
	if (error === undefined) {
		bed.cerb.state.create('task', { title: 'x' });
		await trigger.poll();
		[error] = trigger.errors as Error[];
	} else if (trigger.saved !== '{}') return ['a failed activation has stored a state'];
	const strange = bed.cerb.requests
		.map(({ method, path }) => `${method} ${path}`)
		.filter((line) => !MAY_ASK.some((form) => form.test(line)));
	if (error === undefined || isOfN8n(error)) return strange;
	const one = { given: { ...given } } as HostileCase;
	const deed = { error, reachedNode: true } as Deed;
	return [...strange, ...judgeError(one, deed, [title])];
}

describe.each(PLACES)('whatever %s is', (_name, title, put) => {
	it('the trigger works, or says what is wrong with it', async () => {
		const found: string[] = [];
		for (const value of VALUES) {
			for (const problem of await complaints(title, put(value()))) {
				found.push(`${problem} (${JSON.stringify(value())?.slice(0, 80)})`);
			}
		}
		expect(found).toEqual([]);
	}, 120_000);
});

describe('a stored state', () => {
	type State = Record<string, unknown>;
	const watch = async () => await bed.watch('recordCreatedOrUpdated', { type: 'task' });
	/** Starts n8n on a state that was changed. */
	async function restartOn(change: (state: State) => unknown) {
		bed.pass(60);
		const trigger = await watch();
		const data = JSON.parse(trigger.saved) as { 'node:Trigger': { state: State } };
		const node = data['node:Trigger'];
		trigger.saved = JSON.stringify({ 'node:Trigger': { state: change(node.state) } });
		await trigger.restart();
		bed.pass(60);
		const id = bed.cerb.state.create('task');
		bed.pass(10);
		return { trigger, id, given: await poll(trigger) };
	}

	it.each<[string, (state: State) => unknown]>([
		['of a newer version', (state) => ({ ...state, version: 2 })],
		['that is a text', () => 'broken'],
		['that is a number', () => 1],
		['that is a list', () => [1, 2]],
		['that is empty', () => ({})],
		['without cursors', (state) => ({ ...state, cursors: undefined })],
		['without what was checked', (state) => ({ ...state, checked: undefined })],
		['with empty cursors', (state) => ({ ...state, cursors: {} })],
		[
			'with a floor that is none',
			(state) => ({ ...state, cursors: { ids: { floor: [0, null], seen: {}, marks: [] } } }),
		],
		[
			'with places that are none',
			(state) => ({ ...state, cursors: { ids: { floor: [0, 1], seen: { 0: 'x' }, marks: [] } } }),
		],
		[
			'with marks that are none',
			(state) => ({ ...state, cursors: { ids: { floor: [0, 1], seen: {}, marks: [[1, 2]] } } }),
		],
	])('%s is told of, and the watch begins anew', async (_what, change) => {
		const { trigger, id, given } = await restartOn(change);
		expect(trigger.lines.join()).toContain('warn: Trigger: what was stored by the polls before');
		expect(given).toEqual([id]);
	});

	it.each<[string, (state: State) => unknown]>([
		['that is as it was', (state) => state],
		['of another watch', (state) => ({ ...state, name: 'another' })],
		['that is not there', () => null],
	])('%s is nothing to tell of', async (_what, change) => {
		const { trigger, id, given } = await restartOn(change);
		expect(trigger.lines).toEqual([]);
		expect(given).toEqual([id]);
	});
});

it('a clock of n8n that is set back by years changes nothing', async () => {
	const trigger = await bed.watch('recordCreatedOrUpdated', { type: 'task' });
	bed.pass(60);
	const ids = [bed.cerb.state.create('task'), bed.cerb.state.create('task')];
	bed.pass(10);
	const now = jest.spyOn(Date, 'now').mockReturnValue(1e12);
	expect(await poll(trigger).finally(() => now.mockRestore())).toEqual(ids);
	bed.cerb.state.update('task', ids[0], {});
	bed.pass(10);
	expect(await poll(trigger)).toEqual([ids[0]]);
	expect(idsOf(trigger.items)).toEqual([...ids, ids[0]]);
});
