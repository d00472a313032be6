import type { OAuthServer } from '../oauth';
import { authorizeBearer } from '../oauth/bearer';
import { authorizeSignature } from '../oauth/signature';
import { carryOut } from '../rest/carry-out';
import type { Controller, RestAnswer, RestErrorCode, RestRequest } from '../rest/controller';
import type { CerbState } from '../state';
import { escapeHtml, htmlAnswer, restAnswer, unclaimedAnswer, type HttpAnswer } from './answer';
import { emptyPhpMap, mergeRecursive, mergeRequest, parsePhpForm } from './php-form';
import { phpJsonEncode } from './php-json';
import { phpXmlEncode } from './php-xml';
import type { HttpRequest } from './request';

/** What every full answer of the measured Cerb begins with. */
export const VERSION = { __version: '10.4.10', __build: 2024030901 } as const;

export const JSON_TYPE = 'application/json; charset=utf-8';

const DEFAULT_MESSAGES: Record<RestErrorCode, string> = {
	ERROR: '',
	ERROR_PERMISSIONS: 'Access denied.',
	ERROR_NOT_IMPLEMENTED: 'Not implemented.',
	ERROR_NOT_FOUND: 'Record not found.',
	ERROR_PARAM_INVALID: 'Parameter is invalid.',
	ERROR_PARAM_REQUIRED: 'Required parameter is missing.',
	ERROR_SEARCH_FILTERS_INVALID: 'The provided search filters are invalid.',
};

/** Controllers the measured Cerb has and this server may not: asked for, they are a loud 501. */
const KNOWN_CONTROLLERS = new Set(
	(
		'activity_log addresses attachments automations bots calendars comments contacts contexts ' +
		'customfields data groups mail_html_templates messages notifications orgs packages parser ' +
		'records saved_searches snippets tasks tickets workers workspaces'
	).split(' '),
);

/** What the front needs to pass a request on. */
export interface RestHouse {
	controllers: Record<string, Controller>;
	oauth: OAuthServer;
	state: CerbState;
}

/** `/rest` and below: token, scope, controller, serializer, in this order. */
export async function restRoutes(request: HttpRequest, house: RestHouse): Promise<HttpAnswer> {
	const [, , ...stack] = segments(request.path);
	const what = `${request.method} ${request.path}`;
	const authorized = authorize(request, stack.join('/'), house);
	if (!('workerId' in authorized)) return shortError(authorized.message, authorized.status);

	const [name, ...rest] = stack;
	if (name === undefined || !KNOWN_CONTROLLERS.has(name)) {
		return shortError(`Unknown command (${stack.join('/')})`);
	}
	// Without an action nothing answers and PHP sends an empty page.
	if (rest.length === 0) return htmlAnswer(200, '');
	const { command, format } = splitExtension(rest[rest.length - 1]);
	const controller = Object.hasOwn(house.controllers, name) ? house.controllers[name] : undefined;
	const serializer = format === 'json' || format === 'xml' ? format : undefined;
	// Without a dot the action itself is taken for the format: nothing is done.
	if (command === '' && serializer === undefined) return noSerializer(format);
	if (controller === undefined) return unclaimedAnswer(what);
	const path = [...rest.slice(0, -1), command];
	const answer = await carryOut(
		controller,
		toRestRequest(request, path, authorized.workerId, house),
	);
	if (serializer !== undefined) return serialize(answer, serializer, what);
	// What was asked for is done by then, and a download goes out (measured on Cerb 10.4.10).
	const isWritten = answer.kind === 'raw' || answer.kind === 'unclaimed';
	return isWritten ? serialize(answer, 'json', what) : noSerializer(format);
}

/** A format that Cerb has no writer for. */
function noSerializer(format: string): HttpAnswer {
	return restAnswer('text/plain; charset=utf-8', `'${escapeHtml(format)}' is not implemented.`);
}

/** By the token, or, where no Authorization header stands before it, by the signature. */
function authorize(request: HttpRequest, restPath: string, { oauth, state }: RestHouse) {
	const worker = (id: number) => state.getWorker(id);
	if ((request.headers.authorization ?? '') === '' && hasSignature(request)) {
		return authorizeSignature(request, restPath, oauth.apiKeys, oauth.now(), worker);
	}
	const hasWorker = (id: number) => worker(id) !== undefined;
	return authorizeBearer(request, restPath, oauth.store, oauth.now(), hasWorker);
}

/** A path split as Cerb splits it: one trailing slash is dropped. */
function segments(path: string): string[] {
	const parts = path.split('/');
	if (parts[parts.length - 1].trim() === '') parts.pop();
	return parts;
}

function hasSignature({ headers }: HttpRequest): boolean {
	return headers['cerb-auth'] !== undefined || headers['cerb5-auth'] !== undefined;
}

/** The part behind the last dot selects the serializer; without a dot it is the whole part. */
function splitExtension(last: string): { command: string; format: string } {
	const dot = last.lastIndexOf('.');
	const format = last.slice(dot + 1);
	return { command: last.slice(0, Math.max(dot, 0)), format: format === '' ? 'json' : format };
}

function toRestRequest(
	request: HttpRequest,
	path: string[],
	workerId: number,
	{ state }: RestHouse,
): RestRequest {
	const method = request.method as RestRequest['method'];
	const hasRawForm = method === 'PUT' || method === 'PATCH';
	const form = hasRawForm ? parsePhpForm(request.rawBody.toString('utf8')) : request.post;
	return {
		method,
		path,
		query: request.query,
		form,
		params: hasRawForm
			? mergeRecursive(mergeRequest(emptyPhpMap(), request.query), form)
			: mergeRequest(request.query, form),
		rawBody: request.rawBody,
		headers: request.headers,
		actor: { workerId, isAdmin: state.getWorker(workerId)?.isAdmin === true },
		baseUrl: request.baseUrl,
		state,
	};
}

function serialize(answer: RestAnswer, format: 'json' | 'xml', what: string): HttpAnswer {
	if (answer.kind === 'raw') {
		const { status, headers, body } = answer;
		const all = Object.entries({ ...htmlAnswer(status, '').headers, ...headers });
		return { status, headers: Object.fromEntries(all.filter(([, value]) => value !== '')), body };
	}
	if (answer.kind === 'unclaimed') return unclaimedAnswer(`${what}: ${answer.what}`);
	const payload = answer.kind === 'success' ? sorted(answer.payload) : errorPayload(answer);
	return format === 'xml'
		? restAnswer('text/xml; charset=utf-8', phpXmlEncode(payload))
		: restAnswer(JSON_TYPE, phpJsonEncode(payload));
}

/** Only the top level is sorted, by byte; records inside keep Cerb's own order. */
function sorted(payload: Record<string, unknown>): Record<string, unknown> {
	const all = { __status: 'success', ...VERSION, ...payload };
	return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function errorPayload({ code, message }: { code: RestErrorCode; message?: string }) {
	return {
		__status: 'error',
		...VERSION,
		__error: code,
		message: message === undefined || message === '' ? DEFAULT_MESSAGES[code] : message,
	};
}

/** The errors before a controller is reached: always JSON, without version and code. */
function shortError(message: string, status = 200): HttpAnswer {
	return restAnswer(JSON_TYPE, phpJsonEncode({ __status: 'error', message }), status);
}
