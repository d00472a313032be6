import { checkOwner, type Writer } from '../writer';

/** Types whose update stamp a comment moves (measured on Cerb 10.4.10; others it leaves alone). */
const STAMPED = ['task', 'ticket'];

/** Comment: whether its target exists is not checked; only administrators write for others. */
export const comment: Writer = {
	beforeWrite: checkOwner,
	isWritable: (row, { actor }) =>
		actor.isAdmin ||
		(row.author__context === 'cerberusweb.contexts.worker' && row.author_id === actor.workerId),
	afterWrite: (row, _columns, { state, id }) => {
		if (id !== undefined) return;
		const alias = STAMPED.find((name) => row.target__context === `cerberusweb.contexts.${name}`);
		const target = alias === undefined ? undefined : state.get(alias, Number(row.target_id));
		if (target !== undefined) target.updated = state.now();
	},
};
