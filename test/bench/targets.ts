import type { IDataObject } from 'n8n-workflow';

import { realCerb } from '../contract/real-cerb';
import { createEngine } from '../engine/host/engine';
import type { Target } from './contender';
import { OWN_TITLE } from './contenders/plain-work';
import { startProcess } from './processes';

/** What a server was asked since its start. */
export interface Counts {
	requests: number;
	connections: number;
}

/** A Cerb to measure against. */
export interface Server {
	name: string;
	target: Target;
	/** Undefined where only the server's owner could tell. */
	counts?(): Promise<Counts>;
	/** Changes so many tasks within one second and gives their stamp; on the embedded Cerb only. */
	burst?(count: number): Promise<number>;
	stop(): Promise<void>;
}

/**
 * The embedded Cerb in its own process.
 * @param pace `small server` for one that costs time like a real one, `at once` for ready answers
 */
export async function embedded(tasks: number, pace: 'small server' | 'at once'): Promise<Server> {
	const process = startProcess('server-process.ts');
	const target = await process.ask<Target>('start', tasks, pace);
	return {
		name: `embedded Cerb, ${pace}`,
		target,
		counts: async () => await process.ask('counts'),
		burst: async (count) => await process.ask('burst', count),
		stop: async () => await process.stop(),
	};
}

/** The Cerb that the environment names, as for `npm run test:live`; undefined without one. */
export async function real(): Promise<Server | undefined> {
	const cerb = realCerb();
	if (!cerb) return undefined;
	const [{ authentication, connect }] = cerb.ways;
	if (authentication !== 'oAuth2')
		throw new Error('The bench signs in by OAuth2: see CONTRIBUTING.md');
	const engine = await createEngine();
	const credential = engine.store.get((await connect(engine)).id) as Target['credential'];
	await engine.stop();
	return { name: 'real Cerb', target: { url: cerb.url, credential }, stop: async () => undefined };
}

/** One search of tasks, beside what is measured. */
export async function findTasks(target: Target, q: string, limit: number, page = 1) {
	const answer = await call(
		target,
		'GET',
		`search.json?${new URLSearchParams({ q, limit: String(limit), page: String(page) })}`,
	);
	return {
		ids: (answer.results as IDataObject[]).map(({ id }) => Number(id)),
		total: Number(answer.total),
	};
}

/** The id of the task at a place of the list, counted from one. */
export async function idOf(target: Target, place: number): Promise<number> {
	const { ids } = await findTasks(target, 'sort:id', 1, place);
	return ids[0];
}

/** Half of the tasks, and all of them: how many, and up to which id. At most so many. */
export async function sizes(target: Target, most: number) {
	const { total } = await findTasks(target, 'sort:id', 1);
	const all = Math.min(most, total);
	return await Promise.all(
		[Math.floor(all / 2), all].map(async (count) => ({ count, upTo: await idOf(target, count) })),
	);
}

/** Ids of the first so many tasks that the bench has made. */
export async function ownTasks(target: Target, count: number): Promise<number[]> {
	const found: number[] = [];
	while (found.length < count) {
		const after = found.length > 0 ? `id:>${found.at(-1)}` : '';
		const { ids } = await findTasks(target, `title:"${OWN_TITLE}*" ${after} sort:id`, 500);
		if (ids.length === 0) throw new Error(`Only ${found.length} tasks were created`);
		found.push(...ids);
	}
	return found.slice(0, count);
}

/** Deletes all tasks whose title begins like this. @returns how many */
export async function deleteTasks(target: Target, title: string): Promise<number> {
	for (let deleted = 0; ; ) {
		const { ids } = await findTasks(target, `title:"${title}*" sort:id`, 500);
		if (ids.length === 0) return deleted;
		deleted += ids.length;
		const work = async () => {
			for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
				await call(target, 'DELETE', `${id}.json`);
			}
		};
		await Promise.all([work(), work()]);
	}
}

async function call(
	{ url, credential }: Target,
	method: string,
	path: string,
): Promise<IDataObject> {
	const headers = { authorization: `Bearer ${credential.oauthTokenData.access_token}` };
	const response = await fetch(`${url}/rest/records/task/${path}`, { method, headers });
	const answer = (await response.json()) as IDataObject;
	if (answer.__status !== 'success') throw new Error(String(answer.message));
	return answer;
}
