import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { CredentialRef, Engine } from '../engine/host/engine';
import { jsons, request } from '../engine/operations';

/** A Cerb to hold against the contract: the embedded one, or a real one. */
export interface Target {
	engine: Engine;
	/** Connected, with a scope that covers everything. */
	credential: CredentialRef;
	/** The way in: value of the node's parameter of this name. */
	authentication: string;
}

/** What Cerb's token endpoint gives. */
export interface Pair {
	access_token: string;
	refresh_token: string;
}

/** Fields of a Token credential that renews itself. */
export function tokenFields(
	baseUrl: string,
	client: { clientId: string; clientSecret: string },
	{ access_token: accessToken, refresh_token: refreshToken }: Pair,
) {
	return { baseUrl, accessToken, refreshToken, ...client };
}

export type NodeFailure = Error & { description: string; context: IDataObject };

/** How the contract talks to a Cerb: always through the node, in n8n's engine. */
export function talkTo(getTarget: () => Target) {
	const run = async (parameters: object, items?: INodeExecutionData[]) => {
		const { engine, credential, authentication } = getTarget();
		return await engine.runNode({
			type: 'cerb',
			parameters: { ...parameters, authentication },
			credentials: [credential],
			items,
		});
	};
	const items = async (parameters: object, input?: INodeExecutionData[]) => {
		const result = await run(parameters, input);
		if (result.error) throw result.error;
		return jsons(result);
	};
	return {
		run,
		items,
		ids: async (parameters: object) => (await items(parameters)).map(({ id }) => Number(id)),
		failure: async (parameters: object) => (await run(parameters)).error as NodeFailure,
		/** Cerb's own answer to a search, as it comes. */
		ask: async (type: string, query: Record<string, string | number>) => {
			const parameters = Object.entries(query).map(([key, value]) => ({ name: key, value }));
			const path = `records/${type}/search`;
			const [answer] = await items(request(path, { queryParameters: { parameters } }));
			return answer as IDataObject & { total: number; results: IDataObject[] };
		},
	};
}
