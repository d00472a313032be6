/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads the environment of the test process, never inside n8n */
import type { IDataObject } from 'n8n-workflow';

import { setHandlers, startCerbServer } from '../../cerb-server';
import type { Generation } from '../../cerb-server/state';
import { connectedData } from '../connected';

/** A Cerb that the instant trigger is tried on. */
export interface Place {
	/** The data of a connected OAuth2 credential of an administrator. */
	credential: IDataObject;
	/**
	 * Calls the REST API as an administrator.
	 * @param path below `/rest/`
	 * @throws Error with Cerb's answer when it refuses
	 */
	call(method: string, path: string, fields?: Record<string, string>): Promise<IDataObject>;
	/**
	 * All automations whose names begin so, with all they hold. Where listeners bind them to events, with
	 * their `listener`, which is null if there is none; listeners without automation follow.
	 */
	made(mark: string): Promise<IDataObject[]>;
	/** Does what an administrator has to do before: binds automations of these names to changes. */
	bind(names: string[]): Promise<void>;
	/** Unbinds what was bound, and removes automations whose names begin so. */
	leave(mark: string): Promise<void>;
}

/** An embedded Cerb. */
export async function embeddedPlace(generation: Generation): Promise<Place> {
	const cerb = await startCerbServer({ generation });
	const { accessToken } = cerb.oauth.issueToken({
		workerId: 1,
		scopes: ['api'],
		expiresIn: 86_400,
	});
	const call = caller(cerb.url, accessToken);
	return {
		credential: connectedData(cerb, 86_400),
		call,
		made: async (mark) => {
			const found = await search(call, 'automation', mark, 'script');
			if (generation < 11) return found;
			const listeners = await search(call, 'automation_event_listener', mark, 'event_kata');
			const named = (all: IDataObject[], { name }: IDataObject) =>
				all.find((one) => one.name === name);
			return [
				...found.map((one) => ({ ...one, listener: named(listeners, one) ?? null })),
				...listeners.filter((one) => !named(found, one)),
			];
		},
		bind: async (names) => {
			// From generation 11 on the trigger does it by itself.
			if (generation > 10) return;
			setHandlers(cerb.state, handlersOf(names));
		},
		leave: async () => await cerb.stop(),
	};
}

/** Whether there is a real Cerb with an admin's token, and nobody else uses its record.changed. */
export function hasRealPlace(): boolean {
	const { CERB_URL, CERB_ACCESS_TOKEN, CERB_REPLACE_HANDLERS } = process.env;
	return Boolean(CERB_URL && CERB_ACCESS_TOKEN && CERB_REPLACE_HANDLERS === 'yes');
}

/** The Cerb of the environment. */
export function realPlace(): Place {
	const { CERB_URL = '', CERB_ACCESS_TOKEN = '', CERB_REFRESH_TOKEN = '' } = process.env;
	const { CERB_CLIENT_ID: clientId = '', CERB_CLIENT_SECRET: clientSecret = '' } = process.env;
	const call = caller(CERB_URL, CERB_ACCESS_TOKEN);
	// It can be written and never be read.
	const paste = async (kata: string) => {
		const { results } = await call(
			'GET',
			'records/automation_event/search.json?q=name:record.changed',
		);
		const [{ id }] = results as IDataObject[];
		const fields = { 'fields[automations_kata]': kata };
		await call('PUT', `records/automation_event/${String(id)}.json`, fields);
	};
	return {
		credential: {
			baseUrl: CERB_URL,
			clientId,
			clientSecret,
			oauthTokenData: {
				token_type: 'Bearer',
				access_token: CERB_ACCESS_TOKEN,
				refresh_token: CERB_REFRESH_TOKEN,
			},
		},
		call,
		made: async (mark) => await search(call, 'automation', mark, 'script'),
		bind: async (names) => await paste(handlersOf(names)),
		leave: async (mark) => {
			await paste('');
			for (const { id } of await search(call, 'automation', mark, '')) {
				await call('DELETE', `records/automation/${String(id)}.json`);
			}
		},
	};
}

async function search(call: Place['call'], type: string, mark: string, expand: string) {
	const query = new URLSearchParams({ q: `name:"${mark}*"`, expand, limit: '100' });
	const { results } = await call('GET', `records/${type}/search.json?${query}`);
	return results as IDataObject[];
}

function handlersOf(names: string[]): string {
	return names
		.map((name, index) => `automation/e2e_${index}:\n  uri: cerb:automation:${name}\n`)
		.join('');
}

function caller(url: string, token: string): Place['call'] {
	return async (method, path, fields) => {
		const answer = await fetch(`${url}/rest/${path}`, {
			method,
			headers: { authorization: `Bearer ${token}` },
			body: fields && new URLSearchParams(fields),
		});
		const json = (await answer.json()) as IDataObject;
		if (json.__status === 'success') return json;
		throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
	};
}
