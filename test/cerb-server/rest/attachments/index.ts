import { isNumericText, phpNumber, type Dict, type Row } from '../../records/values';
import { errorAnswer } from '../answers';
import type { Controller, RestAnswer, RestRequest } from '../controller';
import { legacyDictionary, legacySearch } from '../legacy';
import { download } from './download';
import { upload } from './upload';

function describe(row: Row, fileId: number | string, request: RestRequest): RestAnswer {
	const payload: Dict = { ...legacyDictionary('attachment', row, request), file_id: fileId };
	return { kind: 'success', payload };
}

function getAction([idText, action]: string[], request: RestRequest): RestAnswer {
	if (!isNumericText(idText) || (action !== undefined && action !== 'download')) {
		return errorAnswer('ERROR_NOT_IMPLEMENTED');
	}
	const id = phpNumber(idText);
	const row = request.state.get('attachment', id);
	if (row === undefined) return errorAnswer('ERROR', `Invalid attachment id '${id}'`);
	return action === 'download' ? download(row, request) : describe(row, row.id, request);
}

/** `/rest/attachments/…`: uploads, downloads and what is known of a file. */
export const attachments: Controller = (request) => {
	const { method, path } = request;
	if (method === 'GET') return getAction(path, request);
	if (method === 'POST' && path[0] === 'search') return legacySearch('attachment', request);
	if (method === 'POST' && path[0] === 'upload') {
		const uploaded = upload(request);
		if ('answer' in uploaded) return uploaded.answer;
		// The id of a file that was there already comes as a text.
		const { row, isKnown } = uploaded;
		return describe(row, isKnown ? String(row.id) : row.id, request);
	}
	return errorAnswer('ERROR_NOT_IMPLEMENTED');
};
