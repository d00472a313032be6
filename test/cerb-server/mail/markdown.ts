import { escapeHtml } from '../http/answer';

/** Says that a text holds something this renderer does not know. */
type Unknown = (what: string) => void;

const LIST_ITEM = /^(?:[-*+]|(\d+)\.) +(.*)$/;

/** Text with its marks; `unknown` is told of marks that are not rendered here. */
function inline(text: string, unknown: Unknown): string {
	if (/!\[|\\[*_`[\]]|<(?:https?:|mailto:)/.test(text)) unknown('this Markdown inside a line');
	const codes: string[] = [];
	const hold = (html: string): string => `\ue000${codes.push(html) - 1}\ue000`;
	const held = text
		.replace(/`([^`]+)`/g, (_, code: string) => hold(`<code>${escapeText(code)}</code>`))
		.replace(/<\/?[a-zA-Z][^<>]*>/g, (tag) => hold(tag))
		.replace(/\[([^\]]*)\]\(([^\s)]+)(?: "([^"]*)")?\)/g, (_, label, url, title) => {
			const named = title === undefined ? '' : ` title="${escapeText(String(title))}"`;
			return `${hold(`<a href="${escapeText(String(url))}"${named}>`)}${String(label)}${hold('</a>')}`;
		})
		.replace(/https?:\/\/[^\s<>\ue000]+/g, (url) =>
			hold(`<a href="${escapeText(url)}">${escapeText(url)}</a>`),
		);
	return escapeText(held)
		.replace(/(\*\*|__)(?=\S)(.+?\S?)\1/g, '<strong>$2</strong>')
		.replace(/\*(?=\S)([^*]+)\*/g, '<em>$1</em>')
		.replace(/(?<!\w)_(?=\S)([^_]+)_(?!\w)/g, '<em>$1</em>')
		.replace(/~~(?=\S)(.+?)~~/g, '<del>$1</del>')
		.replace(/ *\n/g, '<br />\n')
		.replace(/\ue000(\d+)\ue000/g, (_, index: string) => codes[Number(index)]);
}

/** Entities that are there already stay. */
function escapeText(text: string): string {
	return escapeHtml(text)
		.replace(/&#0?39;/g, "'")
		.replace(/&amp;(#?\w+;)/g, '&$1');
}

function list(lines: string[], unknown: Unknown): string {
	const items = lines.map((line) => LIST_ITEM.exec(line));
	const isOrdered = items[0]?.[1] !== undefined;
	const isMixed = items.some((item) => item === null || (item[1] !== undefined) !== isOrdered);
	if (isMixed) unknown('this Markdown list');
	const tag = isOrdered ? 'ol' : 'ul';
	const rows = items.map((item) => `<li>${inline(item?.[2] ?? '', unknown)}</li>`);
	return [`<${tag}>`, ...rows, `</${tag}>`].join('\n');
}

/** One paragraph's lines: a heading, a list behind text, or text. */
function block(lines: string[], unknown: Unknown): string[] {
	const [first = ''] = lines;
	const heading = /^(#{1,6}) *([^#].*)$/.exec(first);
	if (heading !== null) {
		const level = heading[1].length;
		const html = `<h${level}>${inline(heading[2].trim(), unknown)}</h${level}>`;
		return lines.length === 1 ? [html] : [html, ...block(lines.slice(1), unknown)];
	}
	if (LIST_ITEM.test(first)) return [list(lines, unknown)];
	if (/^<(?!\/?(?:a|b|i|em|strong|code|span|br|img|u|s)\b)[a-zA-Z]/.test(first)) {
		return [lines.join('\n')];
	}
	if (/^(?: {4}|\t|>|```|~~~|\||-{3}|\*{3}|_{3})/.test(first)) unknown('this Markdown block');
	const at = lines.findIndex((line) => LIST_ITEM.test(line) || /^#{1,6}/.test(line));
	const own = at < 0 ? lines : lines.slice(0, at);
	if (own.some((line) => /^(?:>|```|\||={2,}$|-{2,}$)/.test(line))) unknown('this Markdown block');
	const text = own.map((line) => line.trim()).join('\n');
	const html = `<p>${inline(text, unknown)}</p>`;
	return at < 0 ? [html] : [html, ...block(lines.slice(at), unknown)];
}

/**
 * HTML of a text in Markdown, as Cerb 10.4.10 writes it: paragraphs in which every line end counts,
 * bold, emphasis, deletion, code in a line, links, headings, flat lists; HTML passes as it is.
 * `unknown` is told of anything else.
 */
export function renderMarkdown(text: string, unknown: Unknown): string {
	const blocks = text
		.replace(/\r/g, '')
		.split(/\n[ \t]*(?:\n[ \t]*)+/)
		.map((part) => part.split('\n').filter((line) => line.trim() !== ''))
		.filter((lines) => lines.length > 0);
	const html = blocks.map((lines) => block(lines, unknown));
	for (const [index, parts] of html.entries()) {
		// Lists of one kind with nothing between them are one list whose items are paragraphs.
		const tag = /^<[uo]l>/.exec(parts[0])?.[0];
		const before = tag === undefined ? undefined : html[index - 1]?.at(-1);
		if (tag !== undefined && before?.startsWith(tag) === true) unknown('this Markdown list');
	}
	return html.flat().join('\n');
}
