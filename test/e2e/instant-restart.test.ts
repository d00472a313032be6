/* eslint-disable @n8n/community-nodes/no-restricted-imports -- starts and kills an n8n of its own from the test process, never inside n8n */
import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

import { REPOSITORY } from '../folders';
import { packTarball } from '../pack';
import { embeddedPlace, type Place } from './instant/places';
import { Forgery, InstantWorkflow, secretOf, until } from './instant/workflow';
import { startN8n, type RunningN8n } from './n8n-host/launch';
import { activateWorkflow, deactivateWorkflow } from './n8n-host/workflows';
import { hostOfRun } from './shared-n8n';

jest.setTimeout(300_000);

const MARK = 'restarted';
const NAME = `${MARK}.changes`;

/** Long enough for what must not come. */
const QUIET_MS = 3000;

let cerb: Place;
let n8n: RunningN8n;

beforeAll(async () => {
	cerb = await embeddedPlace(10);
	await cerb.bind([NAME]);
	const parcel = await packTarball(REPOSITORY);
	n8n = await startN8n({ host: await hostOfRun(), tarball: parcel.tarball });
	await rm(parcel.folder, { recursive: true });
});
afterAll(async () => {
	await n8n?.stop();
	await cerb?.leave(MARK);
});

const createTask = async (title: string) =>
	await cerb.call('POST', 'records/task/create.json', { 'fields[title]': `${MARK} ${title}` });

test('n8n is killed: no delivery counts twice, and published anew the automation has its new address', async () => {
	const workflow = await InstantWorkflow.create(n8n.api, cerb, MARK, { automationName: NAME });
	await activateWorkflow(n8n.api, workflow.id);
	const [before] = await cerb.made(MARK);
	expect(before.policy_kata).toContain(workflow.url);
	const forgery = new Forgery(workflow.url, secretOf(before));
	const body = forgery.body('replayed');
	const replay = async () => await forgery.post(body, forgery.now, forgery.sign(body));
	await createTask('one');
	expect(await replay()).toBe(200);
	const first = [{ label: `${MARK} one` }, { label: 'replayed' }];
	expect(await workflow.waitFor(2)).toMatchObject(first);

	const url = workflow.url.replace('127.0.0.1', 'localhost');
	await n8n.restart({ WEBHOOK_URL: `${new URL(url).origin}/` });
	await until(async () => (await forgery.post('')) === 401);
	await createTask('two');
	const second = [...first, { label: `${MARK} two` }];
	expect(await workflow.waitFor(3)).toMatchObject(second);

	// n8n 2 does not ask a trigger that it has registered before (seen on 2.41).
	await deactivateWorkflow(n8n.api, workflow.id);
	await activateWorkflow(n8n.api, workflow.id);
	const [after, ...more] = await cerb.made(MARK);
	expect(more).toEqual([]);
	expect(after.script).toContain(`url: ${url}\n`);
	expect(after.policy_kata).toContain(`'${url}'`);
	expect(await replay()).toBe(200);
	await createTask('three');
	const third = [...second, { label: `${MARK} three` }];
	expect(await workflow.waitFor(4)).toMatchObject(third);
	await wait(QUIET_MS);
	expect(await workflow.given()).toHaveLength(4);
	expect(await workflow.executions()).toBe(4);
	await deactivateWorkflow(n8n.api, workflow.id);
	expect(await cerb.made(MARK)).toEqual([]);
});
