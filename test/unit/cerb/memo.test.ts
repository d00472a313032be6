import { remember } from '../../../nodes/Cerb/cerb/memo';

/** Answers that come when told, and how often one was asked for. */
function source() {
	const asked: Array<{ answer: (text: string) => void; fail: (message: string) => void }> = [];
	const ask = async () =>
		await new Promise<string>((resolve, reject) => {
			asked.push({ answer: resolve, fail: (message) => reject(new TypeError(message)) });
		});
	return { asked, ask };
}

/** Everything that can go on without an answer has gone on. */
async function settle() {
	for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

const failed = (message: string) => ({
	status: 'rejected',
	reason: expect.objectContaining({ message }),
});

test.each([
	['a map', () => new Map<object, Promise<string>>()],
	['a weak map', () => new WeakMap<object, Promise<string>>()],
])('%s: asked once for all who come, while and after the answer is under way', async (_, make) => {
	const [memory, key, { asked, ask }] = [make(), {}, source()];
	const all = Promise.all([remember(memory, key, ask), remember(memory, key, ask)]);
	await settle();
	expect(asked).toHaveLength(1);
	asked[0].answer('yes');
	expect(await all).toEqual(['yes', 'yes']);
	expect(await remember(memory, key, ask)).toBe('yes');
	expect(asked).toHaveLength(1);
});

test('another key is another answer', async () => {
	const [memory, { asked, ask }] = [new Map<string, Promise<string>>(), source()];
	const all = Promise.all([remember(memory, 'a', ask), remember(memory, 'b', ask)]);
	await settle();
	asked[1].answer('of b');
	asked[0].answer('of a');
	expect(await all).toEqual(['of a', 'of b']);
});

test('an answer of nothing is remembered as well', async () => {
	const memory = new Map<string, Promise<undefined>>();
	let asked = 0;
	const ask = async () => {
		asked++;
		return undefined;
	};
	await remember(memory, 'a', ask);
	await remember(memory, 'a', ask);
	expect(asked).toBe(1);
});

test('a failure is not remembered', async () => {
	const [memory, { asked, ask }] = [new Map<string, Promise<string>>(), source()];
	const first = Promise.allSettled([remember(memory, 'a', ask)]);
	asked[0].fail('first');
	expect(await first).toEqual([failed('first')]);
	const second = remember(memory, 'a', ask);
	await settle();
	expect(asked).toHaveLength(2);
	asked[1].answer('yes');
	expect(await second).toBe('yes');
	expect(await remember(memory, 'a', ask)).toBe('yes');
	expect(asked).toHaveLength(2);
});

test('a failure is for who met it: those who waited ask for themselves', async () => {
	const [memory, { asked, ask }] = [new Map<string, Promise<string>>(), source()];
	const all = Promise.allSettled([
		remember(memory, 'a', ask),
		remember(memory, 'a', ask),
		remember(memory, 'a', ask),
	]);
	await settle();
	asked[0].fail('first');
	await settle();
	expect(asked).toHaveLength(3);
	asked[1].fail('second');
	asked[2].answer('yes');
	expect(await all).toEqual([
		failed('first'),
		failed('second'),
		{ status: 'fulfilled', value: 'yes' },
	]);
});
