import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IHttpRequestOptions,
	INodeProperties,
	IRunData,
	Logger,
} from 'n8n-workflow';

import { watch } from '../../leaks/watch';
import type { Login } from './authorize';

/*
 * What the bed tells the watch for leaks: every secret it comes to know of, and everything that
 * comes out of n8n.
 */

/** Learns the secrets of a credential as it is stored; rotated ones come by as they are stored. */
export function learnCredential(
	properties: INodeProperties[],
	data: ICredentialDataDecryptedObject,
): void {
	for (const { name, typeOptions } of properties) {
		if (typeOptions?.password) watch.learn(name, data[name]);
	}
	const { access_token, refresh_token } = (data.oauthTokenData ?? {}) as IDataObject;
	watch.learn('access token', access_token);
	watch.learn('refresh token', refresh_token);
}

/** Learns the password of a person who connects a credential. */
export function learnLogin({ password }: Login): void {
	watch.learn('password', password);
}

/** Learns what a credential put into the headers of a request: tokens and signatures. */
export function learnHeaders({ headers = {} }: IHttpRequestOptions): void {
	watch.learn('authorization', String(headers.Authorization ?? '').replace(/^\S+ /, ''));
	watch.learn('signature', String(headers['Cerb-Auth'] ?? '').replace(/^[^:]*:/, ''));
}

/** Takes all that an execution left behind, as n8n would store it, and the errors themselves. */
export function takeRun(run: unknown, runData: IRunData, failures: Error[], error?: Error): void {
	const tasks = Object.values(runData).flat();
	const items = tasks.flatMap(({ data }) => Object.values(data ?? {}).flat(2));
	watch.take('items', 'execution', run, items.length);
	const errors = new Set([...failures, ...(error ? [error] : [])]);
	for (const one of errors) watch.take('errors', 'error', one);
}

/** Gives what the editor, or an agent, gets to see, and lets the watch see it, too: also an error. */
export async function watched<T>(name: string, answer: Promise<T>): Promise<T> {
	void answer.then(
		(value) => watch.take('answers', name, value),
		(error: unknown) => watch.take('errors', name, error),
	);
	return await answer;
}

const heard = new WeakSet<object>();

/** Takes every line that n8n's logger is given, whatever its level and whether it prints it. */
export function hear(logger: Logger): void {
	// All loggers are made from one class, and all its methods end in this one.
	const base = Object.getPrototypeOf(logger) as { log?: (...line: unknown[]) => void };
	const { log } = base;
	if (!log) throw new Error('The logger of n8n is not what it was: nothing would be heard');
	if (heard.has(base)) return;
	heard.add(base);
	base.log = function (this: unknown, ...line: unknown[]) {
		watch.take('lines', 'logger of n8n', line);
		log.apply(this, line);
	};
}
