import type { IDataObject } from 'n8n-workflow';

import { startCerbServer, type CerbServer, type CerbServerOptions } from '../cerb-server';
import { DEFAULT_APP } from '../cerb-server/oauth';
import { RestApi } from './n8n-host/rest-api';
import {
	createCredential,
	createWorkflow,
	runWorkflow,
	type Credential,
	type Execution,
	type WorkflowFile,
} from './n8n-host/workflows';
import { n8nUrl } from './shared-n8n';

/** The running n8n beside an embedded Cerb of one test file. */
export interface Bed {
	api: RestApi;
	cerb: CerbServer;
	/** A connected OAuth2 credential of the admin. */
	connect(options?: { expiresIn?: number }): Promise<Credential>;
	/** Saves a workflow and runs it. */
	run(workflow: WorkflowFile): Promise<Execution>;
}

/** The data of a connected OAuth2 credential of the embedded Cerb's admin. */
export function connectedData(cerb: CerbServer, expiresIn?: number): IDataObject {
	const pair = cerb.oauth.issueToken({ workerId: 1, scopes: ['api'], expiresIn });
	return {
		baseUrl: cerb.url,
		clientId: DEFAULT_APP.clientId,
		clientSecret: DEFAULT_APP.clientSecret,
		oauthTokenData: {
			token_type: 'Bearer',
			access_token: pair.accessToken,
			refresh_token: pair.refreshToken,
		},
	};
}

/** Signs in to n8n and starts a Cerb before the tests of a file; stops the Cerb behind them. */
export function useBed(options: CerbServerOptions = {}): Bed {
	const bed = {} as Bed;
	beforeAll(async () => {
		bed.api = await RestApi.signIn(n8nUrl());
		bed.cerb = await startCerbServer(options);
	});
	beforeEach(() => {
		bed.cerb.requests.length = 0;
		bed.cerb.faults.clear();
	});
	afterAll(async () => await bed.cerb?.stop());
	bed.connect = async ({ expiresIn } = {}) =>
		await createCredential(bed.api, 'cerbOAuth2Api', 'My Cerb', connectedData(bed.cerb, expiresIn));
	bed.run = async (workflow) => await runWorkflow(bed.api, await createWorkflow(bed.api, workflow));
	return bed;
}
