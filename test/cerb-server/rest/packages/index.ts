import { Unclaimed } from '../../records/search/unclaimed';
import { mapOrEmptyList } from '../../records/values';
import { errorAnswer, unlessUnclaimed } from '../answers';
import type { Controller, RestAnswer, RestRequest } from '../controller';
import { textParam } from '../params';
import { emptyServerError } from '../server-error';
import { install } from './install';
import { readPackage } from './manifest';

/**
 * POST `packages/import`: `package_json` with the answers to its prompts as `prompts[<key>]`. Of
 * what packages may hold, this server makes records only.
 */
function importPackage(request: RestRequest): RestAnswer {
	const { actor, form } = request;
	if (!actor.isAdmin) return errorAnswer('ERROR_PERMISSIONS');
	const unclaimed = new Unclaimed();
	const answers = typeof form.prompts === 'object' ? form.prompts : {};
	const read = readPackage(textParam(form, 'package_json') ?? '', answers, (what) =>
		unclaimed.add(what),
	);
	if ('problem' in read) {
		const { problem } = read;
		const answer =
			typeof problem === 'string'
				? errorAnswer('ERROR_PARAM_INVALID', problem)
				: emptyServerError();
		return unlessUnclaimed(unclaimed, answer);
	}
	const installed = unclaimed.first === undefined ? install(read, request, unclaimed) : undefined;
	if (installed === undefined) return unlessUnclaimed(unclaimed, emptyServerError());
	const answer: RestAnswer =
		'message' in installed
			? errorAnswer('ERROR_PARAM_INVALID', installed.message)
			: { kind: 'success', payload: { records_created: mapOrEmptyList(installed.created) } };
	return unlessUnclaimed(unclaimed, answer);
}

/** `/rest/packages/…` */
export const packages: Controller = (request) => {
	const { method, path } = request;
	if (method === 'POST' && path[0] === 'import') return importPackage(request);
	return errorAnswer('ERROR_NOT_IMPLEMENTED');
};
