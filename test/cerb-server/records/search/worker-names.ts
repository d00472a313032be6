import { isId } from './columns';
import type { QueryContext } from './context';
import type { Row } from '../values';

function nameOf(row: Row): string {
	return `${String(row.first_name)} ${String(row.last_name)}`.trim().toLowerCase();
}

/** Workers by id, `me`, or a part of their name. */
export function workerIds(terms: string[], context: QueryContext): Set<number> {
	const workers = [...context.env.state.table('worker').scan()];
	const ids = new Set<number>();
	for (const term of terms) {
		if (isId(term) && workers.some(({ id }) => id === Number(term))) ids.add(Number(term));
		else if (term.toLowerCase() === 'me') ids.add(context.workerId);
		else {
			for (const row of workers) if (nameOf(row).includes(term.toLowerCase())) ids.add(row.id);
		}
	}
	return ids;
}
