import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { CerbClient } from '../../cerb/client';
import { inputError } from '../../cerb/failure';
import { DEFAULT_BATCHING } from '../../cerb/gate';
import { isCursors } from '../../cerb/poll/stored';
import type { Cursors } from '../../cerb/poll/watcher';
import { readContext } from '../read-context';
import { toldWhole } from '../told-whole';
import { readWatch, type Watch } from './watch';

/** A poll may fail: the next one catches up. So it does not try for long. */
const POLL_RETRIES = { maxTries: 3, maxSeconds: 60 };

/** Milliseconds after which a poll leaves the rest to the next one. */
const LONGEST_READING = 120_000;

/** How many records a test in the editor gives. */
const TEST_COUNT = 5;

/** Milliseconds after which a watch that finds nothing asks again whether its filters exist. */
const CHECK_EVERY = 86_400_000;

/** What is kept between polls, as n8n stores it with the workflow. */
interface PollState {
	version: 1;
	/** The watch that the cursors belong to. */
	name: string;
	cursors: Cursors;
	/** The filters that were found to exist, and when: unix milliseconds. */
	checked: { filters: string; at: number };
}

/** Polls under way, by workflow and node: n8n starts the next one on time in any case. */
const underWay = new Set<string>();

/**
 * Where watches began, by workflow and node, until n8n has stored it: with durable cursors it drops
 * what the poll of the activation put down (measured on n8n 2.41.1).
 */
const begun = new Map<string, PollState>();

/**
 * One poll: what is new since the last one, or null. The first one only remembers where to begin. The
 * state changes when everything else is done: after a poll that failed, the next one finds the same
 * and what came meanwhile.
 * @throws NodeApiError, NodeOperationError
 */
export async function poll(node: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (node.getMode() === 'manual') return [await test(node, await openWatch(node))];
	const key = `${node.getWorkflow().id} ${node.getNode().id}`;
	if (underWay.has(key)) {
		node.logger.debug(
			`${node.getNode().name}: the poll before is still reading, so this one is left out`,
		);
		return null;
	}
	underWay.add(key);
	try {
		const polled = openWatch(node).then(async (watch) => await pollOnce(node, watch, key));
		return await toldWhole(polled);
	} finally {
		underWay.delete(key);
	}
}

async function pollOnce(
	node: IPollFunctions,
	watch: Watch,
	key: string,
): Promise<INodeExecutionData[][] | null> {
	const { watcher, name, filters } = watch;
	const storage = node.getWorkflowStaticData('node');
	const remember = (state: PollState) => {
		storage.state = state;
	};
	const stored = readState(node, storage.state);
	const state = [stored, begun.get(key)].find((one) => one?.name === name);
	if (state === stored) begun.delete(key);
	if (!state) {
		const checked = await checkNow(watch);
		const first: PollState = { version: 1, name, cursors: await watcher.start(), checked };
		begun.set(key, first);
		remember(first);
		return null;
	}
	const { found, cursors } = await watcher.next(state.cursors);
	// Either way: the clock of n8n may have been set back.
	const isOld = found.length === 0 && Math.abs(Date.now() - state.checked.at) > CHECK_EVERY;
	const isDue = isOld || state.checked.filters !== filters;
	const checked = isDue ? await checkNow(watch) : state.checked;
	const items = await watch.output(found);
	remember({ version: 1, name, cursors, checked });
	return items.length > 0 ? [items] : null;
}

async function checkNow({ check, filters }: Watch): Promise<PollState['checked']> {
	await check();
	return { filters, at: Date.now() };
}

/** What a test in the editor shows: the newest few. It changes nothing that is kept. */
async function test(
	node: IPollFunctions,
	{ watcher, check, output }: Watch,
): Promise<INodeExecutionData[]> {
	await check();
	const items = await output(await watcher.newest(TEST_COUNT));
	if (items.length > 0) return items;
	throw inputError(
		node.getNode(),
		'Cerb has nothing yet that this trigger would give',
		'Create or change a record that fits, or widen the query',
	);
}

async function openWatch(node: IPollFunctions): Promise<Watch> {
	const client = await CerbClient.open(node, node.getNodeParameter('authentication') as string, {
		retries: POLL_RETRIES,
		batching: DEFAULT_BATCHING,
	});
	// n8n 1 sets no limit of its own.
	const budget = 'getPollBudgetMs' in node ? node.getPollBudgetMs() / 2 : LONGEST_READING;
	const deadline = Date.now() + Math.min(budget, LONGEST_READING);
	return await readWatch(readContext(node, client), deadline);
}

/** The state of this watch, as plain data; undefined where there is none that can be used. */
function readState(node: IPollFunctions, stored: IDataObject[string]): PollState | undefined {
	if (stored === undefined || stored === null) return undefined;
	const state: unknown = JSON.parse(JSON.stringify(stored));
	if (isPollState(state)) return state;
	node.logger.warn(
		`${node.getNode().name}: what was stored by the polls before cannot be read, maybe because a newer version of this package stored it. The watch begins anew: what changed since the last poll is not given.`,
	);
	return undefined;
}

function isPollState(value: unknown): value is PollState {
	const { version, name, cursors, checked } = Object(value) as Partial<PollState>;
	return (
		version === 1 &&
		typeof name === 'string' &&
		isCursors(cursors) &&
		typeof checked?.filters === 'string' &&
		Number.isFinite(checked.at)
	);
}
