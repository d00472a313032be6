/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tells what was skipped in the test process, never inside n8n */
import { RestApi } from '../n8n-host/rest-api';
import { deactivateWorkflow } from '../n8n-host/workflows';
import { n8nUrl } from '../shared-n8n';
import { embeddedPlace, hasRealPlace, realPlace, type Place } from './places';
import { InstantWorkflow } from './workflow';

/** A mark that nothing else in the Cerb under test has. */
const MARK = `e2e.${Date.now().toString(36)}`;

/** The names that are bound to changes: of the automation, for a test beside it, and another. */
export const NAME = `${MARK}.changes`;
export const TEST_NAME = `${NAME}.test`;
export const RENAMED = `${MARK}.renamed`;

type Opening = [name: string, open: () => Promise<Place>];

/** Each Cerb that the instant trigger is to be seen on. Tells on the console which is left out. */
export function places(): Opening[] {
	const embedded: Opening[] = [
		['the embedded Cerb 10', async () => await embeddedPlace(10)],
		['the embedded Cerb 11', async () => await embeddedPlace(11)],
	];
	if (hasRealPlace()) return [...embedded, ['a real Cerb 10', async () => await realPlace()]];
	const skipped = `on a real Cerb: set CERB_URL, an administrator's CERB_ACCESS_TOKEN and CERB_REPLACE_HANDLERS=yes`;
	process.stdout.write(`\nSKIPPED ${skipped}\n`);
	it.skip(skipped, () => undefined);
	return embedded;
}

/** n8n beside a Cerb that posts changes to it. */
export interface InstantBed {
	api: RestApi;
	cerb: Place;
	/** Stores a workflow on the tasks that `createTask` makes; it is deactivated behind each test. */
	create(): Promise<InstantWorkflow>;
	/** Names of all that triggers have made in Cerb. */
	automations(): Promise<string[]>;
	/** All that triggers have made in Cerb. */
	made: () => ReturnType<Place['made']>;
	/** @returns its id; the title begins with a mark */
	createTask(title: string, fields?: Record<string, string>): Promise<number>;
	update(id: number, fields: Record<string, string>): Promise<void>;
	remove(id: number): Promise<void>;
}

/** Opens a Cerb before the tests, and leaves it behind them as it was: else they fail. */
export function useInstant(open: () => Promise<Place>): InstantBed {
	const bed = {} as InstantBed;
	const created: InstantWorkflow[] = [];
	beforeAll(async () => {
		bed.api = await RestApi.signIn(n8nUrl());
		bed.cerb = await open();
		await bed.cerb.bind([NAME, TEST_NAME, RENAMED]);
	});
	afterEach(async () => {
		for (const { id } of created.splice(0)) await deactivateWorkflow(bed.api, id);
	});
	afterAll(async () => {
		const left = await bed.automations();
		await bed.cerb.leave(MARK);
		expect(left).toEqual([]);
	});
	return Object.assign(bed, {
		create: async () => {
			const parameters = { automationName: NAME };
			const workflow = await InstantWorkflow.create(bed.api, bed.cerb, MARK, parameters);
			created.push(workflow);
			return workflow;
		},
		made: async () => await bed.cerb.made(MARK),
		automations: async () =>
			(await bed.made())
				.map(({ name, listener }) => `${String(name)}${listener === null ? ', not bound' : ''}`)
				.sort(),
		createTask: async (title: string, fields = {}) => {
			const all = asForm({ title: `${MARK} ${title}`, ...fields });
			return Number((await bed.cerb.call('POST', 'records/task/create.json', all)).id);
		},
		update: async (id: number, fields: Record<string, string>) => {
			await bed.cerb.call('PUT', `records/task/${id}.json`, asForm(fields));
		},
		remove: async (id: number) => {
			await bed.cerb.call('DELETE', `records/task/${id}.json`);
		},
	});
}

function asForm(fields: Record<string, string>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(fields).map(([key, value]) => [`fields[${key}]`, value]),
	);
}
