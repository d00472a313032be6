import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import type { CerbState } from '../../cerb-server/state';

/** How an operation is tried on several items. */
export interface Sample {
	/** With `={{ $json.x }}` where an item decides. */
	parameters: object;
	/** Three input items that succeed, in three different ways; may prepare records. */
	items(state: CerbState): Array<Record<string, unknown>>;
	/** Files of each input item. */
	binary?: IBinaryKeyData;
	/** An input item that fails; without one the first request is made to fail. */
	bad?: Record<string, unknown>;
	/** Judges what one input item gave. */
	expect(output: IDataObject[], item: Record<string, unknown>): void;
}

/** The record type that an item names. */
export const typeOf = () => ({ __rl: true, mode: 'alias', value: '={{ $json.type }}' });

export const ids = (output: IDataObject[]) => output.map(({ id }) => Number(id));

/** Three tasks of their own, so that no sample disturbs another. */
export function tasks(state: CerbState) {
	return ['one', 'two', 'three'].map((title) => {
		const id = state.create('task', { title });
		return { type: 'task', id: String(id), title, query: `id:${id}` };
	});
}
