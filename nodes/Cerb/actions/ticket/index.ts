import type { CerbResource } from '../operation';
import { assign } from './assign.operation';
import { comment } from './comment.operation';
import { compose } from './compose.operation';
import { getConversation } from './getConversation.operation';
import { merge } from './merge.operation';
import { move } from './move.operation';
import { addParticipant, removeParticipant } from './participant.operations';
import { reply } from './reply.operation';
import { setStatus } from './setStatus.operation';
import { split } from './split.operation';

export const ticket: CerbResource = {
	value: 'ticket',
	name: 'Ticket',
	description: 'Conversations with customers: write, answer, sort and assign them',
	operations: [
		reply,
		compose,
		comment,
		getConversation,
		setStatus,
		assign,
		move,
		addParticipant,
		removeParticipant,
		merge,
		split,
	],
};
