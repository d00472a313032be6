/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the environment of the test process and waits in it, never inside n8n */
import { setTimeout as wait } from 'node:timers/promises';

import { RestApi } from './n8n-host/rest-api';
import {
	activateWorkflow,
	createCredential,
	createWorkflow,
	credentialsOf,
	deactivateWorkflow,
	executionsOf,
	pollEvery,
} from './n8n-host/workflows';
import { n8nUrl } from './shared-n8n';

jest.setTimeout(180_000);

const { CERB_URL: baseUrl = '', CERB_ACCESS_TOKEN: accessToken = '' } = process.env;
const MARK = `n8npolling${Date.now().toString(36)}`;

/** Calls the real Cerb beside n8n. */
async function cerb(method: string, path: string, title?: string): Promise<number> {
	const answer = await fetch(`${baseUrl}/rest/records/task/${path}.json`, {
		method,
		headers: { authorization: `Bearer ${accessToken}` },
		body: title === undefined ? undefined : new URLSearchParams({ 'fields[title]': title }),
	});
	const json = (await answer.json()) as { __status: string; id: string };
	expect(json).toMatchObject({ __status: 'success' });
	return Number(json.id);
}

// Runs where CERB_URL and CERB_ACCESS_TOKEN are set.
(baseUrl && accessToken ? test : test.skip)(
	'a real Cerb: activated, started by a new and by a changed task, deactivated',
	async () => {
		const api = await RestApi.signIn(n8nUrl());
		const data = { baseUrl, accessToken };
		const credential = await createCredential(api, 'cerbTokenApi', 'Real Cerb', data);
		const node = {
			name: 'Watch',
			type: 'n8n-nodes-cerb.cerbTrigger',
			parameters: {
				authentication: 'token',
				pollTimes: pollEvery(2),
				triggerOn: 'recordCreatedOrUpdated',
				recordType: { __rl: true, mode: 'alias', value: 'task' },
				query: `title:"${MARK}*"`,
				options: { settleSeconds: 1 },
			},
			credentials: credentialsOf(credential),
		};
		const id = await createWorkflow(api, { name: MARK, nodes: [node], connections: {} });
		const given = async () =>
			(await executionsOf(api, id)).map(({ items }) => items('Watch').map(({ json }) => json));
		const whenGiven = async (count: number) => {
			for (const end = Date.now() + 30_000; (await given()).length < count; await wait(300)) {
				if (Date.now() > end) throw new Error(`There are no ${count} executions within 30 s`);
			}
		};
		await activateWorkflow(api, id);
		const task = await cerb('POST', 'create', `${MARK} new`);
		try {
			await whenGiven(1);
			await cerb('PUT', String(task), `${MARK} changed`);
			await whenGiven(2);
			await deactivateWorkflow(api, id);
			await cerb('PUT', String(task), `${MARK} changed while nobody looks`);
			await wait(6000);
			expect(await given()).toMatchObject([
				[{ id: task, title: `${MARK} new` }],
				[{ id: task, title: `${MARK} changed` }],
			]);
			await activateWorkflow(api, id);
			await whenGiven(3);
			await deactivateWorkflow(api, id);
			expect((await given())[2]).toMatchObject([{ title: `${MARK} changed while nobody looks` }]);
		} finally {
			await cerb('DELETE', String(task));
		}
	},
);
