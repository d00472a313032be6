import { doubt, MAX_AGE } from '../../../../nodes/Cerb/cerb/instant/delivery';
import { readJson } from '../../support/sources';

/** As a real Cerb 10.4.10 sent it; see the note in the file. */
const SAMPLE = readJson('test/unit/cerb/instant/webhook-sample.json') as {
	headers: Record<string, string>;
	body: string;
};
const SECRET = 's3cret-key';
const TIME = Number(SAMPLE.headers['x-cerb-timestamp']);

const judge = (
	change: { headers?: object; body?: string } = {},
	{ secret = SECRET, now = TIME } = {},
) =>
	doubt(
		{
			headers: { ...SAMPLE.headers, ...change.headers },
			body: Buffer.from(change.body ?? SAMPLE.body),
		},
		secret,
		now,
	);

test('what a real Cerb signed is believed, for five minutes', () => {
	expect(judge()).toBeUndefined();
	expect(judge({}, { now: TIME + MAX_AGE })).toBeUndefined();
	expect(judge({}, { now: TIME - MAX_AGE })).toBeUndefined();
});

test.each([
	['another body', { body: SAMPLE.body.replace('"67"', '"68"') }, 'signature does not fit'],
	['a longer body', { body: `${SAMPLE.body} ` }, 'signature does not fit'],
	['an empty body', { body: '' }, 'signature does not fit'],
	['another time', { headers: { 'x-cerb-timestamp': String(TIME + 1) } }, 'does not fit'],
	['a time with a sign', { headers: { 'x-cerb-timestamp': `+${TIME}` } }, 'not signed'],
	['no time', { headers: { 'x-cerb-timestamp': undefined } }, 'not signed'],
	['no signature', { headers: { 'x-cerb-signature': undefined } }, 'not signed'],
	['several signatures', { headers: { 'x-cerb-signature': ['a', 'b'] } }, 'not signed'],
	['a short signature', { headers: { 'x-cerb-signature': 'sha256=00' } }, 'not signed'],
	['another hash', { headers: { 'x-cerb-signature': `sha1=${'0'.repeat(40)}` } }, 'not signed'],
	['a made up one', { headers: { 'x-cerb-signature': `sha256=${'0'.repeat(64)}` } }, 'not fit'],
])('%s is not', (_what, change, reason) => {
	expect(judge(change)).toContain(reason);
});

test('another secret is not, nor an empty one', () => {
	expect(judge({}, { secret: 'another' })).toContain('does not fit');
	expect(judge({}, { secret: '' })).toContain('does not fit');
});

test.each([
	[MAX_AGE + 1, '301 seconds ago'],
	[-MAX_AGE - 1, '301 seconds in the future'],
])('%d seconds late: says so, and what may be the cause', (late, words) => {
	const reason = judge({}, { now: TIME + late });
	expect(reason).toContain(words);
	expect(reason).toContain('clocks');
});

test('no reason tells the signature', () => {
	const hash = SAMPLE.headers['x-cerb-signature'].slice('sha256='.length);
	const reasons = [judge({ body: '' }), judge({}, { now: 0 }), judge({}, { secret: 'x' })];
	expect(reasons.filter((reason) => reason === undefined || reason.includes(hash))).toEqual([]);
});
