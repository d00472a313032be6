import type { CerbState } from '../state';
import { findType } from './registry';

/** What Cerb deletes or changes together with a record (measured on 10.4.10). */
export function cascade(state: CerbState, alias: string, id: number): void {
	const context = findType(alias, state)?.context;
	for (const comment of [...state.table('comment').scan()]) {
		if (comment.target__context === context && comment.target_id === id) {
			state.remove('comment', comment.id);
		}
	}
	for (const end of [...state.linksOf(alias, id)]) {
		const [otherAlias, otherId] = end.split(':');
		state.unlink(alias, id, otherAlias, Number(otherId));
	}
	if (alias !== 'contact') return;
	for (const address of state.table('address').scan()) {
		if (Number(address.contact_id) === id) address.contact_id = 0;
	}
}
