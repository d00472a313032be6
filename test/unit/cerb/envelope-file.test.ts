import { readFailure } from '../../../nodes/Cerb/cerb/envelope';
import { fileNameOf } from '../../../nodes/Cerb/cerb/file-name';
import { answer, JSON_TYPE, PAGE } from '../support/answers';

const BASE = 'https://cerb.example.com';
const REQUEST = { method: 'GET' as const, path: 'attachments/5/download.json' };
const message = (given: ReturnType<typeof answer>) => readFailure(given, REQUEST, BASE)?.message;

describe('answers that pass as they are', () => {
	test.each([
		[
			'a file',
			answer(200, 'Hello bytes \u0000\ufffd', {
				'content-type': 'application/pdf',
				'content-disposition': 'attachment; filename=report.pdf',
			}),
		],
		[
			'an HTML file',
			answer(200, PAGE, {
				'content-type': 'text/html;charset=UTF-8',
				'content-disposition': 'attachment; filename=x.html',
			}),
		],
		[
			'a JSON file that looks like an error',
			answer(200, '{"__status":"error","message":"x"}', {
				...JSON_TYPE,
				'content-disposition': 'attachment; filename=x.json',
			}),
		],
		[
			'an empty file',
			answer(200, '', {
				'content-type': 'text/plain',
				'content-disposition': 'attachment; filename=x',
			}),
		],
		[
			'a file that Cerb gave no name (its name has a line break)',
			answer(200, Buffer.from([0xff, 0xd8, 0xff]), { 'content-type': 'image/jpeg' }),
		],
		[
			'a text file without a name',
			answer(200, 'plain words', { 'content-type': 'text/plain;charset=UTF-8' }),
		],
		['a success envelope', answer(200, '{"__status":"success"}')],
		[
			'XML',
			answer(
				200,
				'<?xml version="1.0"?>\n<response><string key="__status">success</string><string key="message">error</string></response>',
				{ 'content-type': 'text/xml; charset=utf-8' },
			),
		],
	])('%s', (_what, given) => {
		expect(message(given)).toBeUndefined();
	});
});

describe('failures in disguise', () => {
	test.each([
		[
			'a missing attachment',
			answer(
				200,
				'{"__status":"error","__version":"10.4.10","__build":2024030901,"__error":"ERROR","message":"Invalid attachment id \'999\'"}',
			),
			"Invalid attachment id '999'",
		],
		[
			'no extension',
			answer(200, "'download' is not implemented.", {
				'content-type': 'text/plain; charset=utf-8',
			}),
			"'download' is not implemented.",
		],
		[
			'XML as recorded',
			answer(
				200,
				'<?xml version="1.0"?>\n<response><string key="__status">error</string><string key="__version">10.4.10</string><string key="__build">2024030901</string><string key="__error">ERROR_NOT_FOUND</string><string key="message">Invalid record cerberusweb.contexts.task #999999</string></response>\n',
				{ 'content-type': 'text/xml; charset=utf-8' },
			),
			'Invalid record cerberusweb.contexts.task #999999',
		],
		[
			'a 401 with a disposition',
			answer(401, '{"__status":"error","message":"Unauthorized request"}', {
				...JSON_TYPE,
				'content-disposition': 'attachment',
			}),
			'Unauthorized request',
		],
		['a web page', answer(200, PAGE, { 'content-type': 'text/html' }), 'web page'],
		['nothing', answer(200, '', { 'content-type': 'text/html' }), 'empty answer'],
		['a refusal without words', answer(401, ''), 'denied the request'],
		['a crash', answer(500, '', { 'content-type': 'text/html' }), 'crashed'],
		['a redirect', answer(302, '', { location: '/login' }), 'redirect to /login'],
		['cut-off JSON', answer(200, '{"__status":"succ'), 'cut off'],
		[
			'a proxy page of a type of its own',
			answer(404, 'nope', { 'content-type': 'image/png' }),
			'nope',
		],
	])('%s', (_what, given, words) => {
		expect(message(given)).toContain(words);
	});

	test('an XML error keeps its code and reads entities', () => {
		const xml =
			'<response><string key="__status">error</string><string key="__error">ERROR_PARAM_INVALID</string><string key="message">a &lt; b &amp; c</string></response>';
		const failure = readFailure(answer(200, xml, { 'content-type': 'text/xml' }), REQUEST, BASE);
		expect(failure?.code).toBe('ERROR_PARAM_INVALID');
	});

	test('entities in the message of an XML error are decoded', () => {
		const xml =
			'<response><string key="__status">error</string><string key="message">a &lt; b &amp; c</string></response>';
		expect(message(answer(200, xml, { 'content-type': 'text/xml' }))).toBe('a < b & c');
	});
});

describe('fileNameOf', () => {
	/** A header as Node's HTTP parser gives it: bytes read as Latin-1. */
	const header = (name: string) => Buffer.from(name, 'utf8').toString('latin1');
	test.each([
		['attachment; filename=report.pdf', 'report.pdf'],
		[header('attachment; filename=report é.pdf'), 'report é.pdf'],
		[header('attachment; filename=日本 😀.txt'), '日本 😀.txt'],
		['attachment; filename=a; b, c.txt', 'a; b, c.txt'],
		['attachment; filename=two words (1).txt', 'two words (1).txt'],
		['attachment; filename="quoted.txt"', 'quoted.txt'],
		['attachment; filename=it\'s "so".txt', 'it\'s "so".txt'],
		['attachment; filename=a=b.txt', 'a=b.txt'],
		['inline; FileName=x.txt', 'x.txt'],
		['attachment; filename=', undefined],
		['attachment; filename=  ', undefined],
		['attachment', undefined],
		['', undefined],
	])('%j', (disposition, name) => {
		expect(fileNameOf(answer(200, '', { 'content-disposition': disposition }))).toBe(name);
	});

	test('no header, no name', () => {
		expect(fileNameOf(answer(200, '', {}))).toBeUndefined();
	});
});
