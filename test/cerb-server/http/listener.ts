/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import type { Faults } from '../faults';
import { bearerToken } from '../oauth/bearer';
import type { Secrets } from '../secrets';
import { nginxAnswer, type HttpAnswer } from './answer';
import { parsePhpForm } from './php-form';
import {
	MAX_REQUEST_LINE,
	parseRequest,
	readBody,
	requestLineLength,
	type HttpRequest,
} from './request';
import { isSuccess, logEntry, type LoggedRequest } from './request-log';
import type { RestHouse } from './rest-front';
import { route, withSessionCookie } from './router';
import type { Workers } from './workers';

/** What one listening server works with. */
export interface ListenerHouse extends RestHouse {
	basePath: string;
	faults: Faults;
	requests: LoggedRequest[];
	/** What is being answered. */
	underWay: Set<Promise<void>>;
	secrets: Secrets;
	/** Where answers take their time; by default they come as fast as they are made. */
	workers?: Workers;
}

/** How a request ends: an answer, one that comes slowly or is cut in its body, or nothing at all. */
type Outcome =
	| { kind: 'answer'; answer: HttpAnswer }
	| { kind: 'slow'; answer: HttpAnswer; pieces: number; wait: () => Promise<void> }
	| { kind: 'cut'; answer: HttpAnswer; bytes: number }
	| { kind: 'reset' };

/** Makes the HTTP server; it is not listening yet. */
export function createListener(house: ListenerHouse): Server {
	// nginx's own limit is measured below, so Node's has to be larger.
	return createServer({ maxHeaderSize: 256 * 1024 }, (message, response) => {
		const served = serve(message, house).then(
			async (outcome) => await send(response, outcome, house),
			async (problem: unknown) =>
				await send(response, { kind: 'answer', answer: defect(problem) }, house),
		);
		house.underWay.add(served);
		void served.finally(() => house.underWay.delete(served));
	});
}

/** A defect of the embedded Cerb itself must be seen, not taken for a behaviour of Cerb. */
function defect(problem: unknown): HttpAnswer {
	const text = (problem as Error | undefined)?.stack ?? String(problem);
	return {
		status: 500,
		headers: { 'content-type': 'text/plain; charset=utf-8', 'x-embedded-cerb': 'defect' },
		body: `The embedded Cerb failed: ${text}\n`,
	};
}

async function serve(message: IncomingMessage, house: ListenerHouse): Promise<Outcome> {
	const body = await readBody(message);
	if (requestLineLength(message) > MAX_REQUEST_LINE) return answered(nginxAnswer(414));
	if (body === undefined) return answered(nginxAnswer(413));
	const request = parseRequest(message, body, house.basePath);
	if (request === undefined) return answered(nginxAnswer(404));
	house.secrets.addRequest(request);
	const entry = logEntry(
		request,
		loggedForm(request),
		house.oauth.clientOf(request.headers.authorization),
	);
	house.requests.push(entry);
	const outcome = await applyFaults(request, entry, house);
	if (outcome.kind !== 'reset') entry.status = outcome.answer.status;
	return outcome;
}

function answered(answer: HttpAnswer): Outcome {
	return { kind: 'answer', answer };
}

function loggedForm(request: HttpRequest) {
	return request.method === 'PUT' || request.method === 'PATCH'
		? parsePhpForm(request.rawBody.toString('utf8'))
		: request.post;
}

async function applyFaults(
	request: HttpRequest,
	entry: LoggedRequest,
	house: ListenerHouse,
): Promise<Outcome> {
	const effects = house.faults.effectsFor(entry);
	for (const effect of effects) {
		if (effect.kind === 'delay') await wait(effect.ms);
		else if (effect.kind === 'before') await effect.run(request);
		else if (effect.kind === 'expireToken') {
			house.oauth.expireAccessToken(bearerToken(request.headers.authorization ?? ''));
		} else if (effect.kind === 'reset') return { kind: 'reset' };
		else if (effect.kind === 'answer') {
			const made = typeof effect.answer === 'function' ? effect.answer(request) : effect.answer;
			return answered(
				effect.isFromCerb === true
					? withSessionCookie(request, made, house.oauth.sessions.create())
					: made,
			);
		}
	}
	const made = async () => await route(request, house);
	let answer = await (house.workers?.answer(made) ?? made());
	entry.isCarriedOut = isSuccess(answer);
	for (const effect of effects) {
		if (effect.kind === 'change') answer = effect.change(answer);
		if (effect.kind === 'resetAfter') return { kind: 'reset' };
		if (effect.kind === 'slowBody') return { ...effect, kind: 'slow', answer };
		if (effect.kind === 'resetInBody') return { kind: 'cut', answer, bytes: effect.bytes };
	}
	return answered(answer);
}

async function send(
	response: ServerResponse,
	outcome: Outcome,
	{ state }: ListenerHouse,
): Promise<void> {
	if (outcome.kind === 'reset') {
		response.socket?.resetAndDestroy();
		return;
	}
	const { status, headers, body } = outcome.answer;
	const date = new Date((state.now() + state.webClockAhead) * 1000).toUTCString();
	response.writeHead(status, { date, ...headers });
	if (outcome.kind === 'cut') {
		response.write(Buffer.from(body).subarray(0, outcome.bytes), () => {
			response.socket?.destroy();
		});
		return;
	}
	if (outcome.kind === 'slow') {
		const size = Math.ceil(body.length / outcome.pieces);
		for (let at = 0; at < body.length; at += size) {
			if (at > 0) await outcome.wait();
			response.write(body.slice(at, at + size));
		}
	} else if (body.length > 0) {
		// PHP's answers come in chunks; only where a length is given there is one.
		response.write(body);
	}
	response.end();
}
