import { multipartFields } from './multipart';
import { mergeRecursive, mergeRequest, parsePhpForm } from './php-form';
import { phpJsonEncode } from './php-json';
import { phpXmlEncode } from './php-xml';

describe('PHP forms', () => {
	const parsed = (text: string) => JSON.parse(JSON.stringify(parsePhpForm(text))) as unknown;

	it.each<[string, unknown]>([
		['a=1&a=2', { a: '2' }],
		['a[]=x&a[]=y', { a: { 0: 'x', 1: 'y' } }],
		[
			'fields[title]=T&fields[links][]=a&fields[links][]=b',
			{ fields: { title: 'T', links: { 0: 'a', 1: 'b' } } },
		],
		['fields%5Btitle%5D=a+b%20c%26', { fields: { title: 'a b c&' } }],
		['a.b c=1', { a_b_c: '1' }],
		['a[b.c]=1', { a: { 'b.c': '1' } }],
		['a[b=1', { a_b: '1' }],
		['a[5]=x&a[]=y', { a: { 5: 'x', 6: 'y' } }],
		['a=1&a[b]=2', { a: { b: '2' } }],
		['a&b=&=c&[x]=d', { a: '', b: '' }],
		['a=%zz%C3%A9', { a: '%zzé' }],
	])('reads %s', (text, expected) => {
		expect(parsed(text)).toEqual(expected);
	});

	it('is not fooled by __proto__', () => {
		const map = parsePhpForm('__proto__[polluted]=1&a[__proto__][x]=2');
		expect(Object.keys(map)).toEqual(['__proto__', 'a']);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it('drops everything behind the thousandth pair', () => {
		const text = `${Array.from({ length: 1000 }, (_, i) => `l[]=${i}`).join('&')}&title=lost`;
		const map = parsePhpForm(text);
		expect(Object.keys(map)).toEqual(['l']);
		expect(Object.keys(map.l)).toHaveLength(1000);
	});

	it('merges as $_REQUEST and as PUT do', () => {
		const [get, body] = [parsePhpForm('f[t]=url&q=1'), parsePhpForm('f[t]=body&f[u]=2')];
		expect(JSON.stringify(mergeRequest(get, body))).toBe('{"f":{"t":"body","u":"2"},"q":"1"}');
		expect(JSON.stringify(mergeRecursive(get, body))).toBe(
			'{"f":{"t":{"0":"url","1":"body"},"u":"2"},"q":"1"}',
		);
	});

	it('reads multipart fields and leaves files out', () => {
		const body = [
			'--b',
			'Content-Disposition: form-data; name="fields[title]"',
			'',
			'two\r\nlines é',
			'--b',
			'Content-Disposition: form-data; name="file"; filename="x.txt"',
			'',
			'file content',
			'--b--',
			'',
		].join('\r\n');
		expect(multipartFields(Buffer.from(body), 'multipart/form-data; boundary=b')).toEqual([
			['fields[title]', 'two\r\nlines é'],
		]);
	});
});

describe('serializers', () => {
	it('writes JSON as PHP does', () => {
		const value = {
			a: 'é/"\n😀\ud800',
			b: [1.5, true, null],
			10: {},
			m: new Map([
				[7, 'x'],
				[3, 'y'],
			]),
		};
		expect(phpJsonEncode(value)).toBe(
			'{"10":{},"a":"\\u00e9/\\"\\n\\ud83d\\ude00\\ufffd","b":[1.5,true,null],"m":{"7":"x","3":"y"}}',
		);
		expect(() => phpJsonEncode({ a: undefined })).toThrow('Not a JSON value');
	});

	it('writes XML as Cerb does: results by id, true as 1, false and null empty', () => {
		expect(
			phpXmlEncode({
				ok: true,
				no: false,
				none: null,
				t: 'a<b>&"é',
				results: [{ id: '7', l: [] }],
			}),
		).toBe(
			'<?xml version="1.0"?>\n<response><string key="ok">1</string><string key="no"/>' +
				'<string key="none"/><string key="t">a&lt;b&gt;&amp;"&#xE9;</string>' +
				'<array key="results"><array key="7"><string key="id">7</string><array key="l"/></array></array>' +
				'</response>\n',
		);
	});
});
