import type { IExecuteFunctions } from 'n8n-workflow';

import { CredentialReader } from '../../../nodes/Cerb/cerb/credential-reader';

interface Data {
	read: number;
	token?: string;
}

/** A context as n8n might make it one day: what it keeps private nobody else can reach. */
class Context {
	#reads = 0;
	readonly helpers = { httpRequest: jest.fn() };
	/** So many times. */
	fails = 0;

	async getCredentials(type: string): Promise<Data> {
		expect(type).toBe('cerbTokenApi');
		if (this.fails-- > 0) throw new Error('The database is away');
		return await Promise.resolve({ read: ++this.#reads });
	}

	getMode() {
		return `after ${this.#reads}`;
	}
}

let now = 1_000_000;
let context: Context;
let reader: CredentialReader<Data>;

beforeEach(() => {
	jest.spyOn(Date, 'now').mockImplementation(() => now);
	context = new Context();
	reader = new CredentialReader(context as unknown as IExecuteFunctions, 'cerbTokenApi');
});

afterEach(() => jest.restoreAllMocks());

/** As n8n's helper asks, whatever the context is that it was called on. */
const ask = async () => await (reader.context as IExecuteFunctions).getCredentials('any');

test('is asked of n8n once in a quarter of a second', async () => {
	expect([await reader.read(), await ask(), await ask()]).toEqual([
		{ read: 1 },
		{ read: 1 },
		{ read: 1 },
	]);
	now += 249;
	expect(await ask()).toEqual({ read: 1 });
	now += 1;
	expect([await ask(), await ask()]).toEqual([{ read: 2 }, { read: 2 }]);
});

test('is asked once by requests that begin together', async () => {
	expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ read: 1 }));
});

test('keeps what n8n notes in it, such as a renewed token', async () => {
	((await ask()) as unknown as Data).token = 'renewed';
	expect(await ask()).toEqual({ read: 1, token: 'renewed' });
});

test('read anew, it is new for all', async () => {
	await ask();
	expect([await reader.readAnew(), await ask()]).toEqual([{ read: 2 }, { read: 2 }]);
});

test('a clock that was set back does not make it last', async () => {
	await ask();
	now -= 5000;
	expect(await ask()).toEqual({ read: 2 });
});

test('a failure is for who met it: those who waited with it ask for themselves', async () => {
	context.fails = 1;
	const asked = await Promise.allSettled([ask(), ask()]);
	expect(asked).toEqual([
		{ status: 'rejected', reason: new Error('The database is away') },
		{ status: 'fulfilled', value: { read: 1 } },
	]);
	expect(await ask()).toEqual({ read: 1 });
});

test('all else is that of the context itself, private fields included', async () => {
	await ask();
	expect(reader.context.helpers).toBe(context.helpers);
	expect((reader.context as IExecuteFunctions).getMode()).toBe('after 1');
	expect('getExecutionCancelSignal' in reader.context).toBe(false);
	expect('getMode' in reader.context).toBe(true);
});
