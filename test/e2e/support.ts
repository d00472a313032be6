import { startCerbServer, type CerbServer, type CerbServerOptions } from '../cerb-server';
import { connectedData } from './connected';
import { openEditor, type Editor, type EditorOptions } from './editor/browser';
import { RestApi } from './n8n-host/rest-api';
import {
	createCredential,
	createWorkflow,
	runWorkflow,
	type Credential,
	type Execution,
	type WorkflowFile,
} from './n8n-host/workflows';
import { hostOfRun, n8nUrl } from './shared-n8n';

/** The running n8n beside an embedded Cerb of one test file. */
export interface Bed {
	api: RestApi;
	cerb: CerbServer;
	/** A connected OAuth2 credential of the admin. */
	connect(options?: { expiresIn?: number }): Promise<Credential>;
	/** Saves a workflow and runs it. */
	run(workflow: WorkflowFile): Promise<Execution>;
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

/** Opens n8n's editor in a browser before the tests of a file. */
export function useEditor(options?: EditorOptions): { editor: Editor } {
	const held = {} as { editor: Editor };
	beforeAll(async () => {
		held.editor = await openEditor(await hostOfRun(), await RestApi.signIn(n8nUrl()), options);
	});
	afterAll(async () => await held.editor?.close());
	return held;
}
