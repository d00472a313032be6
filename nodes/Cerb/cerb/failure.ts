import {
	NodeApiError,
	NodeOperationError,
	type Failure as N8nFailure,
	type INode,
} from 'n8n-workflow';

import { shortened } from './text';

/** Everything that is told about a call that failed. Holds no header, query or body: no secret. */
export interface Failure {
	/** Cerb's own words where it has any. */
	message: string;
	/** What it means here and what the user can change. */
	hint: string;
	/** HTTP status; absent when no answer came. */
	status?: number;
	/** Cerb's `__error`, e.g. `ERROR_NOT_FOUND`. */
	code?: string;
	/** Whether the request can have reached Cerb: a change that may have is never sent again. */
	reached?: 'no' | 'maybe';
	/** Whether it may pass by itself. */
	isTransient?: boolean;
	/** Milliseconds that the server asked to wait. */
	retryAfter?: number;
	/** For n8n's own handling of failed nodes; versions that do not know it ignore it. */
	cause?: N8nFailure['cause'];
}

/** The call that failed, as it is named in the error. */
export interface FailedCall {
	method: string;
	path: string;
}

/**
 * The NodeApiError of a failed call: Cerb's words as the message, then hint, HTTP status, `__error`,
 * method and path as the description; the same facts for programs in `context.cerb`.
 */
export function apiError(node: INode, failure: Failure, call: FailedCall): NodeApiError {
	const { message, hint, status, code, cause, retryAfter } = failure;
	const answer = [status === undefined ? 'no answer' : `HTTP ${status}`, code].filter(Boolean);
	const description = `${hint} (${call.method} /rest/${shortened(call.path)}: ${answer.join(', ')})`;
	const error = new NodeApiError(
		node,
		{ message, description },
		{
			message,
			description,
			httpCode: status === undefined ? undefined : String(status),
			...(cause ? { failure: metadata(cause, retryAfter) } : {}),
		},
	);
	// The constructor replaces any message in which it finds an errno name; Cerb's words stay.
	error.message = message;
	error.description = description;
	error.context.cerb = { ...call, status: status ?? null, code: code ?? null };
	return error;
}

function metadata(cause: N8nFailure['cause'], retryAfter: number | undefined): N8nFailure {
	const isTimed = cause === 'rate-limited' || cause === 'temporarily-unavailable';
	return isTimed && retryAfter !== undefined
		? { cause, retryAfterMs: retryAfter }
		: ({ cause } as N8nFailure);
}

/** An input that cannot be sent: says what is wrong, names the parameter, says what to do. */
export function inputError(node: INode, message: string, description: string): NodeOperationError {
	const error = new NodeOperationError(node, message, { description, level: 'warning' });
	// The constructor takes a quoted text for an errno name, e.g. "preexisting" for EEXIST.
	error.message = message;
	return error;
}
