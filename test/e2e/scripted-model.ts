/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server of its own, never inside n8n */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message of a conversation with a chat model, as OpenAI's API has it. */
export interface ChatMessage {
	role: string;
	content: unknown;
	tool_call_id?: string;
}

/** What the model gets to see. */
export interface ChatRequest {
	messages: ChatMessage[];
	tools?: Array<{ function: { name: string; description: string; parameters: object } }>;
}

/** What the model does next: call a tool, or answer. */
export type ChatTurn = { tool: string; args: object } | { answer: string };

/** A chat model that plays a script, for an agent that should not cost anything. */
export interface ScriptedModel {
	/** Base URL for n8n's OpenAI credential. */
	url: string;
	/** Every request so far. */
	requests: ChatRequest[];
	stop(): Promise<void>;
}

/**
 * Starts a stand-in for OpenAI's chat completions on 127.0.0.1. It does what `play` says to each
 * conversation; everything else is answered with 404.
 */
export async function startScriptedModel(
	play: (request: ChatRequest) => ChatTurn,
): Promise<ScriptedModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((message, response) => {
		void text(message).then((body) => {
			const isChat = message.method === 'POST' && message.url?.endsWith('/chat/completions');
			response.writeHead(isChat ? 200 : 404, { 'content-type': 'application/json' });
			if (!isChat) return response.end('{}');
			const request = JSON.parse(body) as ChatRequest;
			requests.push(request);
			return response.end(JSON.stringify(completion(play(request), requests.length)));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		requests,
		stop: async () => {
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	};
}

function completion(turn: ChatTurn, number: number): object {
	const message =
		'answer' in turn
			? { role: 'assistant', content: turn.answer }
			: {
					role: 'assistant',
					content: null,
					tool_calls: [
						{
							id: `call_${number}`,
							type: 'function',
							function: { name: turn.tool, arguments: JSON.stringify(turn.args) },
						},
					],
				};
	return {
		id: `chatcmpl-${number}`,
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [{ index: 0, message, finish_reason: 'answer' in turn ? 'stop' : 'tool_calls' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
