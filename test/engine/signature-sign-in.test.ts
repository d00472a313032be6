import { byId, fields, getMe, jsons, record, request, search } from './operations';
import { useBed } from './support';

const bed = useBed();
const authentication = 'signature';
const SECRET = 's3cret key ü';

beforeAll(() => {
	const key = { accessKey: 'key1', secretKey: SECRET, workerId: 1 };
	bed.cerb.oauth.apiKeys.push(
		{ ...key, allowedPaths: ['*'] },
		{ ...key, accessKey: 'limited', allowedPaths: ['workers/*'] },
		{ ...key, accessKey: 'nothing', allowedPaths: [] },
	);
});

const run = async (parameters: object, data: Record<string, string> = {}) =>
	await bed.run({
		parameters: { ...parameters, authentication },
		credentials: [
			bed.engine.addCredential('cerbSignatureApi', 'Key', {
				baseUrl: bed.cerb.url,
				accessKey: 'key1',
				secretKey: SECRET,
				...data,
			}),
		],
	});

describe('a signed request', () => {
	it('gets in, reads and searches', async () => {
		expect(jsons(await run(getMe))).toMatchObject([{ id: 1 }]);
		const query = `title:"*it's | ^ ~ ( ) *" OR id:[1,2]`;
		expect(jsons(await run(search('task', query)))).toHaveLength(2);
	});

	it.each([`it's | ^ ~ ( ) * + % & = "q"`, ' edges ', 'ü ✓', 'a\nb'])(
		'carries %j in a form, byte for byte',
		async (title) => {
			const created = await run(record('create', 'task', fields({ title })));
			expect(created.error).toBeUndefined();
			const [task] = jsons(created);
			expect(task.title).toBe(title);
			const changed = await run(
				record('update', 'task', { ...byId(task.id), ...fields({ title: `${title}2` }) }),
			);
			expect(jsons(changed)).toMatchObject([{ title: `${title}2` }]);
			expect((await run(record('delete', 'task', byId(task.id)))).error).toBeUndefined();
		},
	);

	it('carries raw bodies and repeated parameters', async () => {
		const body = { method: 'POST', bodyType: 'raw', rawBody: ' type:record.types ' };
		expect((await run(request('data/query', body))).error).toBeUndefined();
		const parameters = [
			{ name: 'b[]', value: '2' },
			{ name: 'a', value: '1' },
			{ name: 'b[]', value: '1' },
		];
		const repeated = await run(request('workers/me', { queryParameters: { parameters } }));
		expect(repeated.error).toBeUndefined();
	});
});

describe('a refusal', () => {
	it.each([
		[{ accessKey: 'unknown' }, /access key/, /Access Key/],
		[{ secretKey: 'wrong' }, /checksum/, /Secret Key does not belong/],
		[{ accessKey: 'nothing' }, /prohibited/, /allows no paths/],
		[{ accessKey: 'limited' }, /not authorized/, /does not allow the path/],
	])('%j says what to change', async (data, message, hint) => {
		const { error } = await run(search('task'), data);
		expect(error?.message).toMatch(message);
		expect(error).toMatchObject({ description: expect.stringMatching(hint) });
		expect(JSON.stringify(error)).not.toContain(SECRET);
	});

	it('names the clocks when they differ', async () => {
		bed.cerb.state.setNow(() => Math.floor(Date.now() / 1000) + 660);
		const { error } = await run(getMe);
		bed.cerb.state.setNow(() => Math.floor(Date.now() / 1000));
		expect(error).toMatchObject({
			message: 'Access denied! (Invalid timestamp)',
			description: expect.stringMatching(/clocks/),
		});
	});
});

it('passes the test of the credential', async () => {
	const ref = bed.engine.addCredential('cerbSignatureApi', 'Key', {
		baseUrl: bed.cerb.url,
		accessKey: 'key1',
		secretKey: SECRET,
	});
	expect(await bed.engine.testCredential(ref)).toMatchObject({ status: 'OK' });
});
