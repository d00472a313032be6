/* eslint-disable @n8n/community-nodes/no-restricted-globals -- prints from Node's own test process */
import { createEngine, type Engine } from '../host/engine';
import { operations } from '../registry';
import { Baseline } from './baseline';
import { baselineProblems } from './baseline-problems';
import { cellsOf, inLanes, isStalled, nameOf, runCell, type Cell } from './cells';
import { Counts } from './counts';
import { holdDeadlines } from './deadlines';
import type { Fault } from './fault';
import { FAULTS } from './faults';
import { tried } from './operations';
import { MAX_RULES, RULES, ruleFor } from './rules';

let engine: Engine;
let baselines: Baseline[];
const counts = new Counts();
const HEAVY = FAULTS.filter(({ isHeavy }) => isHeavy)
	.map(({ name }) => name)
	.join();
const MINUTES = 60_000;

beforeAll(async () => {
	engine = await createEngine();
	baselines = tried.map((one) => new Baseline(engine, one));
});
afterAll(async () => {
	await engine?.stop();
	process.stdout.write(
		counts.report(
			`Fault matrix: ${operations.length} operations in ${tried.length} ways × ${FAULTS.length} faults (${HEAVY}: one operation for each method)`,
		),
	);
});

/** Runs cells and tells of those that went wrong. */
async function wrongCells(cells: Cell[], lanes?: number): Promise<string[]> {
	const told: string[] = [];
	const runAndCount = async (cell: Cell) => {
		const verdict = await runCell(engine, cell);
		counts.add(cell.fault.class, verdict);
		for (const [kind, what] of verdict.troubles) told.push(`${nameOf(cell)} -> ${kind}: ${what}`);
	};
	const usual = cells.filter((cell) => !isStalled(cell));
	await inLanes(usual, runAndCount, lanes);
	const release = holdDeadlines();
	await inLanes(cells.filter(isStalled), runAndCount, 1);
	release();
	return told;
}

describe('the table of rules', () => {
	it('is short, and has no rule that never counts', () => {
		expect(RULES.length).toBeLessThanOrEqual(MAX_RULES);
		const used = FAULTS.flatMap((fault) =>
			(['read', 'write'] as const).flatMap((kind) =>
				(['once', 'always'] as const).map((times) => ruleFor(fault, kind, times)),
			),
		);
		expect(RULES.filter((rule) => !used.includes(rule))).toEqual([]);
	});

	it.each(FAULTS.map((fault) => [fault.name, fault] as const))('knows %s', (_, fault) => {
		for (const kind of ['read', 'write'] as const) {
			const rules = [ruleFor(fault, kind, 'once'), ruleFor(fault, kind, 'always')];
			const known = rules.filter((rule) => rule !== undefined);
			expect(known.length).toBeGreaterThan(0);
			if (known.some(({ gives }) => gives === 'error')) expect(fault.told).toBeDefined();
		}
	});
});

describe('without a fault', () => {
	it.each(tried.map(({ name }, place) => [name, place] as const))(
		'%s gives what it should, the same each time',
		async (_, place) => {
			const [one, other] = [baselines[place], new Baseline(engine, tried[place])];
			expect(await baselineProblems(one, other)).toEqual([]);
			expect((await one.aims()).length).toBeGreaterThan(0);
		},
		MINUTES,
	);
});

/** All cells of a fault. */
async function cellsFor(fault: Fault): Promise<Cell[]> {
	return (await inLanes(baselines, async (one) => await cellsOf(one, fault))).flat();
}

function onePerMethod(cells: Cell[]): Cell[] {
	const methods = [...new Set(cells.map(({ aim }) => aim.method))];
	return methods.map((method) => cells.find(({ aim }) => aim.method === method)!);
}

describe('every operation against', () => {
	it.each(FAULTS.map((fault): [string, Fault] => [fault.name, fault]))(
		'%s',
		async (_, fault) => {
			const cells = await cellsFor(fault);
			expect(cells.length).toBeGreaterThan(0);
			const told = await (fault.isHeavy ? wrongCells(onePerMethod(cells), 1) : wrongCells(cells));
			expect(told).toEqual([]);
		},
		2 * MINUTES,
	);
});

describe('where the workflow stops at the first error', () => {
	it.each(['read', 'write'] as const)(
		'a %s fails with all that programs have to know',
		async (kind) => {
			const all = await inLanes(FAULTS, async (fault) => {
				const cells = (await cellsFor(fault)).filter(
					({ aim, rule }) => aim.kind === kind && !aim.isShared && rule.gives === 'error',
				);
				return cells.slice(0, 1).map((cell) => ({ ...cell, goesOn: false }));
			});
			const cells = all.flat();
			expect(cells.length).toBeGreaterThan(FAULTS.length / 2);
			expect(await wrongCells(cells)).toEqual([]);
		},
		2 * MINUTES,
	);
});
