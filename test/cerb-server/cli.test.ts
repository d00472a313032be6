import { runCli } from './cli-program';
import { startCerbServer } from './index';
import { httpCall } from './support/http-call';

/** Runs the program and stops it as soon as `whileRunning` is done. */
async function run(args: string[], whileRunning: (said: string) => Promise<void> = async () => {}) {
	let said = '';
	const say = (text: string) => {
		said += text;
	};
	const code = await runCli(args, {
		out: say,
		err: say,
		stopped: async () => await whileRunning(said),
	});
	return { code, said };
}

describe('npm run cerb-server', () => {
	it('prints an address and a token that work, and stops when told to', async () => {
		const statuses: number[] = [];
		let address = '';
		const { code, said } = await run(['--port', '0', '--base-path', '/cerb'], async (text) => {
			address = /Address\s+(\S+)/.exec(text)?.[1] ?? '';
			const token = /Access token\s+(\S+)/.exec(text)?.[1] ?? '';
			const headers = { authorization: `Bearer ${token}` };
			statuses.push((await httpCall(`${address}/rest/workers/me.json`, { headers })).status);
		});
		expect([statuses, code]).toEqual([[200], 0]);
		expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/cerb$/);
		expect(said).toMatch(/Client secret\s+\S+/);
		await expect(httpCall(address)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});

	it('prints a login that works', async () => {
		const { said } = await run(['--port', '0']);
		const [, email, password] = /Login\s+(\S+)\s+password\s+(\S+)/.exec(said) ?? [];
		const server = await startCerbServer();
		const worker = server.state.findWorkerByEmail(email);
		await server.stop();
		expect(worker?.password).toBe(password);
	});

	it('says when the port is in use', async () => {
		const other = await startCerbServer({ seed: 'none' });
		const { code, said } = await run(['--port', String(other.port)]);
		await other.stop();
		expect([code, said]).toEqual([
			1,
			`Port ${other.port} is in use. Choose another one with --port.\n`,
		]);
	});

	it.each([
		[['--port', 'abc'], '--port must be a number from 0 to 65535, not "abc".'],
		[['--tickets', '-1'], '--tickets'],
		[['--prot', '1'], "Unknown option '--prot'"],
		[['--base-path', 'cerb'], '--base-path must look like /cerb/index.php, not "cerb".'],
	])('refuses %j and shows the help', async (args, problem) => {
		const { code, said } = await run(args);
		expect(code).toBe(2);
		expect(said.split('\n')[0]).toContain(problem);
		expect(said).toContain('Usage: npm run cerb-server');
	});

	it('explains itself', async () => {
		const { code, said } = await run(['--help']);
		expect([code, said.split('\n')[2]]).toEqual([0, 'Usage: npm run cerb-server -- [options]']);
	});
});
