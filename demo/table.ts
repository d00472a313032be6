const MAX_WIDTH = 40;

/** A text table of some columns, cut to a width that fits a terminal. */
export function table(rows: Array<Record<string, unknown>>, columns: string[]): string {
	const cells = rows.map((row) => columns.map((column) => cut(textOf(row[column]))));
	const widths = columns.map((column, index) =>
		Math.max(column.length, ...cells.map((line) => line[index].length)),
	);
	const line = (parts: string[]) =>
		`  ${parts.map((part, index) => part.padEnd(widths[index])).join('  ')}`.trimEnd();
	return [line(columns), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join(
		'\n',
	);
}

function textOf(value: unknown): string {
	return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

function cut(text: string): string {
	return text.length > MAX_WIDTH ? `${text.slice(0, MAX_WIDTH - 1)}…` : text;
}
