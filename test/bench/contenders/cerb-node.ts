import type { ActiveTrigger } from '../../engine/host/active-trigger';
import { byId, locate, operation, record, search } from '../../engine/operations';
import type { Contender, EachJob, Target } from '../contender';
import { benchEngine } from './bench-engine';
import { itemsOf } from './plain-work';

/** The package itself, in n8n's engine, as a user sets it up. */
export async function cerbNode(target: Target): Promise<Contender> {
	const { engine, credential, run, withFile } = await benchEngine(target);
	let trigger: ActiveTrigger;
	return {
		list: async ({ upTo, output }) =>
			await run('cerb', search('task', `id:<=${upTo}`, { returnAll: true, output })),
		each: async (job) => await run('cerb', eachParameters(job), itemsOf(job)),
		upload: async (megabytes) => {
			const options = { maxFileSize: 100 };
			const parameters = operation('attachment', 'upload', { output: 'raw', options });
			const stored = await run('cerb', parameters, [await withFile(megabytes)]);
			return stored.map(({ json }) => Number(json.id));
		},
		download: async (id) =>
			await run('cerb', operation('attachment', 'download', { attachmentId: locate(id) })),
		watch: async (maxRecords) => {
			const parameters = {
				triggerOn: 'recordUpdated',
				recordType: { __rl: true, mode: 'alias', value: 'task' },
				options: { maxRecords },
			};
			trigger = engine.pollingTrigger({
				type: 'cerbTrigger',
				parameters,
				credentials: [credential],
			});
			await trigger.activate();
		},
		poll: async ({ count }) => {
			const before = trigger.items.length;
			while (trigger.items.length - before < count && trigger.errors.length === 0) {
				await trigger.poll();
			}
			return trigger.items.slice(before);
		},
		stop: async () => await engine.stop(),
	};
}

/** Parameters of the node for a job. */
export function eachParameters({ operation: name, output, overlap }: EachJob) {
	const requestOptions = { batching: { settings: { atOnce: overlap } } };
	if (name === 'search')
		return { ...search('task', '', { returnAll: true, output }), requestOptions };
	return {
		...record(name, 'task', { output }),
		...(name === 'create' ? {} : byId('={{ $json.id }}')),
		...(name === 'get'
			? {}
			: { fieldsInput: 'json', fieldsJson: '={{ { "title": $json.title } }}' }),
		requestOptions,
	};
}
