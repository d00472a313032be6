import { renderMarkdown } from './markdown';

/** What a real Cerb 10.4.10 made of these texts. */
const MEASURED: Array<[string, string]> = [
	[
		'para one\nline two\n\npara **bold** __b2__ *em* _em2_ `code <b>` ~~del~~',
		'<p>para one<br />\nline two</p>\n<p>para <strong>bold</strong> <strong>b2</strong> <em>em</em> <em>em2</em> <code>code &lt;b&gt;</code> <del>del</del></p>',
	],
	[
		'- a\n- b **x**\n\n1. one\n2. two',
		'<ul>\n<li>a</li>\n<li>b <strong>x</strong></li>\n</ul>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>',
	],
	['# H1\n## H2\ntext', '<h1>H1</h1>\n<h2>H2</h2>\n<p>text</p>'],
	[
		'[link](http://x.example "t") http://bare.example a@b.example',
		'<p><a href="http://x.example" title="t">link</a> <a href="http://bare.example">http://bare.example</a> a@b.example</p>',
	],
	['a & b < c > d "q" \'s\'', "<p>a &amp; b &lt; c &gt; d &quot;q&quot; 's'</p>"],
	['<div>raw <b>html</b></div>\n\nafter', '<div>raw <b>html</b></div>\n<p>after</p>'],
	['a_b_c 2*3*4', '<p>a_b_c 2<em>3</em>4</p>'],
	['a\n- b\n- c', '<p>a</p>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>'],
	['line  \nbreak', '<p>line<br />\nbreak</p>'],
	['ünï 😀 &amp; &copy;', '<p>ünï 😀 &amp; &copy;</p>'],
	['para\n\n\n\npara2\n', '<p>para</p>\n<p>para2</p>'],
	['Text\n<b>x</b>', '<p>Text<br />\n<b>x</b></p>'],
	['#notheading', '<h1>notheading</h1>'],
	['1) x', '<p>1) x</p>'],
];

describe('Markdown', () => {
	it.each(MEASURED)('renders %j as a real Cerb does', (text, html) => {
		const unknown: string[] = [];
		expect(renderMarkdown(text, (what) => unknown.push(what))).toBe(html);
		expect(unknown).toEqual([]);
	});

	it.each([
		'> quote',
		'```\ncode\n```',
		'    code',
		'![i](http://x.example)',
		'| a |\n|---|',
		'\\*',
		'- a\n\n- b',
	])('says that it does not know %j', (text) => {
		const unknown: string[] = [];
		renderMarkdown(text, (what) => unknown.push(what));
		expect(unknown).not.toEqual([]);
	});
});
