import { effects } from '../cerb-server';
import { binaryBuffer } from './host/engine';
import { jsons, request } from './operations';
import { useBed } from './support';

const bed = useBed();

describe('the path', () => {
	it.each([
		'workers/me',
		'/rest/workers/me.json',
		' workers/me.json ',
		'URL/rest/workers/me',
		'workers/me.json?expand=links',
	])('may be written as %s', async (path) => {
		const written = path.replace('URL', bed.cerb.url);
		const [me] = jsons(await bed.run({ parameters: request(written) }));
		expect(me).toMatchObject({ __status: 'success', _type: 'worker', id: 1 });
		expect(bed.cerb.requests[0]).toMatchObject({
			path: '/rest/workers/me.json',
			query: path.includes('?') ? { expand: 'links' } : {},
		});
	});

	it('works below a folder, too', async () => {
		const { error } = await bed.run({ parameters: request(`${bed.cerb.url}.evil.example/rest/x`) });
		expect(error?.message).toMatch(/leads away/);
	});
});

describe('the body', () => {
	const send = async (more: object) => {
		await bed.run({
			parameters: request('no/such.json', { method: 'POST', ...more }),
			onError: 'continueRegularOutput',
		});
		return bed.cerb.requests[0];
	};

	it('is a form of names and values, as they are', async () => {
		const parameters = [
			{ name: 'fields[title]', value: `it's "50%" & more = ✓ 😀` },
			{ name: 'fields[links][]', value: 'org:1' },
			{ name: 'fields[links][]', value: 'org:2' },
		];
		const { form } = await send({ bodyType: 'form', formParameters: { parameters } });
		expect(form).toEqual({
			fields: { title: `it's "50%" & more = ✓ 😀`, links: { 0: 'org:1', 1: 'org:2' } },
		});
	});

	it('is a JSON object, sent as the form that Cerb reads', async () => {
		const jsonBody = JSON.stringify({
			fields: { title: 'a', done: true, ids: [1, 2], none: null },
		});
		const { form } = await send({ bodyType: 'json', jsonBody });
		expect(form).toEqual({
			fields: { title: 'a', done: '1', ids: { 0: '1', 1: '2' }, none: '' },
		});
	});

	it('is a raw text, byte for byte', async () => {
		const [answer] = jsons(
			await bed.run({
				parameters: request('data/query', {
					method: 'POST',
					bodyType: 'raw',
					rawBody: 'type:record.types',
				}),
			}),
		);
		expect(answer).toMatchObject({ __status: 'success', _: { type: 'record.types' } });
	});

	it('is not sent with GET', async () => {
		const { form } = await send({ method: 'GET', bodyType: 'json', jsonBody: '{"a":1}' });
		expect(form).toEqual({});
	});

	it('may not repeat a query parameter of a PUT, which Cerb would merge into a list', async () => {
		const same = { parameters: [{ name: 'a', value: '1' }] };
		const { error } = await bed.run({
			parameters: request('x', {
				method: 'PUT',
				bodyType: 'form',
				queryParameters: same,
				formParameters: same,
			}),
		});
		expect(error?.message).toMatch(/"a" stands both/);
		expect(bed.cerb.requests).toEqual([]);
	});

	it('may not hold more variables than PHP reads', async () => {
		const jsonBody = JSON.stringify({ ids: Array.from({ length: 1001 }, (_, id) => id) });
		const { error } = await bed.run({
			parameters: request('x', { method: 'POST', bodyType: 'json', jsonBody }),
		});
		expect(error).toMatchObject({
			message: '1001 fields are too many for one call',
			description: expect.stringMatching(/split the call/),
		});
	});
});

describe('the answer', () => {
	it('is text where asked for', async () => {
		const [{ data }] = jsons(
			await bed.run({ parameters: request('workers/me', { responseFormat: 'text' }) }),
		);
		expect(JSON.parse(data as string)).toMatchObject({ _type: 'worker' });
	});

	it('is text by itself for XML', async () => {
		const [{ data }] = jsons(await bed.run({ parameters: request('workers/me.xml') }));
		expect(data).toMatch(/^<\?xml|^<response/);
	});

	it('is a failure also in XML', async () => {
		const { error } = await bed.run({ parameters: request('records/nonsense/search.xml') });
		expect(error).toMatchObject({ message: 'Record not found.' });
	});

	it('is a file where Cerb sends one, with its name and type', async () => {
		const content = Buffer.from([0, 255, 13, 10, 128]);
		bed.cerb.faults.add(
			{ path: '/rest/attachments/7/download.json' },
			{
				kind: 'answer',
				answer: {
					status: 200,
					headers: {
						'content-type': 'application/pdf',
						'content-disposition': Buffer.from('attachment; filename=Ünïcode bill.pdf').toString(
							'latin1',
						),
					},
					body: content,
				},
			},
		);
		const { main } = await bed.run({ parameters: request('attachments/7/download') });
		const [item] = main[0];
		expect(item.json).toEqual({
			fileName: 'Ünïcode bill.pdf',
			mimeType: 'application/pdf',
			fileSize: 5,
		});
		expect(binaryBuffer(item).equals(content)).toBe(true);
		expect(item.pairedItem).toEqual({ item: 0 });
	});

	it('is never an error saved as a file', async () => {
		const { error } = await bed.run({
			parameters: request('nowhere/at-all', { responseFormat: 'file' }),
		});
		expect(error).toMatchObject({
			message: expect.stringMatching(/^Unknown command/),
			description: expect.stringMatching(/no API endpoint of this name/),
		});
	});

	it('is refused where the extension is none of Cerb', async () => {
		const { error } = await bed.run({ parameters: request('workers/me.csv') });
		expect(error?.message).toMatch(/is not implemented\.$/);
		expect(error).toMatchObject({ description: expect.stringMatching(/extension/) });
	});

	it('is JSON or a failure when JSON is asked for', async () => {
		bed.cerb.faults.add({ path: '/rest/workers/me.json' }, effects.answer(200, 'hello'));
		const { error } = await bed.run({
			parameters: request('workers/me', { responseFormat: 'json' }),
		});
		expect(error?.message).toMatch(/does not answer like Cerb's API: hello/);
	});
});
