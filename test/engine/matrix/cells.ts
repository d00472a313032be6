import type { Engine } from '../host/engine';
import type { Aim } from './aim';
import type { Baseline } from './baseline';
import type { Fault } from './fault';
import { NEVER } from './deadlines';
import { judge, type Verdict } from './judge';
import { ruleFor, type Rule, type Times } from './rules';
import { run } from './run';
import { strike } from './strike';

/** One field of the matrix: an operation, one of its requests, and a fault that it meets. */
export interface Cell {
	baseline: Baseline;
	aim: Aim;
	fault: Fault;
	times: Times;
	rule: Rule;
	/** Tries that meet the fault. */
	hits: number;
	/** Tries in all. */
	tries: number;
	/** Whether the workflow goes on behind the error, or stops with it. */
	goesOn: boolean;
}

/** As often as the user allows: enough to tell a repeat from none. */
const MAX_TRIES = 2;
/** Cells that run side by side: most of them wait most of the time. */
const LANES = 12;

/** For tries and waits of a request: as many as there may be on a busy machine. */
const MAX_SECONDS = 60;

const TIMES: Times[] = ['once', 'always'];

/** The cells of a fault and an operation: each of its requests, once and always. */
export async function cellsOf(baseline: Baseline, fault: Fault): Promise<Cell[]> {
	const aims = await baseline.aims();
	if (fault.class === 'moving') {
		// It meets all pages of the list, so it has no single request to be aimed at.
		const page = aims.find(({ isShared }) => !isShared) ?? aims[0];
		return baseline.tried.change ? cellsAt(baseline, page, fault) : [];
	}
	return aims.flatMap((aim) => cellsAt(baseline, aim, fault));
}

function cellsAt(baseline: Baseline, aim: Aim, fault: Fault): Cell[] {
	const cells: Cell[] = [];
	for (const times of TIMES) {
		const rule = ruleFor(fault, aim.kind, times);
		// Where one rule holds for both there is no second try that could meet the fault.
		if (rule === undefined || rule === cells[0]?.rule) continue;
		const tries = rule.tries === 'all' ? MAX_TRIES : rule.tries;
		const hits = times === 'once' ? 1 : tries;
		cells.push({ baseline, aim, fault, times, rule, hits, tries, goesOn: true });
	}
	return cells;
}

/** Whether the time limit of the node is what the cell is about. */
export function isStalled({ fault }: Cell): boolean {
	return fault.class === 'stalled';
}

/** Runs and judges one cell; a stalled one needs the deadlines to be held, and no other beside it. */
export async function runCell(engine: Engine, cell: Cell): Promise<Verdict> {
	const { baseline, aim, fault, hits, goesOn } = cell;
	// Here the place of a request among all decides.
	const isInTurn =
		fault.outage !== undefined || fault.class === 'moving' || isStalled(cell) || !goesOn;
	const ran = await run(engine, baseline.tried, {
		maxTries: MAX_TRIES,
		maxSeconds: isStalled(cell) ? NEVER : MAX_SECONDS,
		atOnce: isInTurn ? 1 : await baseline.atOnce(),
		goesOn,
		isRefused: fault.outage === 'refuse',
		arrange: (cerb) => strike(cerb, aim, fault, hits, baseline.tried),
	});
	return await judge(cell, ran);
}

/** Does something for each of a list, some at a time. */
export async function inLanes<T, R>(
	list: T[],
	task: (one: T) => Promise<R>,
	lanes = LANES,
): Promise<R[]> {
	const results = new Array<R>(list.length);
	let next = 0;
	const lane = async () => {
		while (next < list.length) {
			const place = next++;
			results[place] = await task(list[place]);
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return results;
}

/** What a cell is called where it is told of. */
export function nameOf({ baseline, aim, fault, times, goesOn }: Cell): string {
	const end = goesOn ? '' : ', the workflow stops';
	return `${baseline.tried.name}, ${aim.method} ${aim.path}: ${fault.name}, ${times}${end}`;
}
