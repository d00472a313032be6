import type { Unclaimed } from '../records/search/unclaimed';
import type { RestAnswer, RestErrorCode } from './controller';

export function errorAnswer(code: RestErrorCode, message?: string): RestAnswer {
	return message === undefined ? { kind: 'error', code } : { kind: 'error', code, message };
}

export function notClaimed(what: string): RestAnswer {
	return { kind: 'unclaimed', what };
}

/** The answer, unless finding it needed something this server does not know. */
export function unlessUnclaimed(unclaimed: Unclaimed, answer: RestAnswer): RestAnswer {
	return unclaimed.first === undefined ? answer : notClaimed(unclaimed.first);
}
