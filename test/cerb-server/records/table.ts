import type { Row } from './values';

/** The rows of one record type: a map for lookups and the ids in ascending order for scans. */
export class Table {
	private readonly rows = new Map<number, Row>();

	private order: number[] = [];

	private isSorted = true;

	private highest = 0;

	get size(): number {
		return this.rows.size;
	}

	nextId(): number {
		return this.highest + 1;
	}

	/** The next id, which nobody else gets from now on. */
	reserveId(): number {
		this.highest += 1;
		return this.highest;
	}

	get(id: number): Row | undefined {
		return this.rows.get(id);
	}

	put(row: Row): void {
		if (!this.rows.has(row.id)) {
			this.order.push(row.id);
			if (row.id < this.highest) this.isSorted = false;
			this.highest = Math.max(this.highest, row.id);
		}
		this.rows.set(row.id, row);
	}

	/** The id is not used again, as with MySQL's auto increment. */
	remove(id: number): boolean {
		if (!this.rows.delete(id)) return false;
		this.order.splice(this.order.indexOf(id), 1);
		return true;
	}

	/** The same rows and the same next id, on their own. */
	copy(): Table {
		const copy = new Table();
		for (const row of this.scan()) copy.put(structuredClone(row));
		copy.highest = this.highest;
		return copy;
	}

	/** All rows, ascending by id. */
	*scan(): Generator<Row> {
		if (!this.isSorted) {
			this.order.sort((a, b) => a - b);
			this.isSorted = true;
		}
		for (const id of this.order) {
			const row = this.rows.get(id);
			if (row !== undefined) yield row;
		}
	}
}
