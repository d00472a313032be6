import { byId, fields, locate, operation, record } from '../engine/operations';
import { talkTo, type Target } from './harness';

/** A mark that no other file of the Cerb under test has. */
const MARK = `file ${Date.now().toString(36)}`;

/** What the operations for files promise, for every Cerb. Makes files and a task, and deletes them. */
export function filesSuite(name: string, getTarget: () => Target): void {
	const { items, failure, run } = talkTo(getTarget);
	const files = new Set<number>();
	let taskId: number;

	const upload = async (content: Buffer, values: object = {}, fileName = `${MARK}.bin`) => {
		const data = content.toString('base64');
		const binary = { data: { data, mimeType: 'application/x-test', fileName } };
		const parameters = operation('attachment', 'upload', { binaryField: 'data', ...values });
		const [item] = await items(parameters, [{ json: {}, binary }]);
		files.add(Number(item.id));
		return item;
	};
	const download = async (id: unknown) => {
		const parameters = operation('attachment', 'download', { attachmentId: locate(id) });
		const result = await run(parameters);
		if (result.error) throw result.error;
		const { binary, json } = result.main[0][0];
		return { json, file: binary!.data, bytes: Buffer.from(binary!.data.data, 'base64') };
	};

	describe(`files on ${name}`, () => {
		beforeAll(async () => {
			const [task] = await items(record('create', 'task', fields({ title: MARK })));
			taskId = Number(task.id);
		});
		afterAll(async () => {
			for (const id of files) await items(record('delete', 'attachment', byId(id)));
			await items(record('delete', 'task', byId(taskId)));
		});

		it('go up and come down byte for byte, with their names and types', async () => {
			const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7) % 256));
			const file = await upload(bytes, {}, 'Übersicht + "x" 100%.bin');
			expect(file).toMatchObject({
				id: expect.any(Number),
				name: 'Übersicht + "x" 100%.bin',
				mime_type: 'application/x-test',
				size: 5000,
			});
			const down = await download(file.id);
			expect(down.bytes.equals(bytes)).toBe(true);
			expect(down.json).toMatchObject({ id: file.id, size: 5000 });
			expect(down.file).toMatchObject({
				fileName: 'Übersicht + "x" 100%.bin',
				mimeType: 'application/x-test',
			});
		});

		it('keep their own names where the content is that of another file', async () => {
			const content = Buffer.from(MARK);
			const [one, two] = [await upload(content), await upload(content, {}, 'other.bin')];
			expect(two).toMatchObject({ name: 'other.bin' });
			expect(two.id).not.toBe(one.id);
		});

		it('get names that Cerb can keep', async () => {
			const party = await upload(Buffer.from('x'), {}, 'party 🎉.bin');
			expect(party.name).toBe('party _.bin');
			const long = await upload(Buffer.from('x'), {}, `${'n'.repeat(300)}.tar`);
			expect(long.name).toMatch(/^n{246}\.tar$/);
			const named = await upload(Buffer.from('0'), {
				options: { fileName: 'zero.txt', mimeType: 'text/plain' },
			});
			expect(named).toMatchObject({ name: 'zero.txt', mime_type: 'text/plain', size: 1 });
		});

		it('are put on records, and listed by record', async () => {
			const attached = await upload(Buffer.from('on task'), { attachTo: `task:${taskId}` });
			const list = { recordType: { __rl: true, mode: 'alias', value: 'task' }, ...byId(taskId) };
			const found = await items(operation('attachment', 'getMany', list));
			expect(found.map(({ id }) => id)).toEqual([attached.id]);
			const missing = { attachTo: 'task:987654321' };
			await expect(upload(Buffer.from('x'), missing)).rejects.toThrow(/987654321/);
			const unknown = { ...list, recordType: { __rl: true, mode: 'alias', value: 'nonsense' } };
			const error = await failure(operation('attachment', 'getMany', unknown));
			expect(error.message).toMatch(/no record type "nonsense"/);
		});

		it('that do not exist are told, never saved', async () => {
			const missing = operation('attachment', 'download', { attachmentId: locate(987654321) });
			expect((await failure(missing)).message).toMatch(/987654321/);
		});

		it('of JSON are files, too', async () => {
			const data = Buffer.from('{"__status":"error","message":"only a file"}').toString('base64');
			const binary = { data: { data, mimeType: 'application/json', fileName: 'a.json' } };
			const parameters = operation('attachment', 'upload', { binaryField: 'data' });
			const [item] = await items(parameters, [{ json: {}, binary }]);
			files.add(Number(item.id));
			expect((await download(item.id)).bytes.toString()).toContain('only a file');
		});
	});
}
