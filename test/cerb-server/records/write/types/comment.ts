import { contextUrl, logActivity, ticketName } from '../../activity';
import { requireType } from '../../registry';
import type { Row } from '../../values';
import type { WriteContext } from '../context';
import { checkOwner, type Writer } from '../writer';

/** Types whose update stamp a comment moves (measured on Cerb 10.4.10; others it leaves alone). */
const STAMPED = ['task', 'ticket'];

/** Writes about a comment; how others than tickets and tasks are named there was not measured. */
function logComment(row: Row, alias: string, target: Row, { state, actor }: WriteContext): void {
	const [id, targetId] = [row.id, target.id];
	logActivity(
		state,
		{ alias: 'worker', id: actor.workerId },
		{
			message: 'comment.create',
			target: { alias, id: targetId },
			variables: {
				object: alias,
				target: alias === 'ticket' ? ticketName(target) : String(target.title),
			},
			urls: {
				'common.commented': contextUrl(requireType('comment', state), id),
				target: contextUrl(requireType(alias, state), targetId),
			},
		},
	);
}

/** Comment: whether its target exists is not checked; only administrators write for others. */
export const comment: Writer = {
	beforeWrite: checkOwner,
	isWritable: (row, { actor }) =>
		actor.isAdmin ||
		(row.author__context === 'cerberusweb.contexts.worker' && row.author_id === actor.workerId),
	afterWrite: (row, _columns, context) => {
		const { state, id } = context;
		if (id !== undefined) return;
		const alias = STAMPED.find((name) => row.target__context === `cerberusweb.contexts.${name}`);
		const target = alias === undefined ? undefined : state.get(alias, Number(row.target_id));
		if (alias === undefined || target === undefined) return;
		if (alias === 'task') state.touch('task', target.id);
		target.updated = state.now();
		logComment(row, alias, target, context);
	},
};
