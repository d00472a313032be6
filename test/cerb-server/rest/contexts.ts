import { activity } from './contexts/activity';
import { listContexts } from './contexts/list';
import { changeLinks } from './contexts/links';
import { errorAnswer } from './answers';
import type { Controller } from './controller';

/** `/rest/contexts/…`: the record types, and links between records. */
export const contexts: Controller = (request) => {
	const { method, path } = request;
	const [action = ''] = path;
	if (action === 'activity') return activity(request);
	if (method === 'GET' && action === 'list') return listContexts(request);
	if (method === 'POST' && action === 'link') return changeLinks(request, 'link');
	if (method === 'POST' && action === 'unlink') return changeLinks(request, 'unlink');
	return errorAnswer('ERROR_NOT_IMPLEMENTED');
};
