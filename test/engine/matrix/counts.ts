import type { FaultClass } from './fault';
import type { Trouble, Verdict } from './judge';

interface Row {
	cells: number;
	items: number;
	errors: number;
	wrong: number;
}

const HEADS = ['cells', 'items came', 'clear errors', 'wrong'];

/** What was counted over all cells. */
export class Counts {
	private readonly rows = new Map<FaultClass, Row>();

	private readonly troubles: Record<Trouble, number> = { doubled: 0, lost: 0, leak: 0, rule: 0 };

	add(fault: FaultClass, { troubles, gave }: Verdict): void {
		const row = this.rows.get(fault) ?? { cells: 0, items: 0, errors: 0, wrong: 0 };
		this.rows.set(fault, row);
		row.cells++;
		if (troubles.length > 0) row.wrong++;
		else if (gave === 'items') row.items++;
		else row.errors++;
		for (const [trouble] of troubles) this.troubles[trouble]++;
	}

	get cells(): number {
		return [...this.rows.values()].reduce((sum, row) => sum + row.cells, 0);
	}

	/** The table by fault class, and what matters most below it. */
	report(title: string): string {
		const line = (name: string, values: Array<string | number>) =>
			`  ${name.padEnd(10)}${values.map((value) => String(value).padStart(14)).join('')}`;
		const rows = [...this.rows].map(([name, row]) => line(name, Object.values(row) as number[]));
		const sums = (['cells', 'items', 'errors', 'wrong'] as const).map((key) =>
			[...this.rows.values()].reduce((sum, row) => sum + row[key], 0),
		);
		const { doubled, lost, leak } = this.troubles;
		return [
			'',
			title,
			line('', HEADS),
			...rows,
			line('all', sums),
			`  doubled writes: ${doubled}, lost items: ${lost}, leaks: ${leak}`,
			'',
			'',
		].join('\n');
	}
}
