import type { Token } from './tokens';
import type { Unclaimed } from './unclaimed';

/** A token as query text again. */
function write(item: Token): string {
	switch (item.kind) {
		case 'field':
			return `${item.value}:${item.children.map(write).join('')}`;
		case 'quoted':
			return `"${item.value}"`;
		case 'not':
			return '!';
		case 'array':
			return `[${item.values.map((value) => `"${value}"`).join(',')}]`;
		case 'group':
			return `${item.value === '!' ? '!' : ''}(${writeMembers(item)})`;
		default:
			return item.value;
	}
}

/** Whether a group's own members are alternatives. */
function hasOr({ children }: Token): boolean {
	return children.some(({ kind, value }) => kind === 'bool' && value === 'OR');
}

function writeMembers(group: Token): string {
	return group.children
		.filter(({ kind }) => kind !== 'bool')
		.map((child) =>
			child.kind === 'field' && child.value === 'text'
				? child.children.map(write).join(' ')
				: write(child),
		)
		.join(hasOr(group) ? ' OR ' : ' ');
}

/** The text of `query:(…)`, without its outer brackets. */
export function queryText(tokens: Token[], unclaimed: Unclaimed): string {
	const [first] = tokens;
	if (first === undefined) return '';
	if (first.kind !== 'group' || first.value !== '') {
		unclaimed.add('a data query whose query: is not in plain brackets');
		return '';
	}
	const text = writeMembers(first);
	return hasOr(first) ? `(${text})` : text;
}
