import { createHash } from 'node:crypto';

import { seeded } from '../support/seeded';
import { Watch } from '../../leaks/watch';

const SHORT = 'app & "secret" ü';
const HASH = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

/** A text as random as a token. */
function token(length: number, alphabet = '0123456789abcdef'): string {
	const random = seeded(7);
	return Array.from({ length }, () => alphabet[random(alphabet.length)]).join('');
}

const REFRESH = `def50200${token(730)}`;
const JWT = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${token(300, 'abcXYZ019-_')}.${token(342, 'defUVW345-_')}`;

function watching() {
	const watch = new Watch();
	watch.start();
	for (const secret of [SHORT, HASH, REFRESH, JWT]) watch.learn('secret', secret);
	return watch;
}

/** Forms in which a value leaks, of how many kinds. */
function leaksIn(value: unknown): string[] {
	const watch = watching();
	watch.take('items', 'value', value);
	return watch.look().map(({ form, place }) => `${form} ${place}`);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('a secret is found', () => {
	test.each([SHORT, HASH, REFRESH, JWT])('as it is, within a text: %#', (secret) => {
		expect(leaksIn(`<${secret}>`)).toEqual(['raw value']);
		expect(leaksIn({ a: [`${secret}`] })).toEqual(['raw value.a.0']);
	});

	test.each([
		['for a URL', encodeURIComponent(SHORT)],
		['for a form', new URLSearchParams({ a: SHORT }).toString()],
		['in JSON', JSON.stringify({ a: SHORT })],
		['in JSON within JSON', JSON.stringify(JSON.stringify({ a: HASH }))],
	])('encoded %s', (_what, text) => {
		expect(leaksIn(text)).toHaveLength(1);
	});

	test.each([SHORT, HASH, REFRESH, JWT])('in Base64, wherever it begins: %#', (secret) => {
		for (const before of ['', 'a', 'ab', 'user:', 'ünï']) {
			const text = base64(`${before}${secret}~~~`);
			expect(leaksIn(text)).toEqual(['base64 value']);
			expect(leaksIn(text.replace(/\+/g, '-').replace(/\//g, '_'))).toEqual(['base64 value']);
		}
	});

	test.each([HASH, REFRESH, JWT])('by any piece of 31 characters that is its own: %#', (secret) => {
		const head = secret === JWT ? JWT.indexOf('.') + 1 : 0;
		for (let at = head; at + 31 <= secret.length; at += 7) {
			expect(leaksIn(`"${secret.slice(at, at + 31)}…`)).toEqual(['raw value']);
		}
	});

	test.each<[string, () => unknown]>([
		['the cause of an error', () => new Error('a', { cause: { b: HASH } })],
		['what is printed of an error', () => Object.assign(new Error('a'), { [Symbol('b')]: HASH })],
		[
			'what JSON makes of an error',
			() => Object.assign(new Error('a'), { toJSON: () => ({ b: HASH }) }),
		],
		['a hidden property', () => Object.defineProperty({}, 'a', { value: HASH })],
		['a property of a symbol', () => ({ [Symbol('a')]: HASH })],
		['a getter', () => Object.defineProperty({}, 'a', { get: () => HASH })],
		['the name of a property', () => ({ [HASH]: 1 })],
		['a map', () => new Map([['a', new Set([[HASH]])]])],
		['bytes', () => Buffer.from(`{"a":"${HASH}"}`)],
		['bytes of another kind', () => new Uint8Array(Buffer.from(HASH)).buffer],
		[
			'something that contains itself',
			() => {
				const value: unknown[] = [];
				value.push(value, { deep: { deeper: value } }, HASH);
				return value;
			},
		],
		['a text of 20 MB, at its end', () => `${'x'.repeat(20_000_000)}${HASH}`],
	])('in %s', (_what, make) => {
		expect(leaksIn(make())).not.toEqual([]);
	});

	test('as its hash, which signs as well', () => {
		const hash = createHash('md5').update(SHORT).digest('hex');
		expect(leaksIn(`k:${hash}`)).toEqual(['MD5 value']);
	});
});

describe('nothing is found', () => {
	test.each([
		[
			'in ordinary results',
			{ json: { id: 1, title: 'def50200 eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.' } },
		],
		[
			'in a getter that throws',
			{
				get a() {
					return JSON.parse('{');
				},
			},
		],
		['in nothing', [undefined, null, 1, true, '']],
	])('%s', (_what, value) => {
		expect(leaksIn(value)).toEqual([]);
	});

	test('while nobody watches', () => {
		const watch = new Watch();
		watch.learn('secret', HASH);
		watch.take('items', 'value', HASH);
		expect(watch.look()).toEqual([]);
		expect(watch.report()).toMatchObject({ items: 0, texts: 0, secrets: 0 });
	});
});

test('a secret that becomes known later is found all the same, in time', () => {
	const watch = watching();
	const list: Array<readonly [string, string]> = [['first', 'the first of a list']];
	watch.learnFrom(list);
	watch.take('answers', 'answer', ['the first of a list', 'the second of a list']);
	list.push(['second', 'the second of a list']);
	expect(watch.problem()).toBe('2 leaks of secrets\nsecond (raw): answer.1\nfirst (raw): answer.0');
	expect(watch.problem()).toBeUndefined();
	expect(watch.report()).toEqual({
		items: 0,
		errors: 0,
		answers: 1,
		lines: 0,
		texts: 2,
		secrets: 6,
		leaks: 2,
	});
});
