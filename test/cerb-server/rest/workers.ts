import { Dictionary } from '../records/dictionary';
import { requireType } from '../records/registry';
import { errorAnswer, notClaimed } from './answers';
import type { Controller, RestAnswer, RestRequest } from './controller';
import { boolParam, csvParam } from './params';
import { writeRecord } from './write-record';

/** `workers/me`: the token's worker with all links written out (measured on Cerb 10.4.10). */
function me({ state, baseUrl, actor, params }: RestRequest): RestAnswer {
	const row = state.get('worker', actor.workerId);
	if (row === undefined) return errorAnswer('ERROR_NOT_FOUND');
	const dictionary = Dictionary.deep(requireType('worker', state), row, { state, baseUrl });
	const payload = writeRecord(dictionary, csvParam(params, 'expand'));
	if (boolParam(params, 'show_meta')) return notClaimed('show_meta of workers/me');
	return { kind: 'success', payload };
}

export const workers: Controller = (request) => {
	const { method, path } = request;
	if (method === 'GET' && path.length === 1 && path[0] === 'me') return me(request);
	return notClaimed(`${method} workers/${path.join('/')}`);
};
