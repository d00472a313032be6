/** One element of Cerb's XML: `<string key="…">` or `<array key="…">`. */
interface Element {
	tag: string;
	key: string;
	text: string;
	children: Element[];
}

/** Elements whose text is the same on every Cerb. */
const LITERAL_KEY =
	/^(?:_context|_type|__\w+|\w+__context|\w+__type|message|count|limit|page|total)$/;

/**
 * Compares two of Cerb's XML answers: the same elements with the same keys in the same order, and
 * the same text where it does not depend on the instance. `recorded` may have been cut.
 */
export function compareXml(recorded: string, actual: string): string[] {
	const [body, mark] = recorded.split(/…\[\d+ characters\]$/);
	const cut = mark !== undefined;
	return compareChildren(parse(body), parse(actual), '', cut);
}

function compareChildren(was: Element[], is: Element[], path: string, cut: boolean): string[] {
	const differences: string[] = [];
	was.forEach((element, index) => {
		const other = is[index];
		const inner = `${path}/${element.tag}[${element.key}]`;
		const open = cut && index === was.length - 1;
		if (other === undefined) differences.push(`${inner}: missing`);
		else if (other.tag !== element.tag || other.key !== element.key) {
			differences.push(`${inner}: got <${other.tag} key="${other.key}">`);
		} else {
			if (LITERAL_KEY.test(element.key) && element.text !== other.text && !open) {
				differences.push(`${inner}: recorded ${element.text}, got ${other.text}`);
			}
			differences.push(...compareChildren(element.children, other.children, inner, open));
		}
	});
	for (const extra of cut ? [] : is.slice(was.length)) {
		differences.push(`${path}/${extra.tag}[${extra.key}]: not recorded`);
	}
	return differences;
}

function parse(xml: string): Element[] {
	const root: Element = { tag: 'document', key: '', text: '', children: [] };
	const stack = [root];
	for (const [, closing, tag, key, empty, text] of xml.matchAll(
		/<(\/?)(\w+)(?: key="([^"]*)")?(\/?)>([^<]*)/g,
	)) {
		if (closing === '/') {
			stack.pop();
			continue;
		}
		const element: Element = { tag, key: key ?? '', text, children: [] };
		stack[stack.length - 1].children.push(element);
		if (empty !== '/') stack.push(element);
	}
	return root.children;
}
