/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs in Node's own process, never inside n8n */
import type { AddressInfo } from 'node:net';

import { withEvents } from './events/fire';
import { Faults } from './faults';
import { createListener } from './http/listener';
import { listen, Outages, type HangUps } from './http/outages';
import type { LoggedRequest } from './http/request-log';
import { Workers, type CostModel } from './http/workers';
import { OAuthServer } from './oauth';
import type { Lifetimes, OAuthApp } from './oauth/store';
import { controllers } from './rest';
import { Secrets } from './secrets';
import { createState, type CerbState, type StateOptions } from './state';

export { effects } from './effects';
export { handlersText, setHandlers } from './events/handlers';
export type { Fault, FaultEffect, FaultMatch } from './faults';
export type { LoggedRequest } from './http/request-log';
export { SMALL_SERVER } from './http/workers';

/** How to start an embedded Cerb. */
export interface CerbServerOptions extends StateOptions {
	/** Default: any free port. */
	port?: number;
	/** Where Cerb lies, e.g. `/cerb/index.php`; default: at the root. */
	basePath?: string;
	/** A state of one's own instead of one made from `seed`, `now`, … */
	state?: CerbState;
	/** Life spans of tokens and codes, in seconds. */
	lifetimes?: Partial<Lifetimes>;
	/** More OAuth2 clients beside the one every server has. */
	apps?: Array<Partial<OAuthApp> & Pick<OAuthApp, 'clientId' | 'clientSecret'>>;
	/** How long answers take; by default they come as fast as they are made. */
	cost?: CostModel;
}

/** A running embedded Cerb. */
export interface CerbServer {
	/** Address without trailing slash, base path included. */
	url: string;
	port: number;
	state: CerbState;
	oauth: OAuthServer;
	faults: Faults;
	/** Every request since the start, oldest first. */
	requests: LoggedRequest[];
	/**
	 * Changes records as a worker does it in Cerb's own pages: the automations that watch changes
	 * run, too. Default: the administrator, 1.
	 * @throws TypeError when they need what this server does not know
	 */
	change(act: (state: CerbState) => void, workerId?: number): Promise<void>;
	/** How many connections were made since the start. */
	readonly connections: number;
	/** From now on nothing listens: connections are refused. What has been read is answered. */
	goDown(): void;
	/** Listens again, on the same port. */
	comeBack(): Promise<void>;
	/** Cuts the next so many connections as soon as they are made, before anything is read. */
	hangUp(times: number): Readonly<HangUps>;
	/** Waits until nothing is being answered, e.g. a request that its client has given up. */
	idle(): Promise<void>;
	/** What no client may show. */
	secrets: Secrets;
	/** Stops listening and cuts open connections. */
	stop(): Promise<void>;
}

/**
 * Starts an embedded Cerb on 127.0.0.1: OAuth2, login pages and the REST endpoints it claims, in
 * memory. Everything else it answers with a loud 501.
 * @throws the error of the operating system when the port cannot be had (`EADDRINUSE`)
 */
export async function startCerbServer(options: CerbServerOptions = {}): Promise<CerbServer> {
	const basePath = (options.basePath ?? '').replace(/\/+$/, '');
	const state = options.state ?? createState(options);
	const secrets = new Secrets();
	const now = () => state.now() * 1000;
	const oauth = new OAuthServer(state, now, options.lifetimes ?? {}, secrets);
	for (const app of options.apps ?? []) oauth.registerApp(app);
	const faults = new Faults();
	const requests: LoggedRequest[] = [];
	const underWay = new Set<Promise<void>>();
	const listener = createListener({
		controllers,
		oauth,
		state,
		basePath,
		faults,
		requests,
		underWay,
		secrets,
		workers: options.cost && new Workers(options.cost),
	});
	const outages = new Outages(listener);
	let connections = 0;
	listener.on('connection', () => connections++);
	await listen(listener, options.port ?? 0);
	const { port } = listener.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}${basePath}`,
		port,
		state,
		oauth,
		faults,
		requests,
		change: async (act, workerId = 1) => {
			const baseUrl = `http://127.0.0.1:${port}${basePath}`;
			const { unclaimed } = await withEvents({ state, baseUrl, workerId }, () => act(state));
			if (unclaimed !== undefined) throw new TypeError(`Not known to this server: ${unclaimed}`);
		},
		get connections() {
			return connections;
		},
		goDown: () => outages.goDown(),
		comeBack: async () => await outages.comeBack(port),
		hangUp: (times) => outages.hangUp(times),
		idle: async () => {
			while (underWay.size > 0) await Promise.all(underWay);
		},
		secrets,
		stop: async () => {
			await new Promise((resolve) => {
				listener.close(resolve);
				listener.closeAllConnections();
			});
		},
	};
}
