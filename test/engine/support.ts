import { startCerbServer, type CerbServer, type CerbServerOptions } from '../cerb-server';
import { DEFAULT_APP } from '../cerb-server/oauth';
import { watch } from '../leaks/watch';
import { createEngine, type CredentialRef, type Engine, type NodeRun } from './host/engine';

/** n8n's engine beside an embedded Cerb, for one test file. */
export interface Bed {
	engine: Engine;
	cerb: CerbServer;
	/** A connected credential; by default of the admin, for everything. */
	connect(options?: Connection): CredentialRef;
	/** Runs the Cerb node with the admin's credential unless the run brings another. */
	run(run: Omit<NodeRun, 'type'>): ReturnType<Engine['runNode']>;
}

export interface Connection {
	workerId?: number;
	scopes?: string[];
	/** Seconds; negative for an access token that is over. */
	expiresIn?: number;
	/** Other values for the credential's fields, e.g. another `baseUrl`. */
	data?: Record<string, string | boolean>;
}

/** Starts both before the tests of a file and stops both behind them. */
export function useBed(options: CerbServerOptions = {}): Bed {
	const bed = {} as Bed;
	beforeAll(async () => {
		// The engine first: where it cannot be made, no server must be left listening.
		bed.engine = await createEngine();
		bed.cerb = await startCerbServer(options);
		watch.learnFrom(bed.cerb.secrets.all);
	});
	beforeEach(() => {
		bed.cerb.requests.length = 0;
		bed.cerb.faults.clear();
	});
	afterAll(async () => {
		await bed.engine?.stop();
		await bed.cerb?.stop();
	});
	bed.connect = ({ workerId = 1, scopes = ['api'], expiresIn, data = {} } = {}) => {
		const pair = bed.cerb.oauth.issueToken({ workerId, scopes, expiresIn });
		return bed.engine.addCredential('cerbOAuth2Api', 'My Cerb', {
			baseUrl: bed.cerb.url,
			clientId: DEFAULT_APP.clientId,
			clientSecret: DEFAULT_APP.clientSecret,
			oauthTokenData: {
				token_type: 'Bearer',
				access_token: pair.accessToken,
				refresh_token: pair.refreshToken,
			},
			...data,
		});
	};
	bed.run = async (run) =>
		await bed.engine.runNode({ credentials: [bed.connect()], ...run, type: 'cerb' });
	return bed;
}
