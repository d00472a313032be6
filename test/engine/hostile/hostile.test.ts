/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads settings of Node's own process, never runs inside n8n */
import { Trial, type Finding } from './judge';
import { World } from './world';

/** `HOSTILE_SEED=7 HOSTILE_CASE=record/search#12` repeats one case alone and shows it. */
const SEED = Number(process.env.HOSTILE_SEED ?? 20260731);
const ONLY = /^(.+)#(\d+)$/.exec(process.env.HOSTILE_CASE ?? '');

/** How often each parameter of each operation has its turn. */
const ROUNDS = Number(process.env.HOSTILE_ROUNDS ?? 2);

jest.setTimeout(600_000);

const findings = new Map<string, Finding[]>();
let world: World;

beforeAll(async () => {
	world = await World.open();
});

afterAll(async () => await world?.close());

test('every operation meets hostile input with the right result or a clear error', async () => {
	for (const operation of world.operations.keys()) {
		if (ONLY && ONLY[1] !== operation) continue;
		const trial = await Trial.open(world, operation);
		const numbers = ONLY
			? [Number(ONLY[2])]
			: Array.from({ length: trial.maker.slots.length * ROUNDS }, (_, number) => number);
		const found: Finding[] = [];
		findings.set(operation, found);
		for (const number of numbers) found.push(await trial.run(SEED, number));
	}
	const all = [...findings.values()].flat();
	const failed = all.filter(({ violations }) => violations.length > 0);
	process.stdout.write(ONLY ? '' : summary(all));
	for (const { story } of ONLY ? all : failed.slice(0, 5)) process.stdout.write(`${story()}\n`);
	expect(all.flatMap(({ violations }) => violations)).toEqual([]);
	expect(all.length).toBeGreaterThanOrEqual(ONLY ? 1 : 1_000);
});

function summary(all: Finding[]): string {
	const line = (name: string, cells: Array<string | number>) =>
		name.padEnd(24) + cells.map((cell) => String(cell).padStart(16)).join('');
	const count = (some: Finding[]) => {
		const verdicts = some.map(({ verdict }) => verdict);
		const times = (one: Finding['verdict']) => verdicts.filter((verdict) => verdict === one).length;
		return [
			some.length,
			times('right result'),
			times('clear error'),
			times('refused by n8n'),
			some.flatMap(({ violations }) => violations).length,
		];
	};
	return [
		`Hostile input, HOSTILE_SEED=${SEED}`,
		line('', ['cases', 'right result', 'clear error', 'refused by n8n', 'violations']),
		...[...findings].map(([operation, some]) => line(operation, count(some))),
		`${line('all', count(all))}\n`,
	].join('\n');
}
