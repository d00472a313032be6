/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- inspects errors, and needs the process id, in Node's own test process */
import { inspect } from 'node:util';

import type { INodeExecutionData } from 'n8n-workflow';

import { startCerbServer, type CerbServer, type LoggedRequest } from '../../cerb-server';
import { DEFAULT_APP } from '../../cerb-server/oauth';
import type { Engine } from '../host/engine';
import type { Tried } from './operations';
import type { Strike } from './strike';

/** Every run begins with the same records at the same second, so that two runs can be compared. */
const NOW = 1_800_000_000;

export interface RunSettings {
	/** Which of the three input items; all by default. */
	indexes?: number[];
	maxTries: number;
	maxSeconds: number;
	/** Undefined: as the operation has it by default. */
	atOnce?: number;
	/** Whether the workflow goes on when an item fails. */
	goesOn: boolean;
	/** Whether the server will not listen for a time. */
	isRefused?: boolean;
	arrange?: (cerb: CerbServer) => Strike;
}

/** What a run left behind. */
export interface Ran {
	inputs: Array<Record<string, unknown>>;
	/** By input item; the same for runs on another port. */
	items: INodeExecutionData[][];
	/** Whether the results came in the order of the input items, each tied to one. */
	isInOrder: boolean;
	error: Error | undefined;
	log: LoggedRequest[];
	records: Record<string, unknown[]>;
	strike: Strike | undefined;
	/** How many secrets can be read in what n8n keeps of the run. */
	leaks: number;
}

export const ITEMS = [0, 1, 2];

/** Runs an operation on its items, against an embedded Cerb of its own. */
export async function run(engine: Engine, tried: Tried, settings: RunSettings): Promise<Ran> {
	const { indexes = ITEMS, maxTries, maxSeconds, atOnce, goesOn, isRefused, arrange } = settings;
	const cerb = await (isRefused ? startOnOwnPort() : startCerbServer({ now: NOW }));
	const all = tried.sample.items(cerb.state);
	const credential = connect(engine, cerb);
	const secrets = () => secretsOf(engine, credential.id);
	const first = secrets();
	const strike = arrange?.(cerb);
	const batching = atOnce === undefined ? {} : { batching: { settings: { atOnce, pause: 0 } } };
	const { main, error, outcome } = await engine.runNode({
		type: 'cerb',
		parameters: {
			...tried.parameters,
			requestOptions: { retries: { settings: { maxTries, maxSeconds } }, ...batching },
		},
		items: indexes.map((index) => ({
			json: { ...all[index] } as INodeExecutionData['json'],
			binary: tried.sample.binary,
		})),
		credentials: [credential],
		...(goesOn ? { onError: 'continueRegularOutput' } : {}),
	});
	strike?.end();
	await cerb.idle();
	await cerb.stop();

	const given = main[0] ?? [];
	const owners = given.map(({ pairedItem }) => indexes[(pairedItem as { item: number }).item]);
	const seen = inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(outcome.runData);
	return {
		inputs: all,
		items: ITEMS.map((item) =>
			given.filter((_, place) => owners[place] === item).map((one) => portable(one, cerb)),
		),
		isInOrder: owners.every((owner, place) => place === 0 || owners[place - 1] <= owner),
		error,
		log: cerb.requests.filter(({ path }) => path.startsWith('/rest/')),
		records: cerb.state.dump(),
		strike,
		leaks: new Set([...first, ...secrets()].filter((secret) => seen.includes(secret))).size,
	};
}

/** Below the ports that systems hand out by themselves, at another place in each process. */
let port = 15_000 + (process.pid % 10_000);

/** A server on a port that no other server is given while this one does not listen. */
async function startOnOwnPort(): Promise<CerbServer> {
	for (;;) {
		port++;
		const started = await startCerbServer({ now: NOW, port }).catch((error: unknown) => {
			if ((error as { code?: string }).code === 'EADDRINUSE') return undefined;
			return Promise.reject(error);
		});
		if (started) return started;
	}
}

function connect(engine: Engine, cerb: CerbServer) {
	const pair = cerb.oauth.issueToken({ workerId: 1, scopes: ['api'] });
	return engine.addCredential('cerbOAuth2Api', 'My Cerb', {
		baseUrl: cerb.url,
		clientId: DEFAULT_APP.clientId,
		clientSecret: DEFAULT_APP.clientSecret,
		oauthTokenData: {
			token_type: 'Bearer',
			access_token: pair.accessToken,
			refresh_token: pair.refreshToken,
		},
	});
}

function secretsOf(engine: Engine, id: string): string[] {
	const { oauthTokenData, clientSecret } = engine.store.get(id);
	const { access_token, refresh_token } = oauthTokenData as Record<string, string>;
	return [access_token, refresh_token, String(clientSecret)];
}

/** An item without what differs from run to run: the port and the place among the input items. */
function portable(item: INodeExecutionData, { url }: CerbServer): INodeExecutionData {
	const text = JSON.stringify({ ...item, pairedItem: undefined });
	return JSON.parse(text.replaceAll(url, 'http://cerb')) as INodeExecutionData;
}
