import { isNumericText } from '../records/values';
import { errorAnswer } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { changeAction, deleteAction } from './tickets/change';
import { commentAction } from './tickets/comment';
import { composeAction } from './tickets/compose';
import { answerTicket } from './tickets/legacy-ticket';
import { mergeAction, splitAction } from './tickets/merge-split';
import { replyAction } from './tickets/reply';
import { addRequester, removeRequester } from './tickets/requester';
import { searchAction } from './tickets/search';

/** Actions by POST, by the only segment behind `tickets`. */
const POSTS: Record<string, ((request: RestRequest) => RestAnswer) | undefined> = {
	compose: composeAction,
	merge: mergeAction,
	reply: replyAction,
	search: searchAction,
	split: splitAction,
};

/** `/rest/tickets/…`: an id may be written as any number, e.g. `1e3` (measured on Cerb 10.4.10). */
export const tickets: Controller = (request) => {
	const { method, path } = request;
	const [first = '', action = ''] = path;
	const notImplemented = errorAnswer('ERROR_NOT_IMPLEMENTED');
	if (!isNumericText(first)) {
		const post = method === 'POST' && Object.hasOwn(POSTS, first) ? POSTS[first] : undefined;
		return post?.(request) ?? notImplemented;
	}
	const id = Math.trunc(Number(first));
	switch (method) {
		case 'GET':
			return path.length === 1 ? answerTicket(id, request) : notImplemented;
		case 'POST':
			return action === 'comment' ? commentAction(id, request) : notImplemented;
		case 'PUT':
			return action === 'requester' ? addRequester(id, request) : changeAction(id, request);
		case 'DELETE':
			return action === 'requester' ? removeRequester(id, request) : deleteAction(id, request);
		default:
			return notImplemented;
	}
};
