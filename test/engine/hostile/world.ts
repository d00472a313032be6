/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- servers and sockets of Node's own process, never runs inside n8n */
import { createServer, type Server } from 'node:http';
import { Socket, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import type {
	IBinaryKeyData,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';

import { startCerbServer, type CerbServer, type LoggedRequest } from '../../cerb-server';
import { DEFAULT_APP } from '../../cerb-server/oauth';
import type { CerbState, SavedState } from '../../cerb-server/state';
import { createEngine, TESTED, type CredentialRef, type Engine } from '../host/engine';
import { preparePackage } from '../host/package-under-test';
import { changesBetween, copyOf, type Changes, type Copy } from './changes';

/** What one run did, seen from outside the node. */
export interface Deed {
	output: INodeExecutionData[];
	error?: Error;
	/** False where n8n itself refused the parameters, or had no time for them. */
	reachedNode: boolean;
	hints: string[];
	requests: LoggedRequest[];
	changes: Changes;
	/** What happened that may never happen: connections elsewhere, rejections nobody handled. */
	strange: string[];
}

/** An operation as the built registry has it. */
export interface BuiltOperation {
	value: string;
	isReadOnly?: boolean;
}

/** n8n gives its own regular expressions so little time that a busy machine runs out of it. */
const TIMED_OUT = 'Regular expression execution timed out';

/** n8n's engine, an embedded Cerb, and a server that nobody may talk to. */
export class World {
	private readonly strange: string[] = [];

	private readonly seed: SavedState;

	private readonly connect = Socket.prototype.connect;

	/** What Cerb holds before each run. */
	start: Copy;

	private restored: number;

	private constructor(
		readonly engine: Engine,
		readonly cerb: CerbServer,
		private readonly trap: Server,
		private readonly credential: CredentialRef,
		/** The built registry, by `resource/operation`. */
		readonly operations: Map<string, BuiltOperation>,
		readonly properties: INodeProperties[],
	) {
		this.start = copyOf(cerb.state);
		this.seed = this.start.saved;
		this.restored = cerb.state.revision;
		process.on('unhandledRejection', this.noteRejection);
		this.watchConnections();
	}

	/** @param packageDir an unpacked package; by default the built one */
	static async open(packageDir?: string): Promise<World> {
		const folder = packageDir ?? (await preparePackage());
		const engine = await createEngine({ packageDir: folder });
		const cerb = await startCerbServer();
		const trap = createServer((_request, response) => response.end('{"__status":"success"}'));
		await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
		const pair = cerb.oauth.issueToken({ workerId: 1, scopes: ['api'] });
		const credential = engine.addCredential('cerbOAuth2Api', 'My Cerb', {
			baseUrl: cerb.url,
			clientId: DEFAULT_APP.clientId,
			clientSecret: DEFAULT_APP.clientSecret,
			oauthTokenData: { token_type: 'Bearer', access_token: pair.accessToken },
		});
		const { resources } = jest.requireActual<{
			resources: Array<{ value: string; operations: BuiltOperation[] }>;
		}>(join(folder, 'dist/nodes/Cerb/actions/index.js'));
		const operations = resources.flatMap(({ value, operations: all }) =>
			all.map((operation): [string, BuiltOperation] => [`${value}/${operation.value}`, operation]),
		);
		const { description } = engine.nodeTypes.getByNameAndVersion(engine.nodeTypes.fullName('cerb'));
		return new World(engine, cerb, trap, credential, new Map(operations), description.properties);
	}

	get places(): Record<'cerb' | 'host' | 'trap', string> {
		const host = `127.0.0.1:${(this.trap.address() as AddressInfo).port}`;
		return { cerb: this.cerb.url, host, trap: `http://${host}` };
	}

	/** Puts records of one's own beside the seed: they are there before each of the runs that follow. */
	begin<T>(prepare: (state: CerbState) => T): T {
		this.cerb.state.restore(this.seed);
		const prepared = prepare(this.cerb.state);
		this.start = copyOf(this.cerb.state);
		this.restored = this.revision;
		return prepared;
	}

	/** Runs the node on one item. Cerb holds the same before each run, whatever the last one changed. */
	async run(
		parameters: INodeParameters,
		item: Record<string, unknown> = {},
		binary?: IBinaryKeyData,
	): Promise<Deed> {
		this.cerb.requests.length = 0;
		this.strange.length = 0;
		const [settled] = await Promise.allSettled([
			this.engine.runNode({
				type: 'cerb',
				parameters,
				credentials: [this.credential],
				items: [{ json: item as INodeExecutionData['json'], binary }],
			}),
		]);
		const isChanged = this.revision !== this.restored;
		const after = isChanged ? copyOf(this.cerb.state) : this.start;
		if (isChanged) this.restore();
		const deed = {
			requests: [...this.cerb.requests],
			changes: changesBetween(this.start, after),
			strange: [...this.strange],
		};
		if (settled.status === 'rejected') {
			const error = settled.reason as Error;
			return { ...deed, output: [], hints: [], error, reachedNode: false };
		}
		const { main, error, outcome } = settled.value;
		return {
			...deed,
			output: main[0] ?? [],
			error,
			reachedNode: outcome.task(TESTED) !== undefined && error?.message !== TIMED_OUT,
			hints: outcome.hints(TESTED).map(({ message }) => message),
		};
	}

	async close(): Promise<void> {
		Socket.prototype.connect = this.connect;
		process.off('unhandledRejection', this.noteRejection);
		await this.engine.stop();
		await this.cerb.stop();
		await new Promise((resolve) => {
			this.trap.close(resolve);
			this.trap.closeAllConnections();
		});
	}

	private get revision(): number {
		return this.cerb.state.revision;
	}

	private restore(): void {
		this.cerb.state.restore(this.start.saved);
		this.restored = this.revision;
	}

	private readonly noteRejection = (reason: unknown): void => {
		this.strange.push(`unhandled rejection: ${String(reason)}`);
	};

	/** Every connection of the process is looked at, whoever makes it. */
	private watchConnections(): void {
		const { connect, strange } = this;
		const { port } = this.cerb;
		Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
			const [options] = args.flat() as Array<{ host?: string; port?: number | string }>;
			const isCerb = Number(options.port) === port && options.host === '127.0.0.1';
			if (!isCerb) strange.push(`connected to ${String(options.host)}:${String(options.port)}`);
			return Reflect.apply(connect, this, args) as Socket;
		} as Socket['connect'];
	}
}
