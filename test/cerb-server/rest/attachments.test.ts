import { startCerbServer, type CerbServer } from '../index';
import type { Dict } from '../records/values';
import { createState } from '../state';
import { httpCall } from '../support/http-call';
import { restResult } from '../support/rest-call';

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const upload = async (fields: Record<string, string>, state = createState()) =>
	await restResult(state, 'POST attachments/upload', form(fields));
const found = async (q: string, state = createState(), worker = 1): Promise<unknown[]> => {
	const line = `GET records/attachment/search?q=${encodeURIComponent(q)}`;
	const { results } = (await restResult(state, line, '', worker)) as { results: Dict[] };
	return results.map(({ id }) => id);
};

describe('attachments/upload', () => {
	it('stores a file and gives its dictionary', async () => {
		expect(await upload({ file_name: 'a (1).txt', content: 'abc é 😀' })).toMatchObject({
			_type: 'attachment',
			id: 20,
			file_id: 20,
			name: 'a (1).txt',
			mime_type: 'application/octet-stream',
			size: 11,
			url_download: 'http://cerb.example/files/20/a+%281%29.txt',
		});
	});

	it('gives the first one back for the same content and type, its id as a text', async () => {
		const state = createState();
		const file = { content: 'YWJj', encoding: 'base64', mime_type: 'text/plain' };
		expect(await upload({ ...file, file_name: 'other.txt' }, state)).toMatchObject({
			id: 1,
			file_id: '1',
			name: 'a.txt',
		});
		expect(await upload({ ...file, mime_type: 'text/csv', file_name: 'x' }, state)).toMatchObject({
			id: 20,
			file_id: 20,
			name: 'x',
		});
	});

	it.each([
		['YQ!!=\n=', 'base64', 1],
		['a b+c/=d', 'base64', 4],
		['YWJj', 'BASE64', 4],
		['!!!', 'base64', 0],
	])('reads %s as %s leniently', async (content, encoding, size) => {
		expect(await upload({ file_name: 'x', content, encoding })).toMatchObject({ size });
	});

	it.each([
		['emoji 😀.txt', 'text/plain'],
		[`${'é'.repeat(256)}`, 'text/plain'],
		['plain.txt', `a/${'b'.repeat(254)}`],
	])('loses name, type and hash of what the database refuses: %s', async (file_name, mime_type) => {
		expect(await upload({ file_name, mime_type, content: 'abcd' })).toMatchObject({
			name: '',
			mime_type: '',
			storage_sha1hash: '',
			size: 4,
		});
	});

	it.each([
		[{ content: 'x' }, "The 'file_name' parameter is required."],
		[{ file_name: 'x', mime_type: '' }, "The 'mime_type' parameter is required."],
		[{ file_name: 'x', content: '0' }, "The 'content' parameter is required."],
		[{ file_name: 'x', content: 'a\ufffd' }, 'unclaimed'],
	])('refuses %j', async (fields, message) => {
		expect(await upload(fields)).toBe(message);
	});
});

describe('records an attachment hangs on', () => {
	const hang = async (state = createState(), pair = 'fields[attach][]=tasks:1', worker = 1) =>
		await restResult(state, 'PUT records/attachment/1', pair, worker);

	it('are set and taken away by attach[]', async () => {
		const state = createState();
		await hang(state);
		expect(await found('on.task:(id:1)', state)).toEqual([1]);
		expect(await found('on:task', state)).toEqual([1]);
		expect(await found('on:[task,message] sort:id', state)).toEqual([1, 2, 3, 4, 16, 19]);
		await hang(state, 'fields[attach][]=-task:1');
		expect(await found('on.task:(id:1)', state)).toEqual([]);
	});

	it.each(['fields[attach]=task:1', 'fields[attach][]=task', 'fields[attach][]=task:9999'])(
		'stay as they are, with a success, for %s',
		async (pair) => {
			const state = createState();
			expect(await hang(state, pair)).toMatchObject({ id: 1 });
			expect(state.get('attachment', 1)?.on).toEqual([]);
		},
	);

	it('have to be of a known type, and only administrators change them', async () => {
		expect(await hang(createState(), 'fields[attach][]=nonsense:1')).toBe(
			"'_attach' is not a string.",
		);
		expect(await hang(createState(), 'fields[attach][]=task:1', 2)).toBe(
			'You do not have permission to modify this record.',
		);
	});

	it('are searched by any name of the type; an unknown type finds every file', async () => {
		expect(await found('on.messages:(ticket.id:73)')).toEqual([16]);
		expect(await found('on.message:(ticket.id:61) sort:id')).toEqual([2, 3, 4]);
		expect(await found('on.task:1')).toEqual([]);
		expect(await found('on.nonsense:(id:1)')).toHaveLength(6);
		expect(await found('on.task:(nonsense:1)')).toEqual([]);
	});

	it('come with a new record of some content in one call, for every worker', async () => {
		const state = createState();
		const fields = form({
			'fields[name]': 'n 😀.txt',
			'fields[content]': 'data:text/plain;base64,YWJj',
			'fields[attach][]': 'task:1',
		});
		const made = await restResult(state, 'POST records/attachment/create', fields, 2);
		expect(made).toMatchObject({ name: 'n .txt', size: 3 });
		expect(await found('on.task:(id:1)', state, 2)).toEqual([(made as Dict).id]);
	});
});

describe('attachments/<id> and its download', () => {
	let server: CerbServer;
	const get = async (path: string, workerId = 1) => {
		const { accessToken } = server.oauth.issueToken({ workerId, scopes: ['api'] });
		const headers = { authorization: `Bearer ${accessToken}` };
		return await httpCall(`${server.url}/rest/attachments/${path}`, { headers });
	};
	const put = async (name: string, mimeType = 'text/plain') => {
		const fields = { file_name: name, mime_type: mimeType, content: `content of ${name}` };
		return ((await upload(fields, server.state)) as Dict).id;
	};

	beforeAll(async () => {
		server = await startCerbServer();
	});
	afterAll(async () => await server.stop());

	it.each(['download.json', 'download.bin', 'download.'])('sends the bytes for %s', async (end) => {
		const { body, headers } = await get(`4/${end}`);
		expect(body).toBe('Hello bytes \0\ufffd');
		expect(headers).toMatchObject({
			'content-type': 'application/pdf',
			'content-length': '14',
			'accept-ranges': 'bytes',
		});
	});

	it('puts the name into the header neither quoted nor encoded', async () => {
		const { headers } = await get(`${await put('ä; "b" 文.txt')}/download.json`);
		const header = headers['content-disposition'] ?? '';
		expect(Buffer.from(header, 'latin1').toString('utf8')).toBe(
			'attachment; filename=ä; "b" 文.txt',
		);
		expect(headers['content-type']).toBe('text/plain;charset=UTF-8');
	});

	it('leaves out a header that PHP refuses, and the type where there is none', async () => {
		const broken = await get(`${await put('a\r\nb')}/download.json`);
		expect(broken.headers).not.toHaveProperty('content-disposition');
		expect(broken.body).toBe('content of a\r\nb');
		const nameless = await get(`${await put('😀')}/download.json`);
		expect(nameless.headers).not.toHaveProperty('content-type');
		expect(nameless.headers['content-disposition']).toBe('attachment; filename=');
	});

	it.each([
		['999', "Invalid attachment id '999'"],
		['999/download', "Invalid attachment id '999'"],
		['abc', undefined],
		['1/other', undefined],
	])('answers %s with an error', async (path, message) => {
		const { body, headers } = await get(`${path}.json`);
		expect(JSON.parse(body)).toMatchObject({
			__status: 'error',
			message: message ?? 'Not implemented.',
		});
		expect(headers).not.toHaveProperty('accept-ranges');
	});

	it('tells other workers about every file, and gives them those they may see', async () => {
		expect(JSON.parse((await get('1.json', 2)).body)).toMatchObject({ name: 'a.txt', file_id: 1 });
		expect(JSON.parse((await get('1/download.json', 2)).body)).toMatchObject({
			__error: 'ERROR_PERMISSIONS',
			message: 'Permission denied.',
		});
		expect((await get('16/download.json', 2)).body).toBe('a;b\n1;2');
	});
});
