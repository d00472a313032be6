import type { Contender, Target } from './contender';
import { CONTENDERS, type ContenderName } from './contenders';
import { measure } from './measure';
import { serveParent } from './processes';

/*
 * One contender in a process of its own, so that its memory and its processor time are its own.
 */

let contender: Contender;

serveParent({
	start: async (name: ContenderName, target: Target) => {
		contender = await CONTENDERS[name](target);
	},
	run: async (method: keyof Contender, job: never) => {
		let output: unknown[] = [];
		const measured = await measure(async () => (output = (await contender[method](job)) ?? []));
		// Of an upload, to be downloaded.
		const [id] = method === 'upload' ? output : [];
		return { ...measured, id };
	},
	stop: async () => await contender?.stop(),
});
