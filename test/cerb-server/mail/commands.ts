import type { MailContext } from './context';

/** What lines of a mail's text asked for, and the text without them. */
export interface Commands {
	content: string;
	/** Comments on the ticket, in order. */
	comments: string[];
	/** Comments on the message. */
	notes: string[];
	/** Whether the worker starts (true) or stops watching the ticket, in order. */
	watches: boolean[];
	/** Whether a line asks for the signature. */
	wantsSignature: boolean;
}

const COMMAND = /^#([A-Za-z0-9_]+)(.*)$/;

/** Takes the lines up to `#end` out of the rest; `undefined` when there are none. */
function takeBlock(lines: string[]): string | undefined {
	const end = lines.findIndex((line) => line.startsWith('#end'));
	const block = lines.splice(0, end < 0 ? lines.length : end + 1);
	if (end >= 0) block.pop();
	return block.length === 0 ? undefined : block.map((line) => `${line}\n`).join('');
}

/**
 * Reads the commands a worker may write into a mail: lines that begin with `#` and a known word.
 * They are taken out and done, whether the mail is sent or not; `#heading` and `# title` stay
 * (measured on Cerb 10.4.10).
 */
export function readCommands(
	text: string,
	{ unclaimed }: Pick<MailContext, 'unclaimed'>,
): Commands {
	const lines = text.split(/\r\n|\r|\n/);
	const found: Commands = {
		content: '',
		comments: [],
		notes: [],
		watches: [],
		wantsSignature: false,
	};
	const kept: string[] = [];
	let isCut = false;
	const keep = (line: string): void => {
		if (!isCut) kept.push(line);
	};
	for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
		const [, word = '', rest = ''] = COMMAND.exec(line) ?? [];
		const argument = rest.trimStart();
		switch (word) {
			case 'cut':
				isCut = true;
				break;
			case 'comment':
				if (argument !== '') found.comments.push(argument);
				break;
			case 'watch':
			case 'unwatch':
				found.watches.push(word === 'watch');
				break;
			case 'start': {
				const kind = { comment: found.comments, note: found.notes }[argument];
				const block = kind === undefined ? undefined : takeBlock(lines);
				if (block === undefined) keep(line);
				else kind?.push(block);
				break;
			}
			case 'signature':
				found.wantsSignature = true;
				keep(line);
				break;
			case 'attach':
			case 'original_message':
			case 'sig':
				unclaimed(`#${word} in a mail`);
				break;
			default:
				keep(line);
		}
	}
	found.content = kept.join('\n');
	return found;
}
