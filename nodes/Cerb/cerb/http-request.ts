import type { IHttpRequestOptions, INode } from 'n8n-workflow';

import { encodeForm, formProblem, variableNames } from './encode';
import { inputError } from './failure';
import type { CerbRequest, FormFields } from './types';

/**
 * A call of Cerb as n8n's request helper takes it.
 * @throws NodeOperationError where Cerb would lose some of what is sent
 */
export function httpRequest(
	node: INode,
	baseUrl: string,
	request: CerbRequest,
): IHttpRequestOptions {
	const query = encode(node, request.query ?? {});
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${baseUrl}/rest/${request.path}${query && `?${query}`}`,
		encoding: 'arraybuffer',
		returnFullResponse: true,
		// n8n would send the credential along to wherever a redirect points.
		disableFollowRedirect: true,
	};
	if (request.rawBody) {
		// As bytes, because the HTTP library trims texts of some content types.
		options.body = Buffer.from(request.rawBody.content as string);
		options.headers = { 'Content-Type': request.rawBody.contentType };
	} else if (request.form) {
		// As text, which n8n can send again after renewing the token.
		options.body = formBody(node, request);
		options.headers = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
	}
	return options;
}

function formBody(node: INode, { form = {}, query = {}, method }: CerbRequest): string {
	const body = encode(node, form);
	const names = variableNames(body);
	// Only for these two does Cerb merge query and body into lists.
	const isMerged = method === 'PUT' || method === 'PATCH';
	const inQuery = new Set(isMerged ? variableNames(encodeForm(query)) : []);
	const twice = names.find((name) => inQuery.has(name));
	if (twice !== undefined) {
		throw inputError(
			node,
			`"${twice}" stands both in the query parameters and in the body`,
			'Cerb would merge the two into a list: keep one of them',
		);
	}
	return body;
}

/** @throws NodeOperationError for what Cerb would drop or misread without a word */
function encode(node: INode, fields: FormFields): string {
	const encoded = encodeForm(fields);
	const found = formProblem(fields, encoded);
	if (found) throw inputError(node, found.message, found.hint);
	return encoded;
}
