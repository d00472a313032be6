/* eslint-disable @n8n/community-nodes/no-restricted-globals -- needs timers in Node's own test process */
import { effects } from '../cerb-server';
import { byId, fields, getMe, record } from './operations';
import { useBed } from './support';

const bed = useBed();
const LONG = 60_000;

/** Milliseconds that may pass between Stop and the end; a wait would be much longer. */
const AT_ONCE = 5000;

/** Cancels as the editor's stop button does, as soon as the first request has arrived. */
async function stopped(run: Parameters<typeof bed.run>[0]) {
	const stop = new AbortController();
	const running = bed.run({ ...run, signal: stop.signal });
	while (bed.cerb.requests.length === 0) await new Promise((done) => void setTimeout(done, 10));
	// Long enough for an answer to be read and the next wait to begin.
	await new Promise((done) => void setTimeout(done, 200));
	const began = Date.now();
	stop.abort();
	const { outcome } = await running;
	expect(Date.now() - began).toBeLessThan(AT_ONCE);
	expect(outcome.status).toBe('canceled');
}

const titles = ['a', 'b', 'c', 'd'].map((title) => ({ json: { title } }));
const create = record('create', 'task', {
	...fields({}),
	fieldsJson: '={{ JSON.stringify({ title: $json.title }) }}',
});
const tasks = () => bed.cerb.state.table('task').size;

describe('cancelling ends at once', () => {
	it('the wait between two tries', async () => {
		bed.cerb.faults.add({ times: Infinity }, effects.rateLimited(120));
		await stopped({ parameters: getMe });
		expect(bed.cerb.requests).toHaveLength(1);
	});

	it('the wait for an answer', async () => {
		bed.cerb.faults.add({}, effects.delay(3000));
		await stopped({ parameters: getMe });
		expect(bed.cerb.requests.map(({ status }) => status)).toEqual([undefined]);
		await bed.cerb.idle();
	});

	it('the wait for its turn', async () => {
		const batching = { settings: { atOnce: 2, pause: LONG } };
		const items = [1, 2, 3].map((id) => ({ json: { id } }));
		const parameters = {
			...record('get', 'task', byId('={{ $json.id }}')),
			requestOptions: { batching },
		};
		await stopped({ parameters, items });
		expect(bed.cerb.requests).toHaveLength(1);
	});

	it('the look for a token that another run may have renewed', async () => {
		bed.cerb.faults.add(
			{ path: '/oauth/access_token', times: Infinity },
			effects.answer(401, 'The refresh token is invalid.'),
		);
		await stopped({ parameters: getMe, credentials: [bed.connect({ expiresIn: -1 })] });
	});

	it.each([1, 4])(
		'all that has not begun, also where the workflow goes on (%i at once)',
		async (atOnce) => {
			const path = '/rest/records/task/create.json';
			bed.cerb.faults.add({ path, times: Infinity }, effects.delay(1000));
			const before = tasks();
			const requestOptions = { batching: { settings: { atOnce, pause: 0 } } };
			const stop = new AbortController();
			const running = bed.run({
				parameters: { ...create, requestOptions },
				items: titles,
				onError: 'continueRegularOutput',
				signal: stop.signal,
			});
			const sent = () => bed.cerb.requests.filter((request) => request.path === path).length;
			while (sent() < atOnce) await new Promise((done) => void setTimeout(done, 10));
			stop.abort();
			await running;
			await bed.cerb.idle();
			expect(sent()).toBe(atOnce);
			expect(tasks() - before).toBe(atOnce);
		},
	);
});
