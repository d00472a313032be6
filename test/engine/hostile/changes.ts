import type { CerbState, SavedState } from '../../cerb-server/state';

/** What Cerb holds at one moment. */
export interface Copy {
	saved: SavedState;
	/** Rows as JSON by `type:id`. */
	rows: Map<string, string>;
	/** Links as `type:id type:id`, in both directions. */
	links: Set<string>;
}

export type Row = Record<string, unknown>;

/** How two moments differ. Records go by `type:id`. */
export interface Changes {
	created: Map<string, Row>;
	/** Only the columns that differ, as they are afterwards. */
	changed: Map<string, Row>;
	deleted: string[];
	linked: string[];
	unlinked: string[];
}

export function copyOf(state: CerbState): Copy {
	const saved = state.save();
	const rows = new Map<string, string>();
	for (const [alias, table] of saved.tables) {
		for (const row of table.scan()) rows.set(`${alias}:${row.id}`, JSON.stringify(row));
	}
	const links = [...saved.links].flatMap(([from, ends]) => [...ends].map((to) => `${from} ${to}`));
	return { saved, rows, links: new Set(links) };
}

export function changesBetween(before: Copy, after: Copy): Changes {
	const changes: Changes = {
		created: new Map(),
		changed: new Map(),
		deleted: [...before.rows.keys()].filter((key) => !after.rows.has(key)),
		linked: [...after.links].filter((link) => !before.links.has(link)),
		unlinked: [...before.links].filter((link) => !after.links.has(link)),
	};
	if (before === after) return changes;
	for (const [key, text] of after.rows) {
		const old = before.rows.get(key);
		if (old === text) continue;
		const row = JSON.parse(text) as Row;
		if (old === undefined) changes.created.set(key, row);
		else changes.changed.set(key, differing(JSON.parse(old) as Row, row));
	}
	return changes;
}

function differing(before: Row, after: Row): Row {
	const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
	const pairs = [...keys].map((key): [string, unknown] => [key, after[key] ?? null]);
	return Object.fromEntries(
		pairs.filter(([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value)),
	);
}

export function countOf({ created, changed, deleted, linked, unlinked }: Changes): number {
	return created.size + changed.size + deleted.length + linked.length + unlinked.length;
}
