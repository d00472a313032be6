/* eslint-disable @n8n/community-nodes/no-restricted-globals -- prints its figures from Node's own process, never inside n8n */
import { startCerbServer } from '../index';
import { compareAnswers } from './compare';
import notClaimed from './not-claimed.json';
import {
	isClaimed,
	loadRecordings,
	RECORDED_BASE,
	recordingsFolder,
	type Recording,
} from './recording';
import { replay } from './replay';
import { APPS } from './setups';
import { signAnew } from './sign';

/** Shortly after the recordings were made: their queries name seconds before it. */
const RECORDED_AT = 1795326000;

const reasons: Record<string, string> = notClaimed;
const folder = recordingsFolder();
const all = folder === undefined ? [] : loadRecordings(folder);
const claimed = all.filter((one) => isClaimed(one) && reasons[one.name] === undefined);
const others = all.filter((one) => !isClaimed(one) && reasons[one.name] === undefined);

if (folder === undefined) {
	process.stdout.write(
		'\nRECORDINGS NOT FOUND: the comparison with a real Cerb is SKIPPED (set CERB_RECORDINGS to their folder).\n',
	);
}

/** Replays a recording on a server of its own. */
async function compareOn(recording: Recording) {
	const server = await startCerbServer({ now: RECORDED_AT, apps: APPS });
	const answer = await replay(recording, server).finally(async () => await server.stop());
	const bases = { recorded: RECORDED_BASE, actual: server.url };
	return {
		isLoud: answer.headers['x-embedded-cerb'] === 'not-claimed',
		differences: compareAnswers(recording, answer, bases),
	};
}

if (folder === undefined) {
	it.todo('compare with the recordings of a real Cerb: their folder is not here');
} else {
	describe('recordings of a real Cerb 10.4.10', compareAll);
}

function compareAll() {
	const figures = { compared: claimed.length, matched: 0, loud: 0 };

	afterAll(() => {
		process.stdout.write(
			`Recordings: ${figures.compared} compared (${claimed.length} of them claimed), ` +
				`${figures.matched} matched, ${Object.keys(reasons).length} listed as not claimed, ` +
				`${figures.loud} of other endpoints answered with a loud 501.\n`,
		);
	});

	it.each(claimed.map((recording) => ({ name: recording.name, recording })))(
		'$name',
		async ({ recording }) => {
			expect((await compareOn(recording)).differences).toEqual([]);
			figures.matched++;
		},
		// Uploads of 30 MB on a busy machine.
		60_000,
	);

	it('answers everything else as recorded, or with a loud 501', async () => {
		const wrong: Record<string, string[]> = {};
		for (const recording of others) {
			const { isLoud, differences } = await compareOn(recording);
			if (isLoud) figures.loud++;
			else figures.compared++;
			if (!isLoud && differences.length === 0) figures.matched++;
			if (!isLoud && differences.length > 0) wrong[recording.name] = differences;
		}
		expect(wrong).toEqual({});
	}, 60_000);

	it('signs anew as it was signed: what had one signature has one again', () => {
		const signed = all.filter(({ request }) => 'Cerb-Auth' in request.headers);
		const firstAlike = (signatureOf: (one: Recording) => string) => {
			const signatures = signed.map((one) => signatureOf(one).replace(/^[^:]*:/, ''));
			return signatures.map((signature) => signatures.indexOf(signature));
		};
		const recorded = firstAlike(({ request }) => request.headers['Cerb-Auth']);
		expect(firstAlike((one) => signAnew(one)['Cerb-Auth'])).toEqual(recorded);
		const kinds = new Set(recorded).size;
		expect([kinds > 15, kinds < signed.length - 3]).toEqual([true, true]);
	});

	it('compares at least 670 of the claimed recordings', () => {
		expect(claimed.length).toBeGreaterThan(669);
	});

	it('lists as not claimed only recordings there are, each with a reason', () => {
		const names = new Set(all.map(({ name }) => name));
		const odd = Object.entries(reasons).filter(
			([name, reason]) => !names.has(name) || reason.trim().length < 10,
		);
		expect(odd).toEqual([]);
	});
}
