import type { IDataObject } from 'n8n-workflow';

import type { ActiveTrigger } from '../host/active-trigger';
import { effects } from '../../cerb-server';
import { idsOf, useTriggerBed } from './bed';
import { History } from '../../support/history';

const bed = useTriggerBed();

const pairOf = ({ id, updated }: IDataObject) => `${String(id)}@${String(updated)}`;

/** Lets a team work and polls run, with failures and restarts among them, until all is told. */
async function live(trigger: ActiveTrigger, history: History, seconds: number): Promise<number> {
	const { random } = history;
	let changes = 0;
	for (let second = 0; second < seconds; second++) {
		changes += history.happen();
		for (let rest = random(4) === 0 ? 1 + random(20) : random(2); rest > 0; rest--) {
			bed.pass(1);
			history.end();
		}
		const dice = random(30);
		if (dice < 6) await trigger.poll();
		else if (dice === 6) await failingPoll(trigger, random(8));
		else if (dice === 7) await trigger.restart();
	}
	bed.pass(60);
	history.endAll();
	// What was stamped a little ahead has its time now.
	bed.pass(300);
	for (let quiet = 0; quiet < 2; ) {
		quiet = (await trigger.poll()).length === 0 ? quiet + 1 : 0;
		bed.pass(40);
	}
	return changes;
}

/** A poll during which the server falls out at the given request, and for all tries of it. */
async function failingPoll(trigger: ActiveTrigger, skip: number): Promise<void> {
	const { saved, executions } = trigger;
	const before = [saved, executions.length];
	const fault = bed.cerb.faults.add({ path: /\/rest\//, skip, times: 3 }, effects.emptyError());
	await trigger.poll();
	fault.remove();
	if (trigger.errors.splice(0).length === 0) return;
	expect([trigger.saved, executions.length]).toEqual(before);
}

const cases = [7, 1000].map((maxRecords, index) => ({ seed: index + 1, maxRecords }));

afterEach(() => {
	bed.cerb.state.webClockAhead = 0;
});

/** Every test begins with twenty old tasks, so that it runs alike whatever ran before. */
beforeEach(() => {
	const { state } = bed.cerb;
	for (const { id } of [...state.table('task').scan()]) state.remove('task', id);
	state.addTasks(20, { until: state.now() - 3600 });
});

describe.each(cases)('amid thousands of changes (seed $seed, $maxRecords a poll)', (one) => {
	const { seed, maxRecords } = one;
	const parameters = { type: 'task', options: { settleSeconds: 1 + (seed % 4), maxRecords } };
	const begin = async (event: string, settleSeconds = parameters.options.settleSeconds) => {
		// The web server's clock may be hours off, either way.
		bed.cerb.state.webClockAhead = (seed - 3) * 7200;
		const options = { ...parameters.options, settleSeconds };
		return await bed.watch(event, { ...parameters, options });
	};

	it('every new record is given once', async () => {
		const trigger = await begin('recordCreated', 0);
		const history = new History(bed.cerb.state, seed * 7919);
		await live(trigger, history, 80);
		const ids = idsOf(trigger.items);
		expect([...ids].sort((a, b) => a - b)).toEqual([...history.created].sort((a, b) => a - b));
	}, 60_000);

	it.each(['recordUpdated', 'recordCreatedOrUpdated'])(
		'every change is given once, in its latest state (%s)',
		async (event) => {
			const trigger = await begin(event);
			const history = new History(bed.cerb.state, seed * 104_729);
			await live(trigger, history, 80);
			const pairs = trigger.items.map(pairOf);
			expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([]);
			const last = new Map(trigger.items.map((item) => [Number(item.id), item]));
			const onlyUpdates = event === 'recordUpdated';
			const lost = [...(onlyUpdates ? history.changed : history.touched)].filter((id) => {
				const row = bed.cerb.state.get('task', id);
				// Created and changed in one second: for Cerb it was created.
				if (onlyUpdates && row?.created === row?.updated) return false;
				const told = last.get(id);
				return told?.title !== row?.title || told?.updated !== row?.updated;
			});
			expect(lost).toEqual([]);
			expect([...last.keys()].filter((id) => !history.touched.has(id))).toEqual([]);
		},
		60_000,
	);
});
